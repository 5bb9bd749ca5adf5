// What an alarm did while it had no right to block proves nothing once it has it again.

import { alarmReading, chargesOfAlarms, doubtsOfAlarms } from '../../core/alarm-reading.ts';
import type { StateChange } from '../../core/alarm-state.ts';
import { countedChanges } from '../../core/counted-changes.ts';

const at = (minutes: number) =>
  new Date(Date.parse('2026-11-20T10:00:00Z') + minutes * 60_000).toISOString();

const fires = (minute: number): StateChange => ({ at: at(minute), from: 'OK', to: 'ALARM' });
const clears = (minute: number): StateChange => ({ at: at(minute), from: 'ALARM', to: 'OK' });

/** Quiet for the minutes from the one to the other. */
const quiet = (from: number, until: number) => ({ at: at(from), until: at(until) });

test.each([
  ['fired within', [fires(5), clears(8)], 'OK', [quiet(0, 10)], []],
  ['fires since', [fires(5)], 'ALARM', [quiet(0, 10)], [fires(10)]],
  [
    'fired before, within and after',
    [fires(5), clears(20)],
    'OK',
    [quiet(8, 10)],
    [fires(5), clears(8), fires(10), clears(20)],
  ],
  ['fired before', [fires(1), clears(2)], 'OK', [quiet(5, 10)], [fires(1), clears(2)]],
  ['fired after', [fires(11), clears(12)], 'OK', [quiet(5, 10)], [fires(11), clears(12)]],
  [
    'came with its last minute',
    [fires(10), clears(12)],
    'OK',
    [quiet(5, 10)],
    [fires(10), clears(12)],
  ],
  [
    'was quiet twice',
    [fires(1), clears(9)],
    'OK',
    [quiet(0, 4), quiet(6, 10)],
    [fires(4), clears(6)],
  ],
  ['was never quiet', [fires(1), clears(9)], 'OK', [], [fires(1), clears(9)]],
  ['came before its history', [clears(9)], 'OK', [quiet(-50, 10)], [clears(-50)]],
] as const)(
  'an alarm that %s counts while it has its right',
  (_, changes, state, quiets, counted) => {
    const found = countedChanges({ state }, changes, quiets);

    expect(found).toMatchObject(counted.map((each) => ({ ...each })));
    expect(found).toHaveLength(counted.length);
  },
);

const times = {
  openedAt: at(0),
  lookedAt: at(16),
  historyFrom: at(-60),
  quietTimes: [quiet(-30, 10)],
};
const now = { target: 'live', alarm: 'errors' };

test.each([
  ['fired and cleared without its right', [fires(5), clears(8)], 'OK', [], undefined],
  ['was in ALARM as its wave started, and cleared', [fires(-5), clears(8)], 'OK', [], undefined],
  ['fires on with it', [fires(5)], 'ALARM', [at(10)], at(10)],
  ['fired on with it', [fires(5), clears(12)], 'OK', [at(10)], at(10)],
  ['fires again with it', [fires(5), clears(8), fires(13)], 'ALARM', [at(13)], at(13)],
] as const)('an alarm that %s is charged from then on', (_, changes, state, since, firedAt) => {
  const read = alarmReading({ ...now, state, updatedAt: at(5) }, changes, times);

  expect(chargesOfAlarms([read]).map((charge) => charge.since)).toEqual(since);
  expect(read.firedAt).toBe(firedAt);
  expect(doubtsOfAlarms([read])).toEqual([]);
});

test('one whose history lags counts from when it has its right again', () => {
  const served = { ...times, servedFrom: at(2), waveServedFrom: at(2) };

  const read = alarmReading({ ...now, state: 'ALARM', updatedAt: at(5) }, [], served);

  expect(chargesOfAlarms([read])).toMatchObject([{ since: at(10) }]);
});

test('what came before anything served is nobody’s harm, though it counts from later on', () => {
  const served = { ...times, servedFrom: at(7), waveServedFrom: at(7) };

  const read = alarmReading({ ...now, state: 'ALARM', updatedAt: at(5) }, [fires(5)], served);

  expect(chargesOfAlarms([read])).toEqual([]);
  expect(doubtsOfAlarms([read])).toEqual([
    expect.stringContaining('nothing of this release served'),
  ]);
});

test('a fix still mends what fired without its right as its wave started', () => {
  const read = alarmReading({ ...now, state: 'ALARM' }, [fires(-5)], times, true);

  expect(read.isToMend).toBe(true);
});

test('what fired without its right is a measure of what fires anyway, and no firing since', () => {
  const changes = [fires(-20), clears(-18), fires(5), clears(8), fires(12), clears(14)];

  const read = alarmReading({ ...now, state: 'OK' }, changes, times);

  expect(read.firings).toMatchObject({ before: { times: 1 }, since: { times: 1 } });
  expect(chargesOfAlarms([read])).toEqual([]);
});
