// Who waits for something without being heard is seen: in the record of a good run that is made untrue.

import { registeredBeforeRead } from '../../../simulation/seeded/invariants/registered-before-read.ts';
import type { MadeCall, RunRecord } from '../../../simulation/seeded/record/run-record.ts';
import { placeOf } from '../../../simulation/seeded/record/writes.ts';
import { goodDay } from './shop-runs.ts';

const isWait = (made: MadeCall, kind: string) =>
  made.call === 'dynamodb:PutItem' &&
  made.functionName !== undefined &&
  new RegExp(`^waits\\S* ${kind}#`).test(placeOf(made) ?? '');

const brokenWith = (calls: readonly MadeCall[], more: Partial<RunRecord> = {}) =>
  registeredBeforeRead.broken({ ...goodDay, calls, ...more });

/** The run in which whoever registers a wait of the kind first calls nothing more. */
function endedAtItsWait(kind: string) {
  const at = goodDay.calls.findIndex((made) => isWait(made, kind));
  const registering = goodDay.calls[at]!;
  const { invocation } = registering;
  const calls = goodDay.calls.filter(
    (made, index) => index <= at || made.invocation !== invocation,
  );
  return { calls, registering };
}

test('on a good day every token is registered before it looks', () => {
  expect(registeredBeforeRead.broken(goodDay)).toEqual([]);
});

test.each(['gate', 'deployment', 'bake'])(
  'a %s that is not looked at after it was registered is seen',
  (kind) => {
    const { calls } = endedAtItsWait(kind);

    expect(brokenWith(calls)).toEqual([
      expect.stringMatching(new RegExp(`registered ${kind}#\\S+, and did not look after that`)),
    ]);
  },
);

test('whoever died after it had registered its token is no matter of the order', () => {
  const { calls, registering } = endedAtItsWait('gate');
  const faults = [{ at: registering.at, how: 'dies before', of: 'OpenGate dynamodb:GetItem' }];

  expect(brokenWith(calls, { faults })).toEqual([]);
});

test('a token that was neither registered nor answered is seen', () => {
  const broken = brokenWith(goodDay.calls.filter((made) => !isWait(made, 'bake')));

  expect(broken).toContain('WatchBake neither registered its token nor answered it');
});

test('a gate that is answered before its stage is asked for was looked at, and not where another is', () => {
  const { calls, registering } = endedAtItsWait('gate');
  const wait = registering.input as { Item: { item: { M: { token: { S: string } } } } };
  const answeredWith = (taskToken: string) =>
    brokenWith([
      ...calls,
      { ...registering, call: 'states:SendTaskSuccess', input: { taskToken, output: '{}' } },
    ]);

  expect(answeredWith(wait.Item.item.M.token.S)).toEqual([]);
  expect(answeredWith('another')).toEqual([expect.stringMatching(/registered gate#\S+, and did/)]);
});
