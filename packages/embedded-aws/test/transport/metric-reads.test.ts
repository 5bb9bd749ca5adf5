import { metricMeter } from '../../transport/metric-reads.ts';

test('metrics are counted by the call that asks for them, expressions are not', () => {
  const meter = metricMeter();
  const metric = { Id: 'm', MetricStat: {} };
  meter.note('cloudwatch', 'GetMetricData', {
    MetricDataQueries: [metric, metric, { Id: 'e', Expression: 'm * 2' }],
  });
  meter.note('cloudwatch', 'GetMetricData', { MetricDataQueries: [metric] });
  meter.note('cloudwatch', 'DescribeAlarms', {});
  meter.note('cloudwatch', 'GetMetricData', 'no input at all');

  expect(meter.reads()).toEqual({ calls: 3, metrics: 3 });
});
