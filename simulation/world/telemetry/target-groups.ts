// The target groups of services whose traffic ECS shifts, and who serves in them, minute by minute.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Place } from '@tidegate/embedded-aws/services/places';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { Measure } from '../../../core/watch/measures.ts';
import { isShiftedByGroups, measuresOfGroup, type TargetGroup } from '../../../core/watch/sides.ts';
import type { Part } from './served.ts';

export type Color = 'blue' | 'green';

interface Balanced extends Place {
  readonly ecs: { readonly service: string };
}

export function groupArn({ account, region, ecs }: Balanced, color: Color): string {
  return `arn:aws:elasticloadbalancing:${region}:${account}:${groupNamed(ecs.service, color)}`;
}

function groupNamed(service: string, color: Color): string {
  return `targetgroup/${service}-${color}/1234567890abcdef`;
}

export function ruleArn({ account, region, ecs }: Balanced): string {
  return `arn:aws:elasticloadbalancing:${region}:${account}:listener-rule/${balancerOf(ecs.service)}/2/3`;
}

export function listenerArn({ account, region, ecs }: Balanced): string {
  return `arn:aws:elasticloadbalancing:${region}:${account}:listener/${balancerOf(ecs.service)}/2`;
}

function balancerOf(service: string): string {
  return `app/${service}/1`;
}

/** What is measured in both groups of a target: none where its traffic does not go from one to the other in steps. */
export function measuresInGroups(target: TargetDefinition): readonly Measure[] {
  if (!isShiftedByGroups(target)) return [];
  const { service } = target.ecs;
  return (['blue', 'green'] as const).flatMap((color) => {
    const group: TargetGroup = {
      name: balancerOf(service),
      targetGroup: groupNamed(service, color),
    };
    return measuresOfGroup(target, group);
  });
}

/**
 * The task definitions that served in the group that a measure is of, with their parts; undefined where it is of none.
 */
export function partsInGroup(
  ecs: EmbeddedAws['ecs'],
  target: TargetDefinition,
  { queries: [query] }: Measure,
  at: number,
): readonly Part[] | undefined {
  const group = query?.dimensions.TargetGroup;
  if (group === undefined || !isShiftedByGroups(target)) return undefined;
  const { cluster, service } = target.ecs;
  const { traffic } = ecs.find(cluster, service, target);
  const now = traffic.findLast((each) => each.at <= at) ?? traffic[0];
  return (now?.parts ?? []).flatMap(({ group: its, definition, share }) =>
    its?.endsWith(`:${group}`) ? [{ version: definition, share }] : [],
  );
}
