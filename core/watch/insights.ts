// DevOps Guru's insights: what one that is open says of a release. The service ends on 2027-09-30.

import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { aside, charge, doubt, nothing, type Saying } from './saying.ts';
import { resourcesOf } from './target-resources.ts';

/** A reactive insight that goes on. */
export interface Insight {
  readonly id: string;
  readonly name: string;
  readonly severity: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly startedAt: Date;
  /** The ARNs of the resources that it is about. */
  readonly resources: readonly string[];
}

export interface InsightReading {
  readonly target: string;
  readonly insight: Insight;
  readonly deployedAt: Date;
}

/**
 * Whether an insight is about a resource of the target: by the end of an ARN, in the target's account and region.
 *
 *     arn:aws:lambda:eu-west-1:222233334444:function:shop         →  function shop
 *     arn:aws:lambda:eu-west-1:222233334444:function:shop:live    →  function shop
 *     arn:aws:dynamodb:eu-west-1:222233334444:table/orders        →  table orders
 *     arn:aws:sqs:eu-west-1:222233334444:orders                   →  queue orders
 */
export function concernsTarget({ resources }: Insight, target: TargetDefinition): boolean {
  const place = `:${target.region}:${target.account}:`;
  const ends = resourcesOf(target).flatMap(({ lambda, ecs, sqs, dynamodb, ec2, loadBalancer }) => [
    ...(lambda ? [`function:${lambda.function}`] : []),
    ...(ecs ? [`service/${ecs.cluster}/${ecs.service}`] : []),
    ...(sqs ? [sqs.queue] : []),
    ...(dynamodb ? [`table/${dynamodb.table}`] : []),
    ...(ec2 ? [`autoScalingGroupName/${ec2.autoScalingGroup}`] : []),
    ...(loadBalancer ? [`loadbalancer/${loadBalancer.name}`] : []),
  ]);
  return resources.some((arn) => {
    const [, rest] = arn.split(place);
    if (rest === undefined) return false;
    return ends.some(
      (end) => rest === end || rest.startsWith(`${end}:`) || rest.endsWith(`:${end}`),
    );
  });
}

/**
 * What an open insight says of the release. It is a model's opinion of what is unusual: only one of high severity is
 * held to be proof.
 *
 *     began before the deployment  →  nothing
 *     HIGH, since the deployment   →  a charge
 *     MEDIUM                       →  a doubt
 *     LOW                          →  an aside
 */
export function insightSays({ target, insight, deployedAt }: InsightReading): Saying {
  if (insight.startedAt < deployedAt) return nothing;
  const { name, severity, startedAt } = insight;
  const text = `DevOps Guru’s insight of ${severity.toLowerCase()} severity on ${target} is open since ${startedAt.toISOString()}: ${name}`;
  if (severity === 'HIGH') return charge(text);
  return severity === 'MEDIUM' ? doubt(text) : aside(text);
}
