// A bake while it is judged: what follows from its past, and what is kept between looks.

import type { Case } from './case.ts';
import { type Evidence, noEvidence } from './evidence.ts';
import { falseRollbackBudget, type Sensitivity } from './settings.ts';
import { type Hearing, nothingHeard, type Signs, signsOf } from './silence.ts';
import { noRequests, type Total } from './tally.ts';
import { type Watched, watch } from './watch.ts';

export interface JudgeOptions {
  /** The budget of false rollbacks; `normal`, one bake of a hundred, unless said otherwise. */
  readonly sensitivity?: Sensitivity;
  /** The user's alarms that have been in ALARM since the deployment: any one fails the bake. */
  readonly alarms?: readonly string[];
  /** The part of the bake's budget that this case may spend, from a millionth to 1; 1, all of it, unless said. */
  readonly budgetShare?: number;
  /** The node that is deployed to, whose silence counts; every node, unless said otherwise. */
  readonly heardOn?: string;
}

/** All that follows from the time before: made again from the same inputs at every look, never stored. */
export interface Plan {
  readonly metrics: Case['metrics'];
  readonly edges: Case['edges'];
  readonly watched: readonly Watched[];
  readonly signs: Signs;
  readonly heardFrom: number;
  /** The e-value that convicts: one over the budget. */
  readonly convicting: number;
  readonly alarms: readonly string[];
}

/** All that is kept between looks: plain JSON, a few numbers for each metric. */
export interface JudgeState {
  readonly hearing: Hearing;
  readonly memory: readonly Memory[];
  /** The greatest e-value of the bake so far. */
  peak: number;
  /** The same of the old revision against the time before. */
  peakOfOld: number;
  failedAt: number | null;
}

export interface Memory {
  readonly evidence: Evidence;
  /** The old revision's own, against the time before; `null` where it is not measured. */
  readonly ofOld: Evidence | null;
  /** The old revision's latest values. */
  readonly control: number[];
  expected: number | null;
  observed: number | null;
  /** What the new and the old revision have shown so far, where requests are counted. */
  tally: Total;
  tallyOfOld: Total;
}

/** Starts a bake: all that is known before its first point. Of the case only its past is read. */
export function startJudge(
  { metrics, edges, sparseBaseline, heardFrom = 0 }: Omit<Case, 'id' | 'stepSeconds' | 'firstAt'>,
  { sensitivity = 'normal', alarms = [], budgetShare = 1, heardOn }: JudgeOptions = {},
): { readonly plan: Plan; readonly state: JudgeState } {
  const watched = watch({ metrics, sparseBaseline });
  const convicting = convictingAt(sensitivity, budgetShare);
  const state = {
    hearing: nothingHeard(),
    memory: watched.map(emptyMemory),
    peak: 0,
    peakOfOld: 0,
    failedAt: null,
  };
  const signs = signsOf(metrics, heardOn);
  return { plan: { metrics, edges, watched, signs, heardFrom, convicting, alarms }, state };
}

/**
 * The e-value that convicts: one over the part of the budget that may be spent.
 *
 *     normal               →   100
 *     normal, a fourth     →   400
 *     sensitive, a tenth   →   200
 */
export function convictingAt(sensitivity: Sensitivity, budgetShare: number): number {
  if (!(budgetShare >= 1e-6 && budgetShare <= 1))
    throw new RangeError(
      `expected a share of the budget from a millionth to 1, got ${budgetShare}: give each of n cases 1/n`,
    );
  return 1 / (falseRollbackBudget[sensitivity] * budgetShare);
}

function emptyMemory({ law, metric, sizes }: Watched): Memory {
  const sizesOfOld = law.type === 'counts' ? law.worse.length : sizes;
  return {
    evidence: noEvidence(sizes),
    ofOld: metric.control === null ? null : noEvidence(sizesOfOld),
    control: [],
    expected: null,
    observed: null,
    tally: noRequests,
    tallyOfOld: noRequests,
  };
}
