// What alarms are planned for, from the targets of a pipeline file.

import { EDGE_REGION } from '../../core/edge.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { kindOf, type WatchedResource } from '../../core/pipeline/watch-schema.ts';
import { nodeOf } from '../../core/watch/resources.ts';
import { resourcesOf } from '../../core/watch/target-resources.ts';
import type { Watched } from './alarm.ts';
import { distinct } from './distinct.ts';
import { type MetricHistory, planAlarms } from './plan-alarms.ts';
import type { AlarmTarget } from './target-alarms.ts';

export interface AlarmedTarget {
  readonly stage: string;
  readonly target: TargetDefinition;
  readonly resources: readonly Watched[];
}

export interface Asked {
  readonly target?: string | undefined;
  readonly stage?: string | undefined;
}

/** The targets that are asked for, all unless some are named. */
export function targetsAsked(
  pipeline: PipelineDefinition,
  { target, stage }: Asked,
): AlarmedTarget[] {
  return pipeline.stages
    .filter(({ name }) => stage === undefined || name === stage)
    .flatMap((each) =>
      targetsOf(each)
        .filter(({ name }) => target === undefined || name === target)
        .map((found) => ({
          stage: each.name,
          target: found,
          resources: distinctResources(
            resourcesOf(found)
              .filter((each) => isMeasuredIn(each, found.region))
              .map(watchedOf),
          ),
        })),
    );
}

/** CloudFront is measured in one region for the whole world: elsewhere an alarm on it would have no data, ever. */
function isMeasuredIn({ cloudFront }: WatchedResource, region: string): boolean {
  return cloudFront === undefined || region === EDGE_REGION;
}

export function distinctResources(resources: readonly Watched[]): Watched[] {
  return distinct(
    resources,
    ({ word }) => word,
    ({ label }) => label,
    (resource, word) => ({ ...resource, word }),
  );
}

/**
 *     { lambda: { function: f, alias: live } }  →  word 'lambda-f-live', label 'lambda f:live'
 */
export function watchedOf(resource: WatchedResource): Watched {
  const kind = kindOf(resource);
  const { type, ...names } = resource[kind] as Record<string, string | undefined>;
  const given = Object.entries(names).filter(([, name]) => name !== undefined);
  const node = nodeOf(resource);
  return {
    kind,
    word: node.replace(/[ :/]+/g, '-'),
    label: node,
    names: Object.fromEntries(given) as Record<string, string>,
    facts: type === 'REST' || type === 'HTTP' ? { apiType: type } : {},
  };
}

/** A target with its alarms, which are named after the pipeline and the target. */
export function alarmTargetOf(
  pipeline: string,
  { target, stage, resources }: AlarmedTarget,
  history?: MetricHistory,
): AlarmTarget {
  return {
    name: target.name,
    title: target.name,
    prefix: `${pipeline}-${target.name}`,
    alarms: planAlarms(resources, history),
    tags: {
      'tidegate:pipeline': pipeline,
      'tidegate:stage': stage,
      'tidegate:target': target.name,
    },
  };
}

/** What a person should know about a target before trusting its alarms. */
export function remarksOn(
  { target, resources }: AlarmedTarget,
  written: readonly string[],
): string[] {
  const { name, alarms, ec2 } = target;
  const elsewhere = alarms.filter((alarm) => !written.includes(alarm));
  const isEmpty = resources.length === 0;
  return [
    ...(isEmpty && ec2
      ? [
          `target ${name} deploys to instances, and does not say which: name its Auto Scaling group, and what ` +
            'brings it requests, under watch',
        ]
      : []),
    ...(elsewhere.length > 0
      ? [
          `target ${name} lists alarms that are not among these: ${elsewhere.join(', ')}; without them in its ` +
            'account and region its bakes are inconclusive',
        ]
      : []),
    ...resourcesOf(target)
      .filter((each) => !isMeasuredIn(each, target.region))
      .map(
        (each) =>
          `target ${name} watches ${nodeOf(each)} from ${target.region}, and its metrics are in ${EDGE_REGION} alone: ` +
          'write its alarms there, from its template or with a target there, and list them by { name, region }',
      ),
    ...resources
      .filter(({ kind }) => kind === 'ecs')
      .map(({ label }) => `${label}: counting tasks needs Container Insights on its cluster`),
  ];
}
