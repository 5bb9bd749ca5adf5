// Words of a scenario that would do nothing, or cannot both be so: whoever writes them means something else.

import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Finding } from '../../core/strict-yaml.ts';
import type { Scenario } from './scenario.ts';

export function idleFindings(
  scenario: Scenario,
  pipelines: readonly PipelineDefinition[],
): Finding[] {
  const targets = pipelines.flatMap(({ stages }) => stages.flatMap(targetsOf));
  return [
    ...stateFindings(scenario, targets),
    ...firingFindings(scenario, targets),
    ...eventFindings(scenario),
  ];
}

/** An alarm that is missing is so for good, and is in no state; one that is held is somebody's. */
function stateFindings({ alarms }: Scenario, targets: readonly TargetDefinition[]): Finding[] {
  return alarms.flatMap(({ alarm, target, is, at, for: lasting }, index): Finding[] => {
    const path = ['alarms', index];
    const own = targets.find(({ name }) => name === target)?.alarms ?? [alarm];
    if (!own.includes(alarm)) {
      const text = `expected an alarm that ${target} watches, got ${alarm}: nothing would happen`;
      return [{ path: [...path, 'target'], text }];
    }
    if (is === 'missing') {
      if (at === '0s' && lasting === undefined) return [];
      const text = `expected ${alarm} to be missing all the time, got at or for: leave them out`;
      return [{ path: [...path, 'is'], text }];
    }
    return isMissing(alarms, alarm, target) ? [clash([...path, 'is'], alarm, is)] : [];
  });
}

/** A revision can only set off an alarm that is there. */
function firingFindings(
  { alarms, misbehaviours }: Scenario,
  targets: readonly TargetDefinition[],
): Finding[] {
  return misbehaviours.flatMap((each, index): Finding[] => {
    if (each.how !== 'alarm') return [];
    const place = targets.find(({ name }) => name === each.target);
    if (place === undefined) return [];
    const path = ['misbehaviours', index];
    const alarm = each.alarm ?? place.alarms[0];
    if (alarm === undefined)
      return [{ path, text: `expected a target with alarms, got ${place.name}, which has none` }];
    return isMissing(alarms, alarm, each.target) ? [clash(path, alarm, 'one that fires')] : [];
  });
}

/** Only what is late is late by a time. */
function eventFindings({ events }: Scenario): Finding[] {
  return events.flatMap(({ how, by }, index): Finding[] => {
    if (how === 'late' || by === undefined) return [];
    const text = `expected by with late alone, got an event that is ${how}: leave it out`;
    return [{ path: ['events', index, 'by'], text }];
  });
}

function isMissing(alarms: Scenario['alarms'], alarm: string, target: string | undefined): boolean {
  return alarms.some(
    (each) =>
      each.is === 'missing' &&
      each.alarm === alarm &&
      (each.target === undefined || target === undefined || each.target === target),
  );
}

function clash(path: Finding['path'], alarm: string, is: string): Finding {
  const text = `expected ${alarm}, which is missing, to be in no state, got ${is}: leave one of the two out`;
  return { path, text };
}
