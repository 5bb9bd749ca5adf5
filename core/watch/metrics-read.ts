// How many metrics the judge asks of CloudWatch: what its reads cost is counted in these.

import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { historyLags } from './case-times.ts';
import { measuresOf } from './measures.ts';

/** Now and before in one window, and each other day in one of its own. */
const WINDOWS = 1 + historyLags.length;

/**
 * The metrics of one look at a target, at most: the same metric with another statistic is another one.
 *
 *     a Lambda function            →  21
 *     the same with an SQS queue   →  27
 *     nothing to watch             →   0
 */
export function metricsOfLook(target: TargetDefinition): number {
  return WINDOWS * queriesOf(measuresOf(target));
}

/** The metrics of reading a traffic shift: of the alias, of the new and of the old version. */
export function metricsOfShift(target: TargetDefinition): number {
  return 3 * queriesOf(measuresOf(target).filter(({ perVersion }) => perVersion));
}

function queriesOf(measures: ReturnType<typeof measuresOf>): number {
  return measures.reduce((total, { queries }) => total + queries.length, 0);
}
