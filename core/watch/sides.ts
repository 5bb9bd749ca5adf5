// Old and new side by side: what CloudWatch tells apart while the traffic of a target shifts.

import { kindOfTarget, type TargetDefinition, type TargetOf } from '../pipeline/target-schema.ts';
import { stepsOf } from '../strategy.ts';
import { type Measure, measureOf, measuresOf, ofVersion } from './measures.ts';
import { loadBalancer } from './metric-catalog.ts';
import { metricFamilyOf, nodeOf } from './resources.ts';

/** A target group behind its load balancer, each by the end of its ARN, as CloudWatch names them. */
export interface TargetGroup {
  /** `app/shop/50dc6c495c0c9188` */
  readonly name: string;
  /** `targetgroup/shop-blue/73e2d6bc24d8a067` */
  readonly targetGroup: string;
}

/** The target groups that the old and the new tasks of a service are in, for as long as a deployment lasts. */
export interface TargetGroups {
  readonly old: TargetGroup;
  readonly own: TargetGroup;
  /** The task definition of the old tasks: `shop:41`. */
  readonly oldDefinition: string;
}

/** The same measures of both revisions, and what was measured before the new one came. */
export interface Sides {
  readonly before: readonly Measure[];
  /** A measure of `before`, of the old revision alone: itself, where nothing else was in it either. */
  readonly ofOld: (before: Measure) => Measure;
  readonly ofNew: (before: Measure) => Measure;
}

/** By the versions that an alias sends its requests to. */
export function sidesByVersion(
  target: TargetDefinition,
  { old, own }: { readonly old: string; readonly own: string },
): Sides {
  return {
    before: measuresOf(target).filter(({ perVersion }) => perVersion),
    ofOld: (measure) => ofVersion(measure, old),
    ofNew: (measure) => ofVersion(measure, own),
  };
}

/** By the target groups of a service, of which a deployment takes one and then the other. */
export function sidesByGroup(target: TargetDefinition, { old, own }: TargetGroups): Sides {
  return {
    before: measuresOfGroup(target, old),
    ofOld: (measure) => measure,
    ofNew: (measure) => inGroup(measure, own),
  };
}

/** What a load balancer counts of the tasks in one of its groups: told as the service's own. */
export function measuresOfGroup(target: TargetDefinition, group: TargetGroup): Measure[] {
  const { ecs } = target;
  if (ecs === undefined) return [];
  const node = nodeOf({ ecs: { cluster: ecs.cluster, service: ecs.service } });
  return loadBalancer.map((metric) => ({
    ...measureOf(metric, { loadBalancer: group }),
    node,
  }));
}

function inGroup(measure: Measure, group: TargetGroup): Measure {
  const { dimensions } = metricFamilyOf({ loadBalancer: group });
  return { ...measure, queries: measure.queries.map((query) => ({ ...query, dimensions })) };
}

/** Whether ECS itself gives old and new tasks traffic together for a while, each in a target group of its own. */
export function isShiftedByEcs(target: TargetDefinition): target is TargetOf<'ecs'> {
  const { strategy } = target;
  if (kindOfTarget(target) !== 'ecs' || strategy === undefined || strategy === 'rolling')
    return false;
  return stepsOf(strategy).length > 1;
}

/** How CodeDeploy moves the traffic of a service, its deployment group says. */
export function isShiftedByCodeDeploy(target: TargetDefinition): target is TargetOf<'tasks'> {
  return kindOfTarget(target) === 'tasks';
}

/** Whether its traffic goes from one target group to another, both of which serve for a while. */
export function isShiftedByGroups(
  target: TargetDefinition,
): target is TargetOf<'ecs'> | TargetOf<'tasks'> {
  return isShiftedByEcs(target) || isShiftedByCodeDeploy(target);
}
