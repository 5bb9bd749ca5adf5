// As a release starts, a composite alarm covers what the alarms cover that it is made of.

import { ranges } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { home } from '../../simulation/world/place.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';
import { build, oneTarget, target } from './pipelines.ts';

const POLICY = '{ policy: acme, rules: { alarms-cover: { level: enforce, aspects: [latency] } } }';

/** Whether a release starts whose only alarm is a composite of composites of one on this metric. */
async function startsWith(MetricName: string): Promise<boolean> {
  const text = oneTarget({ of: target('live', { alarms: ['roll-back'] }) });
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines: [parsePipeline(text, 'test.yml')],
    scenario: scenarioSchema.parse({
      baseline: 'old',
      builds: [build('new')],
      alarms: [{ alarm: 'roll-back', is: 'missing' }],
      policies: [{ file: 'policy.yml' }],
    }),
    seed: 1,
    readFile: () => POLICY,
  });
  const put = (operation: string, input: object) =>
    world.aws.operate('cloudwatch', operation, input, home);
  const metric = {
    Namespace: 'Shop',
    MetricName,
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
  };
  await put('PutMetricAlarm', {
    AlarmName: 'inner',
    ...metric,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  });
  await put('PutCompositeAlarm', { AlarmName: 'middle', AlarmRule: 'ALARM("inner")' });
  await put('PutCompositeAlarm', { AlarmName: 'roll-back', AlarmRule: 'ALARM(middle) OR FALSE' });
  await world.play();
  const releases = await world.onlooker.table.list(ranges.releases('shop'));
  await world.close();
  return releases.length > 0;
}

test.each([
  ['Latency', true],
  ['Errors', false],
])(
  'made of one on %s, it lets a release start that must watch latency: %s',
  async (metric, starts) => {
    expect(await startsWith(metric)).toBe(starts);
  },
);
