import {
  breaches,
  type Comparison,
  judgeWindow,
  type MissingData,
} from '../../services/cloudwatch/evaluation.ts';

const points = (text: string) =>
  text.split(' ').map((point) => (point === '-' ? undefined : point === 'X'));

// The two tables of "How alarm state is evaluated when data is missing" in the CloudWatch guide; `kept` is
// the present state.
describe.each([
  {
    datapointsToAlarm: 3,
    rows: [
      // window        missing              ignore   breaching  notBreaching
      ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
      ['- - - - 0', 'OK', 'OK', 'OK', 'OK'],
      ['- - - - -', 'INSUFFICIENT_DATA', 'kept', 'ALARM', 'OK'],
      ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
      ['- - X - -', 'ALARM', 'kept', 'ALARM', 'OK'],
    ],
  },
  {
    datapointsToAlarm: 2,
    rows: [
      ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
      ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
      ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
      ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
      ['- - - X -', 'ALARM', 'kept', 'ALARM', 'OK'],
    ],
  },
])('$datapointsToAlarm out of 3', ({ datapointsToAlarm, rows }) => {
  const treatments: MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
  const cases = rows.flatMap(([window, ...states]) =>
    treatments.map((treatment, index) => [window!, treatment, states[index]!] as const),
  );

  test.each(cases)('%s with %s is %s', (window, treatMissingData, state) => {
    const judged = judgeWindow(points(window), {
      evaluationPeriods: 3,
      datapointsToAlarm,
      treatMissingData,
    });

    expect(judged ?? 'kept').toBe(state);
  });
});

test.each<[number, Comparison, number, boolean]>([
  [5, 'GreaterThanThreshold', 5, false],
  [5, 'GreaterThanOrEqualToThreshold', 5, true],
  [5, 'LessThanThreshold', 5, false],
  [5, 'LessThanOrEqualToThreshold', 5, true],
  [6, 'GreaterThanThreshold', 5, true],
  [4, 'LessThanThreshold', 5, true],
])('%d %s %d: %s', (value, comparison, threshold, expected) => {
  expect(breaches(value, comparison, threshold)).toBe(expected);
});
