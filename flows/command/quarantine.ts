// Command "quarantine": a revision, and all that is built of its commit, must not be promoted.

import { Failure } from '../../core/failure.ts';
import { isBarring } from '../../core/quarantine.ts';
import { meantBy } from '../meant-revision.ts';
import { quarantineByHand } from '../quarantine-by-hand.ts';
import { barsOf } from '../quarantines.ts';
import { sideBySide } from '../side-by-side.ts';
import type { CommandFlow } from './flow.ts';
import { personTold } from './person-told.ts';
import { anybodys } from './whose.ts';

export const quarantine: CommandFlow<'quarantine'> = {
  whose: anybodys,
  async intend(ports, { body }) {
    const { pipeline, what } = body;
    const meant = await meantBy(ports, body);
    const all = await sideBySide(barsOf(pipeline, meant), async ([named, key]) => ({
      named,
      isBarred: isBarring(await ports.table.get(key)),
    }));
    const free = all.filter(({ isBarred }) => !isBarred);
    if (free.length === 0)
      throw new Failure(
        'Refused',
        `expected a revision that is not quarantined yet, got ${meant.label}, which is; to let it through again: ` +
          `tidegate lift ${pipeline} ${what} --reason "…"`,
      );
    return {
      about: `${pipeline}: ${meant.label} must not be promoted`,
      changes: free.map(({ named }) => ({ what: named, from: 'free', to: 'quarantined' })),
      seen: all,
      facts: { pipeline, label: meant.label },
    };
  },

  async act(ports, order, intent) {
    const { body, by, at } = order;
    const wish = { ...body, by: by.arn, person: personTold(order, intent) };
    return { did: (await quarantineByHand(ports, wish, at)).changed };
  },
};
