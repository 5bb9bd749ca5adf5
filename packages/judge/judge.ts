// The judge: a case in, a verdict with its reasons out. How it decides is in docs/judge.md.

import { max } from './arithmetic.ts';
import type { Case } from './case.ts';
import { conclude, type Judgement } from './conclude.ts';
import { evidenceOf, type MetricEvidence } from './metric-evidence.ts';
import { observe } from './observe.ts';
import { type JudgeOptions, startJudge } from './state.ts';

/**
 * Judges a whole case, point by point, as if looked at after every one. The verdict at a point never depends on
 * a later one. A bake under way uses the parts: `startJudge` once, `observe` for each point, `conclude` at each
 * look.
 */
export function judge(it: Case, options: JudgeOptions = {}): Judgement {
  const { plan, state } = observed(it, options);
  return conclude(plan, state);
}

/** The same, with what was found of every metric that is watched, whether or not it is worth showing. */
export function judgeAloud(it: Case, options: JudgeOptions = {}): Judgement & Aloud {
  const { plan, state } = observed(it, options);
  return { ...conclude(plan, state), all: evidenceOf(plan, state) };
}

interface Aloud {
  readonly all: readonly MetricEvidence[];
}

function observed(it: Case, options: JudgeOptions) {
  const { plan, state } = startJudge(it, options);
  const points = it.metrics.reduce((most, { canary }) => max(most, canary.length), 0);
  for (let at = 0; at < points && state.failedAt === null; at++) {
    const point = it.metrics.map(({ canary, control }) => ({
      canary: canary[at] ?? null,
      control: control?.[at] ?? null,
    }));
    observe(plan, state, point);
  }
  return { plan, state };
}
