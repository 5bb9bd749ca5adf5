import { wholePoints } from '../../../core/watch/span.ts';
import { graphTimeOf, tracedPeriod, tracedSpansOf } from '../../../core/watch/traced-spans.ts';

const deployedAt = new Date('2026-11-20T12:00:00Z');
const hours = (from: number, count: number) =>
  new Date(deployedAt.getTime() + (from + count) * 3_600_000);

function times(before: number, since: number, step = 60) {
  const whole = wholePoints(hours(0, -before), hours(0, since), step);
  const points = (before * 3600) / step;
  return { whole, before: points, after: points, heardFrom: 0 };
}

test.each([
  ['2h before, 1h since', times(2, 1), [[-2, 1]]],
  [
    '2h before, 12h since',
    times(2, 12),
    [
      [-2, 4],
      [4, 10],
      [10, 12],
    ],
  ],
  [
    '10h before, 5d since',
    times(10, 120, 300),
    [
      [-6, 0],
      [102, 108],
      [108, 114],
      [114, 120],
    ],
  ],
  ['nothing yet', times(0, 0), []],
])('%s', (_what, given, expected) => {
  const read = tracedSpansOf(given).map(({ from, to }) =>
    [from, to].map((at) => (at.getTime() - deployedAt.getTime()) / 3_600_000),
  );

  expect(read).toEqual(expected);
});

test('the graph is of the last six hours', () => {
  expect(graphTimeOf(times(2, 12))).toEqual({ from: hours(0, 6), to: hours(0, 12) });
  expect(graphTimeOf(times(2, 1))).toEqual({ from: hours(0, -2), to: hours(0, 1) });
});

test('X-Ray adds up by one minute or by five, whatever a point is', () => {
  expect([60, 120, 300, 3600].map(tracedPeriod)).toEqual([60, 60, 300, 300]);
});
