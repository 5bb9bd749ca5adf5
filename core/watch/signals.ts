// What other sources than CloudWatch's metrics say of a target: found without being told, and silent where they are
// not there.

import type { Case, Metric } from '@tidegate/judge/case';
import { type BudgetReading, budgetSays } from './budgets.ts';
import { type InsightReading, insightSays } from './insights.ts';
import type { Saying } from './saying.ts';

export interface Signals {
  /** `[caller, callee]`, among the target's nodes. */
  readonly edges: Case['edges'];
  /** What X-Ray counted of the target's own services and of what they call. */
  readonly xrayMetrics: readonly Metric[];
  readonly budgets: readonly BudgetReading[];
  /** Of DevOps Guru, where the bake asks for them. */
  readonly insights: readonly InsightReading[];
  /** What could not be read: of that nothing is known, which is a doubt. */
  readonly unread: readonly string[];
}

export const noSignals: Signals = {
  edges: [],
  xrayMetrics: [],
  budgets: [],
  insights: [],
  unread: [],
};

/** The case with what X-Ray knows; CloudWatch's own metrics stay first, since the first names the node deployed to. */
export function withSignals<It extends Case>(it: It, { edges, xrayMetrics }: Signals): It {
  return { ...it, metrics: [...it.metrics, ...xrayMetrics], edges: [...it.edges, ...edges] };
}

/** What the signals of a target say of the release beside its case, besides what could not be read. */
export function signalsSay({ budgets, insights }: Signals): Saying[] {
  const all = [...budgets.map(budgetSays), ...insights.map(insightSays)];
  return all.filter(({ says }) => says !== 'nothing');
}
