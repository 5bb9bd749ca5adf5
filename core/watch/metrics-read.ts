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
  return WINDOWS * queriesOf(target).all;
}

/** The metrics of reading a traffic shift: of the alias, of the new and of the old version. */
export function metricsOfShift(target: TargetDefinition): number {
  return 3 * queriesOf(target).perVersion;
}

interface Queries {
  readonly all: number;
  readonly perVersion: number;
}

/** Counted once: a plan counts them for each of its waves' looks and shifts. */
const counted = new WeakMap<TargetDefinition, Queries>();

function queriesOf(target: TargetDefinition): Queries {
  const known = counted.get(target);
  if (known) return known;
  const measures = measuresOf(target);
  const count = (some: typeof measures) =>
    some.reduce((total, { queries }) => total + queries.length, 0);
  const found = {
    all: count(measures),
    perVersion: count(measures.filter(({ perVersion }) => perVersion)),
  };
  counted.set(target, found);
  return found;
}
