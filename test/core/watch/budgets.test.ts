import { type Budget, type BudgetReading, budgetSays } from '../../../core/watch/budgets.ts';

const HOUR = 3600;
const MONTH = 30 * 24 * HOUR;
/** A month at 99.9%: 2592 seconds. */
const left = (seconds: number, status: Budget['status'] = seconds > 0 ? 'OK' : 'BREACHED') => ({
  status,
  of: 'seconds' as const,
  total: 2592,
  remaining: seconds,
  intervalSeconds: MONTH,
});
const noData: Budget = { status: 'INSUFFICIENT_DATA', of: 'seconds' };

interface Read extends Omit<BudgetReading, 'target' | 'objective' | 'elapsedSeconds'> {
  readonly hours?: number;
}

function said({ hours = 1, ...reading }: Read): string {
  return budgetSays({ target: 'box', objective: 'fast', elapsedSeconds: hours * HOUR, ...reading })
    .says;
}

test.each<[string, string, Read]>([
  ['spent before', 'aside', { before: left(-5), now: left(-900) }],
  ['spent since, fast', 'charge', { before: left(100), now: left(-5) }],
  ['spent since, slowly', 'doubt', { before: left(1), now: left(-1) }],
  [
    'spent since, its pace not known',
    'charge',
    { before: left(10), now: { status: 'BREACHED', of: 'seconds' } },
  ],
  ['spent, and not measured before', 'doubt', { before: noData, now: left(-5) }],
  ['a fiftieth in an hour', 'doubt', { before: left(2000), now: left(1700) }],
  [
    'a fiftieth in an hour, and calm before',
    'charge',
    { before: left(2000), now: left(1700), earlier: left(2001) },
  ],
  [
    'a fiftieth in an hour, and as much before',
    'aside',
    { before: left(2000), now: left(1700), earlier: left(2300) },
  ],
  [
    'a twentieth in six hours',
    'charge',
    { before: left(2000), now: left(1800), earlier: left(2001), hours: 6 },
  ],
  ['a twentieth in a day', 'nothing', { before: left(2000), now: left(1800), hours: 24 }],
  ['one bad minute', 'nothing', { before: left(2000), now: left(1940) }],
  ['filled again', 'nothing', { before: left(200), now: left(2592) }],
  ['as it was', 'nothing', { before: left(2000), now: left(2000) }],
  ['no data any more', 'doubt', { before: left(2000), now: noData }],
  ['never any data', 'nothing', { before: noData, now: noData }],
  ['data at last', 'nothing', { before: noData, now: left(2000) }],
  ['not told now', 'doubt', { before: left(2000) }],
  ['not told of the time before', 'doubt', { now: left(2000) }],
])('%s: %s', (_what, expected, reading) => {
  expect(said(reading)).toBe(expected);
});

test('a few failed requests are no burning budget', () => {
  const requests = (remaining: number): Budget => ({
    ...left(remaining),
    of: 'requests',
    total: 40,
  });

  expect(said({ before: requests(30), now: requests(25), earlier: requests(30) })).toBe('nothing');
  expect(said({ before: requests(30), now: requests(20), earlier: requests(30) })).toBe('charge');
});
