// What a run would have cost on AWS, about.

import { prices } from '../core/cost.ts';

export interface Usage {
  readonly transitions: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  /** Calls by service, as the embedded AWS names them. */
  readonly apiCalls: Readonly<Record<string, number>>;
}

export interface CostInUsd {
  readonly stepFunctions: number;
  readonly lambda: number;
  readonly dynamoDb: number;
  readonly cloudWatch: number;
  readonly total: number;
}

/**
 * The cost of the orchestration alone: builds, and what the targets run on, would be paid without it.
 *
 *     1,000 transitions                          →  0.025
 *     1,000,000 invocations, 0 gigabyte-seconds  →  0.2
 *     1,000 calls of CloudWatch                  →  0.01
 */
export function costInUsd(usage: Usage): CostInUsd {
  const { transitions, invocations, gigabyteSeconds, apiCalls } = usage;
  const stepFunctions = transitions * prices.transition;
  const lambda = invocations * prices.invocation + gigabyteSeconds * prices.gigabyteSecond;
  const dynamoDb = (apiCalls.dynamodb ?? 0) * prices.tableCall;
  const cloudWatch = (apiCalls.cloudwatch ?? 0) * prices.cloudWatchCall;
  const total = stepFunctions + lambda + dynamoDb + cloudWatch;
  return { stepFunctions, lambda, dynamoDb, cloudWatch, total };
}
