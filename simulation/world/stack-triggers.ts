// The alarms that a platform itself watches: the rollback triggers of a stack, what an environment of AppConfig is
// monitored by, and those of a deployment group.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import { secondsIn } from '../../core/duration.ts';
import { kindFor } from '../../core/kinds/kinds.ts';
import type { TargetDefinition, TargetOf } from '../../core/pipeline/target-schema.ts';
import { placeOf } from './kinds/app-config.ts';
import { groupOf } from './kinds/group.ts';
import { isStack, stackOf } from './kinds/stack.ts';
import type { Scenario } from './scenario.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly startAt: Date;
  readonly scenario: Pick<Scenario, 'triggers'>;
  readonly targets: readonly TargetDefinition[];
}

export function giveTriggers({ aws, startAt, scenario, targets }: Parts): void {
  for (const { target, alarm, monitoredFor, fires, missing } of scenario.triggers) {
    const place = targets.find(({ name }) => name === target);
    if (place === undefined) continue;
    if (kindFor(place).groupOf(place)) groupOf(aws, place).alarmNames.push(alarm);
    if (place.appConfig) placeOf(aws, place).environment.monitors.push(alarm);
    if (isStack(place)) giveStack(aws, place, alarm, secondsIn(monitoredFor) / 60);
    if (!missing) makeAlarm(aws, place, alarm);
    if (fires === undefined) continue;
    const from = new Date(startAt.getTime() + secondsIn(fires) * 1000);
    aws.cloudWatch.alarms.force(alarm, place, 'ALARM', from);
  }
}

function giveStack(
  aws: EmbeddedAws,
  place: TargetOf<'stack'>,
  alarm: string,
  monitoredMinutes: number,
): void {
  const stack = stackOf(aws, place);
  const { alarms = [], minutes = 0 } = stack.triggers ?? {};
  stack.triggers = {
    alarms: [...alarms, alarm],
    minutes: Math.max(minutes, monitoredMinutes),
  };
}

/** One that the target names as well is there already. */
function makeAlarm(aws: EmbeddedAws, { account, region }: TargetDefinition, name: string): void {
  const { alarms } = aws.cloudWatch;
  if (alarms.find(name, { account, region })) return;
  alarms.put({
    ...{ kind: 'metric', account, region, name, description: `Watched by its platform alone.` },
    ...{ actionsEnabled: true, statistic: 'Sum', threshold: 1, periodSeconds: 60 },
    metric: { namespace: 'Shop', name, dimensions: {} },
    ...{ comparison: 'GreaterThanThreshold', evaluationPeriods: 1, datapointsToAlarm: 1 },
    treatMissingData: 'notBreaching',
  });
  alarms.evaluate(name, { account, region });
}
