// The judge's case from what was measured.

import type { Case, EarlierWindow, Metric, Series } from '@tidegate/judge/case';
import type { CaseTimes } from './case-times.ts';
import type { Measure } from './measures.ts';
import { timeAt } from './span.ts';

/** Whole windows, sliced here. */
export interface Measured {
  readonly measure: Measure;
  readonly now: Series;
  /** Side by side: the old revision in the same window. */
  readonly old?: Series;
  readonly past: readonly { readonly lag: number; readonly values: Series }[];
}

/** A case of a bake or a shift: where its points lie in time is known. */
export interface WatchedCase extends Case {
  readonly firstAt: string;
}

export function assembleCase(
  id: string,
  measured: readonly Measured[],
  { whole, before, after, heardFrom }: CaseTimes,
  edges: Case['edges'],
): WatchedCase {
  const history = ({ lag, values }: Measured['past'][number]): EarlierWindow => ({
    lag,
    before: values.slice(0, before),
    after: values.slice(after),
  });
  const metric = ({ measure, now, old, past }: Measured): Metric => ({
    name: measure.name,
    node: measure.node,
    kind: measure.kind,
    // Side by side, how many requests each gets is the deployment's choice, not its merit.
    bad: old && measure.kind === 'traffic' ? 'none' : measure.bad,
    unit: measure.unit,
    before: now.slice(0, before),
    control: old ? old.slice(after) : null,
    canary: now.slice(after),
    history: past.filter(({ values }) => values.slice(0, before).some(isThere)).map(history),
  });
  return {
    id,
    stepSeconds: whole.periodSeconds,
    firstAt: timeAt(whole, after).toISOString(),
    ...(heardFrom > 0 && { heardFrom }),
    metrics: measured.map(metric),
    sparseBaseline: false,
    edges,
  };
}

/**
 * The node that is deployed to: the target's first. Whether a revision is heard at all is asked of this one alone.
 */
export function ownNodeOf({ metrics }: Case): string | undefined {
  return metrics[0]?.node;
}

/** At how many points both revisions served requests. */
export function pointsTogether({ metrics }: Case): number {
  const traffic = metrics.find(({ kind, control }) => kind === 'traffic' && control !== null);
  if (!traffic?.control) return 0;
  const { canary, control } = traffic;
  return canary.filter((value, at) => value && control[at]).length;
}

function isThere(value: number | null): boolean {
  return value !== null;
}
