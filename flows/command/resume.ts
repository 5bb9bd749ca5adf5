// Command "resume": what people have stopped in a scope goes on.

import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import { few } from '../../core/few.ts';
import {
  freezesIn,
  heldAt,
  holdText,
  resumed,
  type Scope,
  scopeOf,
  scopeText,
  standingAt,
  stopSchema,
  stopsText,
  withoutFreezes,
} from '../../core/hold.ts';
import { keys, ranges } from '../../core/keys.ts';
import { readableItems } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';
import { entryOf } from '../stages.ts';
import type { CommandFlow } from './flow.ts';
import { openedAgain } from './opened-again.ts';
import { personTold } from './person-told.ts';
import { ledgerOf, scopeNamed } from './scope.ts';
import { ofScope } from './whose.ts';

/** Only what the person saw goes on. */
const Seen = z.object({ stops: z.array(stopSchema) });

export const resume: CommandFlow<'resume'> = {
  async whose(ports, { body }) {
    const scope = scopeOf(body.scope);
    return scope ? ofScope(ports, scope) : [];
  },

  async intend(ports, { body }) {
    // What is held may be resumed although it is gone since: nobody else could.
    const known = scopeOf(body.scope);
    const found = known && (await ports.table.get(keys.hold(scopeText(known))));
    const hold = heldAt(withoutFreezes(found), ports.clock.now());
    if (hold === undefined) throw await notHeld(ports, await scopeNamed(ports, body.scope));
    const name = hold.scope;
    return {
      about: `${name}: waves may start again`,
      changes: [{ what: name, from: stopsText(hold), to: 'open' }],
      seen: { stops: hold.stops },
      facts: { scope: name },
    };
  },

  async act(ports, order, { changes, seen: seenHold }) {
    const { body, by, at } = order;
    const scope = scopeOf(body.scope);
    if (scope === undefined) return { did: [] };
    const name = scopeText(scope);
    const hold = await ports.table.change(keys.hold(name), (before) => {
      const after = before && resumed(before, Seen.parse(seenHold).stops);
      if (after === undefined || after === before) return undefined;
      const seen = changes.map(({ from }) => from).join('; ');
      const text = `${name} resumed by ${by.name} (${by.arn}): ${body.reason}; seen: ${seen}`;
      const entry = {
        ...entryOf(ports, { pipeline: ledgerOf(scope), id: '' }, 'Resumed', name, text),
        at,
        person: personTold(order, { changes }),
      };
      return { item: after, entries: [entry] };
    });
    const held = heldAt(withoutFreezes(hold), ports.clock.now());
    if (held) return { did: [`${holdText(held)}: that came since, and stands`] };
    return { did: await openedAgain(ports, scope, hold) };
  },
};

async function notHeld(ports: Ports, scope: Scope): Promise<Failure> {
  const now = ports.clock.now();
  const holds = await readableItems(ports, ranges.holds());
  const own = holds.find((hold) => hold.scope === scopeText(scope));
  const frozen = standingAt(freezesIn(own), now);
  const names = holds.filter((hold) => heldAt(withoutFreezes(hold), now)).map((hold) => hold.scope);
  const known = names.length === 0 ? 'nothing is held' : `held are: ${few(names)}`;
  const hint = frozen ? `it is frozen: tidegate unfreeze --scope ${own?.scope}` : known;
  return new Failure(
    'Refused',
    `expected something that is held, got ${scopeText(scope)}, which is not; ${hint}`,
  );
}
