// Why a wave was judged as it was: each metric expected against observed, since when, and what its evidence weighs.

import { judgeAloud } from '@tidegate/judge';
import type { Case, Series } from '@tidegate/judge/case';
import type { MetricEvidence } from '@tidegate/judge/metric-evidence';
import type { Power } from '@tidegate/judge/power';
import type { Saying } from '../watch/saying.ts';
import { pointAt } from './judgement-texts.ts';
import { judgeOptionsOf } from './judging.ts';
import type { Judging } from './judging-schema.ts';

export interface ExplainedMetric
  extends Pick<MetricEvidence, 'node' | 'metric' | 'of' | 'unit' | 'expected' | 'observed' | 'e'> {
  /** ISO 8601; `null` where it is as expected. */
  readonly since: string | null;
  /** Its part of all the evidence against the revision, in [0, 1]. */
  readonly weight: number;
  /** Whether it is worth showing: of those that are, at most a tenth is expected to be harmless. */
  readonly shown: boolean;
  readonly before: Series;
  readonly after: Series;
  /** The old revision beside the new one, where both ran. */
  readonly old: Series | null;
}

export interface Explained
  extends Pick<
    Judging,
    'target' | 'of' | 'mode' | 'sensitivity' | 'lookedAt' | 'beganAt' | 'stepSeconds' | 'shadows'
  > {
  readonly verdict: Judging['judgement']['verdict'];
  /** When the verdict was reached, ISO 8601. */
  readonly at: string;
  readonly reasons: readonly string[];
  /** Nodes, the likeliest cause first; empty where nothing is sick. */
  readonly causes: readonly string[];
  readonly sayings: readonly string[];
  readonly power: readonly Power[];
  /** The heaviest first. */
  readonly metrics: readonly ExplainedMetric[];
}

/** Explains a judging by judging its case again: what was kept is what was judged. */
export function explained(judging: Judging, it: Case): Explained {
  const { target, of, mode, sensitivity, lookedAt, beganAt, stepSeconds, shadows } = judging;
  const { all, evidence, verdict, at, reasons, ranked, power } = judgeAloud(
    it,
    judgeOptionsOf(it, judging),
  );
  const shown = new Set(evidence.map(keyOf));
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  const metrics = all.flatMap((found) =>
    metricsOf(found, it, judging).map((metric) => ({
      ...metric,
      weight: total > 0 ? found.weight / total : 0,
      shown: shown.has(keyOf(found)),
    })),
  );
  const sick = new Set(metrics.filter((metric) => metric.shown).map(({ node }) => node));
  return {
    ...{ target, of, mode, sensitivity, lookedAt, beganAt, stepSeconds, shadows },
    verdict,
    at: pointAt(beganAt, stepSeconds, at),
    reasons,
    causes: ranked.filter((node) => sick.has(node)),
    sayings: judging.sayings.flatMap(textOf),
    power,
    metrics: metrics.sort((a, b) => Number(b.shown) - Number(a.shown) || b.weight - a.weight),
  };
}

/** The metric that the evidence is of. */
function metricsOf(
  { node, metric, of, unit, expected, observed, since, e }: MetricEvidence,
  { metrics }: Case,
  { beganAt, stepSeconds }: Judging,
) {
  const own = metrics.filter((each) => each.node === node && each.name === metric);
  return own.slice(0, 1).map(({ before, canary, control }) => ({
    ...{ node, metric, of, unit, expected, observed, e },
    since: since === null ? null : pointAt(beganAt, stepSeconds, since),
    before,
    after: canary,
    old: control,
  }));
}

function keyOf({ node, metric }: Pick<MetricEvidence, 'node' | 'metric'>): string {
  return `${node}\n${metric}`;
}

function textOf(saying: Saying): string[] {
  return saying.says === 'nothing' ? [] : [saying.text];
}
