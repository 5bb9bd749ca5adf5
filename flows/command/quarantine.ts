// Command "quarantine": a revision, and all that is built of its commit, must not be promoted.

import { Failure } from '../../core/failure.ts';
import { ranges } from '../../core/keys.ts';
import { reasonOf } from '../../core/plain-reason.ts';
import { isBarring } from '../../core/quarantine.ts';
import { hasEnded } from '../../core/release.ts';
import { wordOf } from '../../core/revision.ts';
import { type Meant, meantBy } from '../meant-revision.ts';
import { readableItems } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';
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
      about: `${pipeline}: no release of ${meant.label} starts any more; it stops none, and takes nothing back`,
      changes: free.map(({ named }) => ({ what: named, from: 'free', to: 'quarantined' })),
      notes: await goesOn(ports, pipeline, meant),
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

/** What of it is on its way, or runs, and by which command that ends. */
async function goesOn(ports: Ports, pipeline: string, { digests }: Meant): Promise<string[]> {
  const releases = await readableItems(ports, ranges.releases(pipeline));
  const targets = await readableItems(ports, ranges.targets(pipeline));
  const going = releases.filter(
    (each) => !hasEnded(each) && !each.rollback && digests.includes(each.revision.digest),
  );
  const running = targets.filter(({ running: now }) =>
    digests.includes(now?.revision.digest ?? ''),
  );
  const names = reasonOf(running.map(({ name }) => name));
  const build = running[0]?.running && wordOf(running[0].running.revision.build);
  return [
    ...going.map(
      ({ id }) =>
        `release ${id} is on its way, and goes on; to end it: tidegate stop ${pipeline} ${id} --reason "…"`,
    ),
    ...(running.length > 0
      ? [
          `${names} ${running.length === 1 ? 'runs' : 'run'} it on; to take it back: tidegate rollback ${pipeline} --release ${build} --reason "…"`,
        ]
      : []),
  ];
}
