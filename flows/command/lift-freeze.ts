// How "unfreeze" lifts what people have frozen: what the person saw of it, and nothing that came since.

import * as z from 'zod';
import type { Intent } from '../../core/command/answer.ts';
import { Failure } from '../../core/failure.ts';
import { few } from '../../core/few.ts';
import {
  freezesIn,
  resumed,
  type Scope,
  scopeOf,
  scopeText,
  standingAt,
  stopSchema,
  stopsText,
} from '../../core/hold.ts';
import { keys, ranges } from '../../core/keys.ts';
import { readableItems } from '../one-by-one.ts';
import { readPolicy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import { entryOf } from '../stages.ts';
import type { Did, Order } from './flow.ts';
import { openedAgain } from './opened-again.ts';
import { personTold } from './person-told.ts';
import { ledgerOf } from './scope.ts';

export const Thawing = z.object({ scope: z.string(), stops: z.array(stopSchema) });

export async function intendThaw(ports: Ports, scope: Scope): Promise<Intent> {
  const name = scopeText(scope);
  const found = await ports.table.get(keys.hold(name));
  const frozen = standingAt(freezesIn(found), ports.clock.now());
  if (frozen === undefined) throw await notFrozen(ports, name);
  const thawing = { scope: name, stops: frozen.stops };
  return {
    about: `${name}: waves may start again`,
    changes: [{ what: name, from: stopsText(frozen), to: 'open' }],
    seen: thawing,
    facts: { scope: name },
    carries: thawing,
  };
}

export async function thaw(
  ports: Ports,
  order: Order<'unfreeze'>,
  { carries, changes }: Intent,
): Promise<Did> {
  const { scope: name, stops } = Thawing.parse(carries);
  const scope = scopeOf(name);
  if (scope === undefined) return { did: [] };
  const { by, at, body } = order;
  const hold = await ports.table.change(keys.hold(name), (before) => {
    const after = before && resumed(before, stops);
    if (after === undefined || after === before) return undefined;
    const seen = changes.map(({ from }) => from).join('; ');
    const text = `${name} unfrozen by ${by.name} (${by.arn}): ${body.reason}; seen: ${seen}`;
    const of = { pipeline: ledgerOf(scope), id: '' };
    const person = personTold(order, { changes });
    return {
      item: after,
      entries: [{ ...entryOf(ports, of, 'Unfrozen', name, text), at, person }],
    };
  });
  return { did: await openedAgain(ports, scope, hold) };
}

async function notFrozen(ports: Ports, name: string): Promise<Failure> {
  const now = ports.clock.now();
  const { policy } = await readPolicy(ports);
  const own = policy.freezes?.find(({ scope, expires }) => {
    return scope === name && Date.parse(expires) > now.getTime();
  });
  const holds = await readableItems(ports, ranges.holds());
  const names = holds.filter((hold) => standingAt(freezesIn(hold), now)).map((hold) => hold.scope);
  const known = names.length === 0 ? 'nothing is frozen' : `frozen are: ${few(names)}`;
  const hint = own
    ? `the policy freezes it until ${own.expires}, by ${own.owner}: apply one without it (tidegate policy FILE)`
    : known;
  return new Failure(
    'Refused',
    `expected what somebody has frozen, got ${name}, which is not; ${hint}`,
  );
}
