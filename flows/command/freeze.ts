// Command "freeze": nothing starts in a scope for a time that was agreed on, such as a sale. It ends by itself.

import type { BodyOf } from '../../core/command/words.ts';
import { Failure } from '../../core/failure.ts';
import { scopeOf } from '../../core/hold.ts';
import type { CommandFlow, Order } from './flow.ts';
import { intendHold, putHold } from './put-hold.ts';
import { scopeNamed } from './scope.ts';
import { anybodys } from './whose.ts';

export const freeze: CommandFlow<'freeze'> = {
  whose: anybodys,

  async intend(ports, order) {
    refuseNoTime(order);
    refuseOfAll(order.body.scope);
    const scope = await scopeNamed(ports, order.body.scope);
    const intent = await intendHold(ports, scope, lastingOf(order), freezeOf(order));
    const { from, owner } = freezeOf(order);
    const when =
      from === undefined ? [] : [`it begins at ${from}; until then nothing is stopped by it`];
    const notes = [`${owner} answers for it`, ...when, ...(intent.notes ?? [])];
    return { ...intent, notes };
  },

  // A pipeline may be gone since: what was said of it is kept all the same.
  async act(ports, order, intent) {
    const scope = scopeOf(order.body.scope);
    if (scope === undefined) return { did: [] };
    const { body } = lastingOf(order);
    return putHold(ports, { ...order, scope, body }, intent, freezeOf(order));
  },
};

/** A stage of every pipeline is nobody's alone to freeze: the policy does. */
function refuseOfAll(scope: string): void {
  if (!scope.includes('*')) return;
  throw new Failure(
    'Refused',
    `expected one scope, got ${scope}; a stage of every pipeline is frozen by the policy: freezes: [{ scope: "stage:*/NAME", … }]`,
  );
}

/** For so long from when it begins. */
function lastingOf({ body, at }: Order<'freeze'>) {
  const { until, forSeconds = 0, from = at, reason } = body;
  const lasts = new Date(Date.parse(from) + forSeconds * 1000).toISOString();
  return { body: { until: until ?? lasts, reason }, at };
}

function freezeOf({ body, by }: Order<'freeze'>) {
  const { owner = by.name, from } = body;
  return { owner, ...(from !== undefined && { from: new Date(from).toISOString() }) };
}

const LONGEST_DAYS = 366;

function refuseNoTime(order: Order<'freeze'>): void {
  const { from = order.at }: BodyOf<'freeze'> = order.body;
  const until = Date.parse(lastingOf(order).body.until);
  const isOver = until <= Date.parse(order.at) || until <= Date.parse(from);
  const isLong = until - Date.parse(order.at) > LONGEST_DAYS * 86_400_000;
  if (!isOver && !isLong) return;
  const got = new Date(until).toISOString();
  throw new Failure(
    'Refused',
    `expected a freeze that ends after it begins, within ${LONGEST_DAYS} days of now (${order.at}), got one until ${got}`,
  );
}
