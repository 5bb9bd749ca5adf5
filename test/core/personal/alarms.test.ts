import { alarmFor, errorsAlarmFor } from '../../../core/personal/alarms.ts';
import { personalNames } from '../../../core/personal/names.ts';

const names = personalNames('shop', 'ada');
const of = { functionName: 'take', names };

const DIMENSIONS = [{ Name: 'FunctionName', Value: 'take' }];
const ERRORS = {
  AlarmName: 'take-errors',
  AlarmArn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:take-errors',
  AlarmActions: ['arn:aws:sns:us-east-1:111122223333:pager'],
  StateValue: 'OK',
  Namespace: 'AWS/Lambda',
  MetricName: 'Errors',
  Dimensions: [...DIMENSIONS, { Name: 'Resource', Value: 'take:live' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'breaching',
};
const OWN = [...DIMENSIONS, { Name: 'Resource', Value: 'take:dev-ada' }];

test('an alarm is made again for the alias alone, and pages nobody', () => {
  expect(alarmFor(ERRORS, of)).toEqual({
    put: {
      AlarmName: 'shop-dev-ada/take/take-errors',
      AlarmDescription: 'tidegate dev: shop-dev-ada',
      ActionsEnabled: false,
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: OWN,
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    },
  });
});

test('each metric of an expression is that of the alias', () => {
  const metric = (MetricName: string) => ({
    MetricStat: {
      Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions: DIMENSIONS },
      Period: 60,
      Stat: 'Sum',
    },
    ReturnData: false,
  });
  const rate = { Id: 'r', Expression: '100 * e / i', ReturnData: true };
  const Metrics = [{ Id: 'e', ...metric('Errors') }, { Id: 'i', ...metric('Invocations') }, rate];

  const made = alarmFor(
    {
      ...ERRORS,
      Namespace: undefined,
      MetricName: undefined,
      Dimensions: [],
      Statistic: undefined,
      Period: undefined,
      Metrics,
    },
    of,
  );

  expect(made).toMatchObject({
    put: {
      Metrics: [
        { Id: 'e', MetricStat: { Metric: { MetricName: 'Errors', Dimensions: OWN } } },
        { Id: 'i', MetricStat: { Metric: { MetricName: 'Invocations', Dimensions: OWN } } },
        rate,
      ],
    },
  });
});

test.each([
  [
    'another function',
    { Dimensions: [{ Name: 'FunctionName', Value: 'give' }] },
    /does not tell an alias of take from others/,
  ],
  ['another namespace', { Namespace: 'Shop' }, /it watches Shop Errors/],
  ['a band', { ThresholdMetricId: 'ad1' }, /its band is learned/],
  [
    'a search',
    { Metrics: [{ Id: 'a', Expression: "SEARCH('{AWS/Lambda}', 'Sum', 60)" }] },
    /it looks for metrics by SEARCH/,
  ],
])('one of %s is left out, and why', (_what, change, why) => {
  const made = alarmFor({ ...ERRORS, ...change }, of);

  expect('why' in made && made.why).toMatch(why);
});

test('names that are too long are cut, and stay apart', () => {
  const named = (AlarmName: string) => alarmFor({ ...ERRORS, AlarmName }, of);
  const all = ['x', 'y'].map((end) => {
    const made = named(`${'a'.repeat(250)}${end}`);
    return 'put' in made ? String(made.put.AlarmName) : '';
  });

  expect(new Set(all).size).toBe(2);
  expect(all.every((name) => name.length <= 255 && name.startsWith('shop-dev-ada/'))).toBe(true);
  expect(errorsAlarmFor('take', names).AlarmName).toBe('shop-dev-ada/take/errors');
});
