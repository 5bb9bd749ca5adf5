// What is shown of the evidence: expected against observed, since when, and how much it weighs.

import type { JudgeState, Memory, Plan } from './state.ts';

export interface MetricEvidence {
  readonly node: string;
  readonly metric: string;
  /** What `expected` and `observed` are: a part of the requests that fails, or a level of the metric in its unit. */
  readonly of: 'failure rate' | 'level';
  readonly unit: string;
  readonly expected: number | null;
  readonly observed: number | null;
  /** The point since which it is so. */
  readonly since: number | null;
  /** Its part of the bake's e-value. */
  readonly weight: number;
  /** Its own e-value. */
  readonly e: number;
}

/** Of the metrics shown as worse, at most this part is expected to be harmless. */
const falseDiscoveries = 0.1;

/** What was found of each metric that is watched, the greatest e-value first. */
export function evidenceOf({ watched }: Plan, { memory }: JudgeState): readonly MetricEvidence[] {
  const all = watched.map(({ metric, share, law }, index): MetricEvidence => {
    const { evidence, expected, observed } = memory[index] as Memory;
    const { e, since } = evidence;
    return {
      node: metric.node,
      metric: metric.name,
      of: law.type === 'counts' ? 'failure rate' : 'level',
      unit: metric.unit,
      expected,
      observed,
      since,
      weight: share * e,
      e,
    };
  });
  return all.sort((a, b) => b.e - a.e);
}

/**
 * The metrics worth showing, the heaviest first: those that the e-BH rule keeps (Wang and Ramdas 2022), which
 * bounds the part of false ones whatever their dependence: the k greatest of m e-values, for the largest k with
 * e(k) ≥ m / (k q).
 */
export function discoveries(plan: Plan, state: JudgeState): readonly MetricEvidence[] {
  const all = evidenceOf(plan, state);
  let kept = 0;
  all.forEach(({ e }, index) => {
    if (e >= all.length / ((index + 1) * falseDiscoveries)) kept = index + 1;
  });
  return all.slice(0, kept).sort((a, b) => b.weight - a.weight);
}
