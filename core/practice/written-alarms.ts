// What the alarms tell of that `tidegate alarms` writes for a target, by their names alone.

import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { kindOf, type ResourceKind } from '../pipeline/watch-schema.ts';
import { resourcesOf } from '../watch/target-resources.ts';
import type { Aspect } from './coverage.ts';

/** What the symptoms of each kind of resource tell of; a test of `authoring/` holds it to what is written. */
export const symptomsOf: Readonly<Record<ResourceKind, readonly Aspect[]>> = {
  lambda: ['errors', 'latency', 'saturation'],
  ecs: ['saturation'],
  loadBalancer: ['errors', 'latency'],
  apiGateway: ['errors', 'latency'],
  sqs: ['latency', 'saturation'],
  dynamodb: [],
  ec2: ['errors'],
  stateMachine: ['errors'],
  kinesis: ['latency', 'saturation'],
  sns: ['errors'],
  appSync: ['errors', 'latency'],
  rds: [],
  aurora: [],
  elastiCache: [],
  cloudFront: ['errors'],
};

/**
 * The composite alarm tells what its symptoms watch, the one on traffic nothing of harm.
 *
 *     checkout, { name: eu-west-1, lambda }  →  checkout-eu-west-1-roll-back: errors, latency, saturation
 *                                               checkout-eu-west-1-traffic: nothing
 */
export function writtenAlarms(
  pipeline: string,
  target: TargetDefinition,
): ReadonlyMap<string, readonly Aspect[]> {
  const covers = new Set(resourcesOf(target).flatMap((each) => symptomsOf[kindOf(each)]));
  const prefix = `${pipeline}-${target.name}`;
  return new Map([
    ...(covers.size > 0 ? ([[`${prefix}-roll-back`, [...covers]]] as const) : []),
    [`${prefix}-traffic`, []],
  ]);
}
