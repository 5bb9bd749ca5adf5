// Alarms that are held in a state: by a revision that a target runs, or by nobody's doing.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { secondsIn } from '../../core/duration.ts';
import { alarmCalled } from '../../core/pipeline/alarm-named.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Scenario } from './scenario.ts';
import { giveTriggers } from './stack-triggers.ts';

interface AlarmParts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly startAt: Date;
  readonly scenario: Pick<Scenario, 'alarms' | 'triggers'>;
  readonly targets: readonly TargetDefinition[];
}

/** How what was begun on a target ends. */
export type Ending = () => void;

export function fire(
  { aws, clock }: Pick<AlarmParts, 'aws' | 'clock'>,
  target: TargetDefinition,
  said: string | undefined,
  from: number,
  until: number | undefined,
): Ending {
  const at = said === undefined ? undefined : alarmCalled(target, said);
  if (at === undefined || !aws.cloudWatch.alarms.find(at.name, at)) return () => {};
  let isOver = false;
  clock.at(from, () => {
    if (!isOver) {
      const end = until === undefined ? [] : [new Date(until)];
      aws.cloudWatch.alarms.force(at.name, at, 'ALARM', clock.now(), ...end);
    }
  });
  return () => {
    isOver = true;
    const now = clock.now();
    if (aws.cloudWatch.alarms.find(at.name, at)?.held) {
      aws.cloudWatch.alarms.force(at.name, at, 'OK', now, now);
    }
  };
}

/** Alarms that no revision has set off. */
export function holdAlarms({ aws, startAt, scenario, targets }: AlarmParts): void {
  giveTriggers({ aws, startAt, scenario, targets });
  for (const held of scenario.alarms) {
    if (held.is === 'missing') continue;
    const from = startAt.getTime() + secondsIn(held.at) * 1000;
    const until = held.for === undefined ? [] : [new Date(from + secondsIn(held.for) * 1000)];
    const whose = targets.filter(({ name }) => (held.target ?? name) === name);
    for (const target of whose) {
      const at = alarmCalled(target, held.alarm);
      if (at) aws.cloudWatch.alarms.force(at.name, at, held.is, new Date(from), ...until);
    }
  }
}
