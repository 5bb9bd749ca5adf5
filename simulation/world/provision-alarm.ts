// Makes the alarms that targets name.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { alarmAt, isCalled } from '../../core/pipeline/alarm-named.ts';
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

/** Whom alarms tell in a world that has somebody. */
const PAGER = 'arn:aws:sns:us-east-1:111122223333:pager';

function actionsOf({ pagers }: Scenario, target: TargetDefinition, named: string) {
  const tells = pagers.some(
    (each) =>
      isCalled(named, each.alarm) && (each.target === undefined || each.target === target.name),
  );
  return tells ? { actions: { ALARM: [PAGER], OK: [], INSUFFICIENT_DATA: [] } } : {};
}

export function provisionAlarm(
  aws: EmbeddedAws,
  scenario: Scenario,
  target: TargetDefinition,
  named: string,
): void {
  const isMissing = scenario.alarms.some(
    (each) =>
      each.is === 'missing' &&
      isCalled(named, each.alarm) &&
      (each.target ?? target.name) === target.name,
  );
  const at = alarmAt(target, named);
  if (isMissing || aws.cloudWatch.alarms.find(at.name, at)) return;
  const isBeside = at.account === target.account && at.region === target.region;
  aws.cloudWatch.alarms.put({
    kind: 'metric',
    ...at,
    actionsEnabled: true,
    ...actionsOf(scenario, target, named),
    ...watchedBy(target, at.name),
    periodSeconds: 60,
    comparison: 'GreaterThanThreshold',
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    // The target's metrics are where the target is: elsewhere an alarm is only what a scenario makes of it.
    treatMissingData: isBeside ? 'missing' : 'notBreaching',
  });
  aws.cloudWatch.alarms.evaluate(at.name, at);
}
