// A judging: what the judge said of one target at its last look, with all that it said it from.

import { judge } from '@tidegate/judge';
import type { Case, Series } from '@tidegate/judge/case';
import type { Judgement } from '@tidegate/judge/conclude';
import type { Sensitivity } from '@tidegate/judge/settings';
import type { JudgeOptions } from '@tidegate/judge/state';
import type { JudgeDefinition } from '../pipeline/stage-schema.ts';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { ownNodeOf } from '../watch/assemble-case.ts';
import type { Judging } from './judging-schema.ts';

export type Judged = Pick<
  Judging,
  'mode' | 'sensitivity' | 'budgetShare' | 'judgement' | 'shadows'
>;

/** Judges a case as its bake wants it, and as it wants to know others would; `null` where the judge is off. */
export function judged(
  it: Case,
  { mode, sensitivity, shadow }: JudgeDefinition,
  budgetShare: number,
): Judged | null {
  if (mode === 'off') return null;
  const others = [...new Set(shadow)].filter((each) => each !== sensitivity);
  return {
    mode,
    sensitivity,
    budgetShare,
    judgement: judgedWith(it, sensitivity, budgetShare),
    shadows: others.map((other) => {
      const { verdict, at, reasons } = judgedWith(it, other, budgetShare);
      return { sensitivity: other, judgement: { verdict, at, reasons } };
    }),
  };
}

export function judgedWith(it: Case, sensitivity: Sensitivity, budgetShare: number): Judgement {
  return judge(it, judgeOptionsOf(it, { sensitivity, budgetShare }));
}

/** How a case of a bake is judged: whether the revision is heard is asked of the resource that is deployed to. */
export function judgeOptionsOf(
  it: Case,
  { sensitivity, budgetShare }: Pick<Judging, 'sensitivity' | 'budgetShare'>,
): JudgeOptions {
  const heardOn = ownNodeOf(it);
  return { sensitivity, budgetShare, ...(heardOn !== undefined && { heardOn }) };
}

/**
 * The part of a bake's budget that each of its cases may spend, fixed before anything is measured: a Lambda target may
 * have two, its shift and its bake.
 *
 *     one Lambda function        →  1/2
 *     three, and one of servers  →  1/7
 */
export function budgetShareOf(targets: readonly Pick<TargetDefinition, 'lambda'>[]): number {
  const cases = targets.map(({ lambda }) => (lambda ? 2 : 1));
  return 1 / cases.reduce((sum, each) => sum + each, 0);
}

/** Digits that are kept of a value: what is judged is what is kept, so that it can be judged again. */
const DIGITS = 6;

/** The case as it is kept. */
export function rounded(it: Case): Case {
  const round = (series: Series) =>
    series.map((value) => (value === null ? null : Number(value.toPrecision(DIGITS))));
  return {
    ...it,
    metrics: it.metrics.map((metric) => ({
      ...metric,
      before: round(metric.before),
      control: metric.control && round(metric.control),
      canary: round(metric.canary),
      history: metric.history.map(({ lag, before, after }) => ({
        lag,
        before: round(before),
        after: round(after),
      })),
    })),
  };
}
