// Words of a scenario that would do nothing, or cannot both be so: whoever writes them means something else.

import type { Place } from '@tidegate/embedded-aws/services/places';
import { isCalled } from '../../core/pipeline/alarm-named.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { sourceText } from '../../core/pipeline/source-schema.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Finding } from '../../core/strict-yaml.ts';
import { placesOf } from './fault-findings.ts';
import { fits } from './faults.ts';
import { home } from './place.ts';
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
    ...callFindings(scenario),
    ...regionFindings(scenario, pipelines),
    ...pushFindings(scenario, pipelines),
    ...eventOfBuildFindings(scenario, pipelines),
  ];
}

/** An alarm that is missing is so for good, and is in no state; one that is held is somebody's. */
function stateFindings({ alarms }: Scenario, targets: readonly TargetDefinition[]): Finding[] {
  return alarms.flatMap(({ alarm, target, is, at, for: lasting }, index): Finding[] => {
    const path = ['alarms', index];
    const own = targets.find(({ name }) => name === target)?.alarms ?? [alarm];
    if (!own.some((named) => isCalled(named, alarm))) {
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

/** Only a write of what was read can find that somebody else has written it. */
function callFindings({ calls }: Scenario): Finding[] {
  return calls.flatMap(({ how, call }, index): Finding[] => {
    const isWrite = fits(call, { service: 'dynamodb', operation: 'PutItem' });
    if (how !== 'contended' || isWrite) return [];
    const text = `expected a contended dynamodb:PutItem, got ${call}: nothing else is written on a condition`;
    return [{ path: ['calls', index, 'call'], text }];
  });
}

/** Where Tidegate runs itself, it can always be reached. */
function regionFindings(
  { regions }: Scenario,
  pipelines: readonly PipelineDefinition[],
): Finding[] {
  const elsewhere = placesOf(pipelines).filter((place) => !isHome(place));
  return regions.flatMap(({ region, account }, index): Finding[] => {
    const isAway = (place: Place) =>
      place.region === region && (account ?? place.account) === place.account;
    if (elsewhere.some(isAway)) return [];
    const text = `expected a region with something in it besides Tidegate itself, got ${region}`;
    return [{ path: ['regions', index, 'region'], text }];
  });
}

function isHome({ account, region }: Place): boolean {
  return account === home.account && region === home.region;
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

/** Nothing builds a push to a repository that no pipeline names. */
function pushFindings({ builds }: Scenario, pipelines: readonly PipelineDefinition[]): Finding[] {
  return builds.flatMap(({ pushed, pipeline = pipelines[0]?.pipeline }, index): Finding[] => {
    const own = pipelines.find((each) => each.pipeline === pipeline);
    if (!pushed || own === undefined || own.source.repository !== undefined) return [];
    const text = `expected a push to the source.repository of ${pipeline}, which has none: nothing would build it`;
    return [{ path: ['builds', index, 'pushed'], text }];
  });
}

/** What CodeBuild tells is of a project's builds: beside another source nobody listens. */
function eventOfBuildFindings(
  { builds }: Scenario,
  pipelines: readonly PipelineDefinition[],
): Finding[] {
  return builds.flatMap(({ event, pipeline = pipelines[0]?.pipeline }, index): Finding[] => {
    const own = pipelines.find((each) => each.pipeline === pipeline);
    if (event === undefined || own === undefined || own.source.project !== undefined) return [];
    const text = `expected no event of CodeBuild, since the source of ${pipeline} is ${sourceText(own.source)}: nothing would come of it`;
    return [{ path: ['builds', index, 'event'], text }];
  });
}
