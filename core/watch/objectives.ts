// Service level objectives: which of an account's are about a target.

import { kindFor } from '../kinds/kinds.ts';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { metricFamilyOf } from './resources.ts';
import { resourcesOf } from './target-resources.ts';

/** A metric that an objective is measured by. */
export interface ObjectiveMetric {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What an objective is set on, in Application Signals' words: `Type`, `Name`, `Environment`, `Identifier` … */
export type KeyAttributes = Readonly<Record<string, string>>;

export interface Objective {
  readonly arn: string;
  readonly name: string;
  /** Empty for one that is set on a metric alone. */
  readonly on: KeyAttributes;
  readonly createdAt?: Date;
}

/** Whether it is set on metrics alone, which only its report tells. */
export function isOfMetrics({ on }: Objective): boolean {
  return Object.keys(on).length === 0;
}

/**
 * Whether an objective names a resource or service of the target. A service goes by its function's name, its ECS
 * service's (in that cluster, where the objective says which) or its CodeDeploy application's.
 *
 *     { Type: Service, Name: shop, Environment: lambda:default }          →  function shop
 *     { Type: AWS::Resource, ResourceType: …, Identifier: orders }        →  table or queue orders
 *     { Type: Service, Name: checkout, Environment: ecs:beta }            →  not ECS service checkout of cluster prod
 */
export function namesTarget({ on }: Objective, target: TargetDefinition): boolean {
  const { Name, Identifier, Environment = '' } = on;
  const inCluster = (cluster: string) =>
    !Environment.startsWith('ecs:') || Environment === `ecs:${cluster}`;
  return namesOf(target).some(
    ({ name, cluster }) =>
      (name === Name && (cluster === undefined || inCluster(cluster))) || name === Identifier,
  );
}

interface Named {
  readonly name: string;
  readonly cluster?: string;
}

function namesOf(target: TargetDefinition): Named[] {
  const names = resourcesOf(target).flatMap((resource): Named[] => {
    const { lambda, ecs, apiGateway, sqs, dynamodb, ec2 } = resource;
    if (ecs) return [{ name: ecs.service, cluster: ecs.cluster }];
    const stored = sqs?.queue ?? dynamodb?.table;
    const name = lambda?.function ?? apiGateway?.api ?? stored ?? ec2?.autoScalingGroup;
    return name === undefined ? [] : [{ name }];
  });
  const application = kindFor(target).applicationOf(target);
  return application === undefined ? names : [...names, { name: application }];
}

/** Whether an objective is measured by a metric of one of the target's resources, or by one of its own metrics. */
export function measuresTarget(
  metrics: readonly ObjectiveMetric[],
  target: TargetDefinition,
): boolean {
  const families = resourcesOf(target).map(metricFamilyOf);
  const isOfResource = ({ namespace, dimensions }: ObjectiveMetric) =>
    families.some(
      (family) => family.namespace === namespace && agree(dimensions, family.dimensions),
    );
  const isOwn = (it: ObjectiveMetric) =>
    (target.metrics ?? []).some(
      ({ namespace, metric, dimensions }) =>
        namespace === it.namespace && metric === it.metric && agree(it.dimensions, dimensions),
    );
  return metrics.some((it) => isOfResource(it) || isOwn(it));
}

/** Of the same thing, or of all of it: the first dimension names the thing, and no other contradicts. */
function agree(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const [first] = Object.keys(b);
  const known = first === undefined || a[first] === b[first];
  return known && Object.entries(b).every(([name, value]) => (a[name] ?? value) === value);
}
