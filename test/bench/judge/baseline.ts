// What every baseline judge works on, and the shapes it answers in.

import type { Case, Metric } from '@tidegate/judge/case';
import { excess } from '@tidegate/judge/sample';

export interface Answer {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly at: number;
  readonly ranked: readonly string[];
  readonly score: number;
}

export type Baseline = (it: Case) => Answer;

export function lengthOf({ metrics }: Case): number {
  return Math.max(...metrics.map(({ canary }) => canary.length));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}

/** The metrics a user would have put an alarm on. */
export function alarmed({ metrics }: Case): readonly Metric[] {
  return metrics.filter(({ bad }) => bad !== 'none');
}

/** Nodes by the greatest deviation, in deviations of the time before. */
export function byDeviation(it: Case, upTo: number): readonly string[] {
  const nodes = new Map<string, number>();
  for (const { node, before, canary, bad } of alarmed(it)) {
    const past = before.filter((value) => value !== null);
    const now = canary.slice(0, upTo + 1).filter((value) => value !== null);
    if (past.length < 2 || now.length === 0) continue;
    const scale = Math.max(deviationOf(past), 0.01 * Math.abs(meanOf(past)), 1e-9);
    const far = excess(meanOf(now), meanOf(past), bad) / scale;
    nodes.set(node, Math.max(nodes.get(node) ?? Number.NEGATIVE_INFINITY, far));
  }
  return [...nodes].sort((a, b) => b[1] - a[1]).map(([node]) => node);
}
