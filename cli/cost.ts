// What a run would have cost on AWS, about.

/** USD in us-east-1, by the price lists of 2026. */
const PRICES = {
  transition: 0.000_025,
  invocation: 0.000_000_2,
  gigabyteSecond: 0.000_013_333_4,
  /** Between a strongly consistent read (0.000000125) and a write (0.000000625): about half of the calls are either. */
  tableCall: 0.000_000_375,
  cloudWatchCall: 0.000_01,
} as const;

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
  const stepFunctions = transitions * PRICES.transition;
  const lambda = invocations * PRICES.invocation + gigabyteSeconds * PRICES.gigabyteSecond;
  const dynamoDb = (apiCalls.dynamodb ?? 0) * PRICES.tableCall;
  const cloudWatch = (apiCalls.cloudwatch ?? 0) * PRICES.cloudWatchCall;
  const total = stepFunctions + lambda + dynamoDb + cloudWatch;
  return { stepFunctions, lambda, dynamoDb, cloudWatch, total };
}
