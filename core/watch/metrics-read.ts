// How many metrics the judge asks of CloudWatch: what its reads cost is counted in these.

import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { historyLags } from './case-times.ts';
import { measuresOf } from './measures.ts';
import { isShiftedByGroups, measuresOfGroup } from './sides.ts';

/**
 * The metrics of one look at a target, at most: now and before, in one window. The same metric with another statistic
 * is another one.
 *
 *     a Lambda function            →  7
 *     the same with an SQS queue   →  9
 *     nothing to watch             →  0
 */
export function metricsOfLook(target: TargetDefinition): number {
  return queriesOf(target).all;
}

/** The metrics of the same hours of other days, each in a window of its own, which are read once for a bake. */
export function metricsOfPast(target: TargetDefinition): number {
  return historyLags.length * queriesOf(target).all;
}

/**
 * The metrics of reading a traffic shift: of the alias, of the new and of the old version; of a service, of the target
 * groups of its new and of its old tasks.
 */
export function metricsOfShift(target: TargetDefinition): number {
  return queriesOf(target).shift;
}

interface Queries {
  readonly all: number;
  readonly shift: number;
}

/** All groups have as many. */
const ANY = { name: '', targetGroup: 'any' };

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
    shift: isShiftedByGroups(target)
      ? 2 * count(measuresOfGroup(target, ANY))
      : 3 * count(measures.filter(({ perVersion }) => perVersion)),
  };
  counted.set(target, found);
  return found;
}
