// What a bake watches: which metrics may convict, each with its share of the budget, fixed before any data.

import { max, sqrt } from './arithmetic.ts';
import { type Case, countsThings, type Metric } from './case.ts';
import { type Counts, countsOf } from './counts.ts';
import { concernOf, type Gauge, gaugeOf, type PastReading, pastNoise } from './gauge.ts';
import { incidentPoints } from './incident.ts';
import { type Noise, present } from './sample.ts';
import { type Concern, count, gauge, shareOf } from './settings.ts';

export interface Watched {
  /** The metric's place in the case. */
  readonly index: number;
  readonly metric: Metric;
  readonly concern: Concern;
  /** Its part of the budget; all of them together are at most 1. */
  readonly share: number;
  readonly law: Gauge | Counts;
  /** How many sizes of a shift its evidence looks for. */
  readonly sizes: number;
}

/** What of a case is read before its first point. */
export type Past = Pick<Case, 'metrics' | 'sparseBaseline'>;

/**
 * Chooses what to watch. A metric without a control beside metrics that have one (what callers see of old and new
 * together) cannot tell whose damage it shows, and is left out; so is one with nothing to be held against. How many
 * requests the new revision has beside the old one is the router's choice, and no harm.
 *
 * Shares: each concern has its own, divided among its metrics by the square root of their node's usual
 * requests, since what many requests pass through is both better measured and worse to lose.
 */
export function watch({ metrics, sparseBaseline }: Past): readonly Watched[] {
  const sideBySide = metrics.some(({ control }) => control !== null);
  const inOrder = !sparseBaseline && !sideBySide;
  const whole = pastOf(metrics, { incidents: none, inOrder });
  const incidents = sideBySide ? none : incidentPoints(whole);
  const past = incidents.size === 0 ? whole : pastOf(metrics, { incidents, inOrder });
  const traffic = trafficOf(metrics);
  const watchables = metrics.flatMap((metric, index) => {
    const concern = concernOf(metric);
    if (!concern || (sideBySide && (metric.control === null || metric.kind === 'traffic')))
      return [];
    const law = lawOf(metric, traffic.get(metric.node), past.get(metric) ?? null, incidents);
    return law ? [{ index, metric, concern, law, requests: requestsOf(metric, traffic) }] : [];
  });
  return withShares(watchables);
}

const none: ReadonlySet<number> = new Set();

function pastOf(metrics: Case['metrics'], reading: PastReading): Map<Metric, Noise> {
  const past = new Map<Metric, Noise>();
  for (const metric of metrics) {
    const noise = concernOf(metric) === null ? null : pastNoise(metric, reading);
    if (noise) past.set(metric, noise);
  }
  return past;
}

interface Traffic {
  readonly metric: Metric;
  readonly index: number;
}

function trafficOf(metrics: Case['metrics']): Map<string, Traffic> {
  const traffic = new Map<string, Traffic>();
  metrics.forEach((metric, index) => {
    if (metric.kind === 'traffic' && countsThings(metric.unit) && !traffic.has(metric.node))
      traffic.set(metric.node, { metric, index });
  });
  return traffic;
}

function lawOf(
  metric: Metric,
  traffic: Traffic | undefined,
  past: Noise | null,
  incidents: ReadonlySet<number>,
): Gauge | Counts | null {
  const isCount = metric.kind === 'errors' && countsThings(metric.unit) && metric.bad === 'up';
  const isPart = metric.kind === 'availability' && metric.unit === '%' && metric.bad === 'down';
  const comparable = metric.control === null || traffic?.metric.control !== null;
  if (traffic && comparable && (isCount || isPart)) {
    const hasPast = metric.before.some((it, at) => it !== null && traffic.metric.before[at]);
    return hasPast || metric.control ? countsOf(metric, traffic, incidents) : null;
  }
  const law = gaugeOf(metric, past);
  return law.before || metric.control ? law : null;
}

function requestsOf({ node }: Metric, traffic: Map<string, Traffic>): number | null {
  const past = present(traffic.get(node)?.metric.before ?? []);
  if (past.length === 0) return null;
  return past.reduce((total, each) => total + each, 0) / past.length;
}

type Watchable = Omit<Watched, 'share' | 'sizes'> & { readonly requests: number | null };

function withShares(watchables: readonly Watchable[]): readonly Watched[] {
  const known = watchables.flatMap(({ requests }) => (requests === null ? [] : [requests]));
  const usual = known.sort((a, b) => a - b)[known.length >> 1] ?? 0;
  const weights = watchables.map(({ requests }) => sqrt(max(0, requests ?? usual) + 1));
  const total = new Map<Concern, number>();
  watchables.forEach(({ concern }, at) => {
    total.set(concern, (total.get(concern) ?? 0) + (weights[at] as number));
  });
  const shared = [...total.keys()].reduce((sum, concern) => sum + shareOf[concern], 0);
  return watchables.map(({ requests: _, ...watched }, at) => {
    const part = (weights[at] as number) / (total.get(watched.concern) as number);
    const share = (shareOf[watched.concern] / shared) * part;
    const sizes = watched.law.type === 'gauge' ? gauge.laws.length : sizesOf(watched.law);
    return { ...watched, share, sizes };
  });
}

function sizesOf(law: Counts): number {
  return law.hasControl ? count.oddsRatios.length : law.worse.length;
}
