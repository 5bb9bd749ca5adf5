// An alarm that fires as often without the release proves nothing of it.

import {
  alarmReading,
  beforeSecondsOf,
  chargesOfAlarms,
  doubtsOfAlarms,
} from '../../core/alarm-reading.ts';
import type { StateChange } from '../../core/alarm-state.ts';

const at = (minutes: number) =>
  new Date(Date.parse('2026-11-20T10:00:00Z') + minutes * 60_000).toISOString();

/** In ALARM from a minute of the wave on, for so many minutes; before the wave they are negative. */
const firing = (from: number, minutes: number): StateChange[] => [
  { at: at(from), from: 'OK', to: 'ALARM' },
  { at: at(from + minutes), from: 'ALARM', to: 'OK' },
];

const reading = (...fired: readonly (readonly [from: number, minutes: number])[]) =>
  alarmReading(
    { target: 'live', alarm: 'errors', state: 'OK' },
    fired.flatMap(([from, minutes]) => firing(from, minutes)),
    { openedAt: at(0), lookedAt: at(60), historyFrom: at(-60) },
  );

test.each([
  ['never before', [[10, 5]], 1],
  [
    'as often before',
    [
      [-40, 5],
      [10, 5],
    ],
    0,
  ],
  [
    'more often before',
    [
      [-50, 2],
      [-30, 2],
      [-10, 2],
      [10, 5],
    ],
    0,
  ],
  [
    'more often since',
    [
      [-40, 5],
      [10, 5],
      [30, 5],
    ],
    1,
  ],
  [
    'as often, and a little longer',
    [
      [-40, 2],
      [10, 8],
    ],
    0,
  ],
  [
    'as often, and much longer',
    [
      [-40, 2],
      [10, 15],
    ],
    1,
  ],
  [
    'as often, and since before the wave',
    [
      [-40, 2],
      [-1, 5],
    ],
    0,
  ],
] as const)('an alarm that fired %s is proof or a doubt', (_, fired, proofs) => {
  const readings = [reading(...fired)];

  expect(chargesOfAlarms(readings)).toHaveLength(proofs);
  expect(doubtsOfAlarms(readings)).toHaveLength(1 - proofs);
});

test('a doubt is said with the numbers', () => {
  const [doubt] = doubtsOfAlarms([reading([-50, 2], [-30, 2], [10, 5])]);

  expect(doubt).toBe(
    'alarm errors of live was in ALARM at 2026-11-20T10:10:00.000Z, once since the wave started and 2 times in the 1h before: it fires as often without this release',
  );
});

test('where its history cannot be read, an alarm that fires is proof', () => {
  const times = { openedAt: at(0), lookedAt: at(60), historyFrom: at(-60) };
  const now = alarmReading({ target: 'live', alarm: 'errors', state: 'ALARM' }, [], times);

  expect(chargesOfAlarms([now])).toHaveLength(1);
});

test.each([
  ['before anything of it served', 20, [[10, 5]], 'OK', 0, at(10)],
  ['before that, and still', 20, [], 'ALARM', 0, undefined],
  [
    'before that, and once more since',
    20,
    [
      [10, 5],
      [30, 5],
    ],
    'OK',
    1,
    at(30),
  ],
  ['while nothing of it serves', null, [[10, 5]], 'OK', 0, at(10)],
  ['since it serves', 5, [[10, 5]], 'OK', 1, at(10)],
  ['as it began to serve', 10, [[10, 5]], 'OK', 1, at(10)],
] as const)('an alarm that came into ALARM %s is proof or a doubt', (...row) => {
  const [, served, fired, state, proofs, firedAt] = row;
  const read = alarmReading(
    { target: 'live', alarm: 'errors', state, updatedAt: at(12) },
    fired.flatMap(([from, minutes]) => firing(from, minutes)),
    {
      openedAt: at(0),
      lookedAt: at(60),
      historyFrom: at(-60),
      servedFrom: served === null ? null : at(served),
    },
  );

  expect(chargesOfAlarms([read])).toHaveLength(proofs);
  expect(read.firedAt).toBe(firedAt);
  expect(doubtsOfAlarms([read]).join()).toMatch(
    proofs === 1 ? /^$/ : /: nothing of this release served there yet$/,
  );
});

test('one whose history lags came into ALARM when its state was written', () => {
  const times = { openedAt: at(0), lookedAt: at(60), historyFrom: at(-60), servedFrom: at(10) };
  const now = { target: 'live', alarm: 'errors', state: 'ALARM', updatedAt: at(11) } as const;

  expect(chargesOfAlarms([alarmReading(now, [], times)])).toMatchObject([{ since: at(11) }]);
});

test.each([
  ['an hour at least', 600, 5, 3_600],
  ['as long as the bake', 43_200, 5, 43_200],
  ['as long as the wave has lasted', 600, 120, 7_200],
])('the history of an alarm is read for %s', (_, bakeSeconds, minutes, seconds) => {
  expect(beforeSecondsOf(at(0), at(minutes), bakeSeconds)).toBe(seconds);
});

test.each([
  ['over before that', [[10, 5]], 'OK', 0],
  [
    'over before that, and back since',
    [
      [10, 5],
      [30, 5],
    ],
    'OK',
    1,
  ],
  ['not over as it began', [[10, 15]], 'OK', 1],
  ['still firing', [], 'ALARM', 1],
] as const)(
  'before anything of the wave served an alarm says nothing: %s',
  (_, fired, state, count) => {
    const changes = fired.flatMap(([from, minutes]) => firing(from, minutes));
    const times = { openedAt: at(0), lookedAt: at(60), servedFrom: at(20), waveServedFrom: at(20) };
    const now = { target: 'live', alarm: 'errors', state, updatedAt: at(5) };

    const readings = [alarmReading(now, changes, times)];

    expect([...chargesOfAlarms(readings), ...doubtsOfAlarms(readings)]).toHaveLength(count);
  },
);
