// Makes the alarms that targets name.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { aspectsOf } from '../../core/practice/coverage.ts';
import type { Scenario } from './scenario.ts';
import { metricOf } from './traffic.ts';

/** Errors a minute, milliseconds, per cent. */
const ALARM_THRESHOLDS = { errors: 5, latency: 1000, saturation: 90 } as const;

/** An alarm watches errors unless it is called after something else alone: that stays well while errors rise. */
function watchedBy(target: TargetDefinition, name: string) {
  const [said, ...more] = aspectsOf(name.replaceAll(target.name, ''));
  const aspect = said === undefined || more.length > 0 ? 'errors' : said;
  return {
    description: `${aspect} of ${target.name}`,
    metric: metricOf(target, aspect),
    statistic: 'Sum',
    threshold: ALARM_THRESHOLDS[aspect],
  };
}

export function provisionAlarm(
  aws: EmbeddedAws,
  scenario: Scenario,
  target: TargetDefinition,
  name: string,
): void {
  const isMissing = scenario.alarms.some(
    (each) =>
      each.is === 'missing' && each.alarm === name && (each.target ?? target.name) === target.name,
  );
  if (isMissing || aws.cloudWatch.alarms.find(name, target)) return;
  const { account, region } = target;
  aws.cloudWatch.alarms.put({
    kind: 'metric',
    account,
    region,
    name,
    actionsEnabled: true,
    ...watchedBy(target, name),
    periodSeconds: 60,
    comparison: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    treatMissingData: 'missing',
  });
  aws.cloudWatch.alarms.evaluate(name, target);
}
