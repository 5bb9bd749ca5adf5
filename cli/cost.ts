// What a run would have cost on AWS, about.

import { logsOfAnInvocation, prices, tracesOfAnInvocation } from '../core/cost.ts';

export interface Usage {
  readonly transitions: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  /** Calls by service, as the embedded AWS names them. */
  readonly apiCalls: Readonly<Record<string, number>>;
  /** Of those of CloudWatch, the calls of GetMetricData, and the metrics that they asked for. */
  readonly metricReads: { readonly calls: number; readonly metrics: number };
}

export interface CostInUsd {
  readonly stepFunctions: number;
  readonly lambda: number;
  readonly dynamoDb: number;
  readonly cloudWatch: number;
  readonly xray: number;
  readonly total: number;
}

/**
 * The cost of the orchestration alone: builds, and what the targets run on, would be paid without it. Calls of services
 * that ask nothing for them are free: CodeDeploy, STS, Application Signals' reads. Of X-Ray, the traces
 * that Tidegate itself records; it charges besides for those that a query scans, which no run can know of an account.
 *
 *     1,000 transitions                          →  0.025
 *     1,000,000 invocations, 0 gigabyte-seconds  →  0.2 for them, 0.8 for their logs, 5 for their traces
 *     1,000 calls of CloudWatch                  →  0.01
 *     1,000 metrics read in 10 of them           →  0.01 for them, 0.0099 for the others
 */
export function costInUsd(usage: Usage): CostInUsd {
  const { transitions, invocations, gigabyteSeconds, apiCalls, metricReads } = usage;
  const stepFunctions = transitions * prices.transition;
  const lambda = invocations * prices.invocation + gigabyteSeconds * prices.gigabyteSecond;
  const dynamoDb = (apiCalls.dynamodb ?? 0) * prices.tableCall;
  const otherCalls = (apiCalls.cloudwatch ?? 0) - metricReads.calls;
  const cloudWatch =
    otherCalls * prices.cloudWatchCall +
    metricReads.metrics * prices.metricRead +
    invocations * logsOfAnInvocation;
  const xray = invocations * tracesOfAnInvocation;
  const total = stepFunctions + lambda + dynamoDb + cloudWatch + xray;
  return { stepFunctions, lambda, dynamoDb, cloudWatch, xray, total };
}
