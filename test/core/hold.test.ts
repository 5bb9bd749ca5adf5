// When a hold is over by itself, and what becomes of one that is given again.

import { heldAt, heldUntil, type PersonsStop, stopped } from '../../core/hold.ts';

const at = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000Z`;
const stop = (reason: string, until?: string) => ({
  by: 'arn',
  name: 'ada',
  since: at(0),
  reason,
  ...(until !== undefined && { until }),
});

test.each([
  ['until its minute', [stop('one', at(20))], 19, ['one'], at(20)],
  ['no more at its minute', [stop('one', at(20))], 20, [], undefined],
  [
    'until the last of them is over',
    [stop('one', at(30)), stop('two', at(20))],
    10,
    ['one', 'two'],
    at(30),
  ],
  [
    'by the others once one is over',
    [stop('one', at(20)), stop('two', at(30))],
    20,
    ['two'],
    at(30),
  ],
  [
    'for ever where one of them does',
    [stop('one', at(20)), stop('two')],
    10,
    ['one', 'two'],
    undefined,
  ],
] as const)('a hold holds %s', (_, stops, minute, standing, until) => {
  const held = heldAt({ scope: 'organisation', stops }, new Date(at(minute)));

  expect(held?.stops.map(({ reason }) => reason) ?? []).toEqual(standing);
  expect(held && heldUntil(held)).toBe(until);
});

test('who stops the same again means that in place of what they said before, which comes back by no repeat', () => {
  const first = { ...stop('one', at(20)), since: at(0) };
  const again = { ...stop('one', at(40)), since: at(5) };
  const after = stopped({ scope: 'organisation', stops: [first] }, 'organisation', again);

  expect(after.stops).toEqual([again]);
  expect(stopped(after, 'organisation', first)).toBe(after);
});

test.each<[string, Partial<PersonsStop>]>([
  ['somebody else', { by: 'another' }],
  ['for something else', { reason: 'two' }],
  ['as a freeze', { freeze: { owner: 'ada' } }],
])('a stop %s stands beside the one before', (_, words) => {
  const first = { ...stop('one'), since: at(0) };
  const other: PersonsStop = { ...stop('one'), since: at(5), ...words };

  expect(stopped({ scope: 'organisation', stops: [first] }, 'organisation', other).stops).toEqual([
    first,
    other,
  ]);
});

test('two freezes of one person that begin at different times both stand', () => {
  const freeze = (since: string, from: string): PersonsStop => ({
    ...stop('fair', at(50)),
    since,
    freeze: { owner: 'ada', from },
  });
  const [first, second] = [freeze(at(0), at(30)), freeze(at(5), at(40))];

  expect(stopped({ scope: 'organisation', stops: [first] }, 'organisation', second).stops).toEqual([
    first,
    second,
  ]);
});

test('a stop that comes late replaces none that was given after it', () => {
  const late = { ...stop('one', at(20)), since: at(0) };
  const newer = { ...stop('one', at(40)), since: at(5) };

  expect(stopped({ scope: 'organisation', stops: [newer] }, 'organisation', late).stops).toEqual([
    newer,
    late,
  ]);
});
