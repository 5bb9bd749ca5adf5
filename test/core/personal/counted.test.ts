import { countedIn } from '../../../core/personal/counted.ts';

const called = { functionName: 'take', alias: 'dev-ada' };
const ofFunction = (name: string) => ({ Name: 'FunctionName', Value: name });
const alias = { Name: 'Resource', Value: 'take:live' };
const metric = (Dimensions: readonly object[], Namespace = 'AWS/Lambda') => ({
  Namespace,
  MetricName: 'Errors',
  Dimensions,
});
const query = (Metric: object) => ({ Id: 'm', MetricStat: { Metric, Period: 60, Stat: 'Sum' } });
const rate = { Id: 'r', Expression: '100 * e / i' };

const counts = 'alarm errors watches all of take: calls of take:dev-ada count in it';

test.each([
  ['a whole function', metric([ofFunction('take')])],
  ['all functions there', metric([])],
  [
    'a whole function, in one of its queries',
    {
      Metrics: [
        query(metric([ofFunction('take'), alias])),
        query(metric([ofFunction('take')])),
        rate,
      ],
    },
  ],
  [
    'what a band is learned of',
    {
      ThresholdMetricId: 'b',
      Metrics: [query(metric([ofFunction('take')])), { ...rate, Id: 'b' }],
    },
  ],
])('calls of an alias count in an alarm of %s', (_, words) => {
  expect(countedIn({ AlarmName: 'errors', ...words }, called)).toBe(counts);
});

test.each([
  ['a metric of the team’s own', metric([ofFunction('take')], 'Shop'), /: it watches Shop Errors,/],
  [
    'a search',
    { Metrics: [{ Id: 'a', Expression: "SUM(SEARCH('{AWS/Lambda}', 'Sum', 60))" }] },
    /: it looks for metrics by SUM\(SEARCH/,
  ],
])('they may count in one of %s', (_, words, why) => {
  const told = countedIn({ AlarmName: 'errors', ...words }, called);

  expect(told).toMatch(/^alarm errors may count calls of take:dev-ada: /);
  expect(told).toMatch(why);
});

test.each([
  ['another alias', metric([ofFunction('take'), alias])],
  ['another function', metric([ofFunction('give')])],
  ['a queue’s reading', metric([{ Name: 'EventSourceMappingUUID', Value: 'x' }])],
  ['another service', metric([{ Name: 'ApiName', Value: 'shop' }], 'AWS/ApiGateway')],
  [
    'an expression of another alias',
    { Metrics: [query(metric([ofFunction('take'), alias])), rate] },
  ],
])('they do not in one of %s', (_, words) => {
  expect(countedIn({ AlarmName: 'errors', ...words }, called)).toBeUndefined();
});
