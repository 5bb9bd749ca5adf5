// Reads what other sources than CloudWatch's metrics say of a target: its traces, its error budgets, and insights.

import type { BakingTarget } from '../core/judging/look.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { bakeTimes, type CaseTimes, hasPoints, historyLags } from '../core/watch/case-times.ts';
import { concernsTarget, type InsightReading } from '../core/watch/insights.ts';
import {
  type TracedEntity,
  type TracedNode,
  tracedEdgesOf,
  tracedNodesOf,
} from '../core/watch/service-graph.ts';
import type { Signals } from '../core/watch/signals.ts';
import { earlier, indexIn, pointsIn, timeAt } from '../core/watch/span.ts';
import { type Traced, type TracedSeries, tracedMetrics } from '../core/watch/traced-metrics.ts';
import { graphTimeOf, tracedSpansOf } from '../core/watch/traced-spans.ts';
import type { BakedWave } from '../core/wave.ts';
import { gathered } from './gathered.ts';
import type { Ports } from './ports.ts';
import { readBudgets } from './read-budgets.ts';
import { sideBySide } from './side-by-side.ts';

/**
 * What X-Ray, Application Signals and, where its bake asks for it, DevOps Guru say of a target at a look.
 *
 * X-Ray: one call where nothing of the target is traced. Else one and, for each of its services and of at most eight
 * that they call, three (now, a day and a week ago) for each six hours of the bake, of which at most four are read.
 * Application Signals: one call, and two to three more where an objective is about the target. DevOps Guru: one call.
 * Nothing is thrown where a source fails: it stands in `unread`.
 */
export async function readSignals(
  ports: Ports,
  { wave, target, item, lookedAt }: BakingTarget,
): Promise<Signals> {
  const times = bakeTimes(wave, item, lookedAt);
  const deployedAt = timeAt(times.whole, times.before);
  const [traces, budgets, insights] = await Promise.all([
    gathered(ports, `X-Ray’s traces of ${target.name}`, noTraces, () =>
      readTraces(ports, target, times),
    ),
    gathered(ports, `the error budgets of ${target.name}`, [], () =>
      readBudgets(ports, target, { deployedAt, lookedAt }),
    ),
    gathered(ports, `DevOps Guru’s insights on ${target.name}`, [], () =>
      readInsights(ports, wave, target, deployedAt),
    ),
  ]);
  const unread = [traces, budgets, insights].flatMap((each) => each.unread);
  return { ...traces.found, budgets: budgets.found, insights: insights.found, unread };
}

type Traces = Pick<Signals, 'edges' | 'xrayMetrics'>;

const noTraces: Traces = { edges: [], xrayMetrics: [] };

async function readTraces(
  ports: Ports,
  target: TargetDefinition,
  times: CaseTimes,
): Promise<Traces> {
  if (!hasPoints(times)) return noTraces;
  const graph = await ports.traces.graph(target, graphTimeOf(times));
  const metrics = await sideBySide(tracedNodesOf(target, graph), async (traced) =>
    tracedMetrics(await readWindows(ports, target, times, traced), times),
  );
  return { edges: tracedEdgesOf(target, graph), xrayMetrics: metrics.flat() };
}

async function readInsights(
  ports: Ports,
  { plan: { bake } }: BakedWave,
  target: TargetDefinition,
  deployedAt: Date,
): Promise<InsightReading[]> {
  if (!bake?.judge.insights) return [];
  const insights = await ports.insights.ongoing(target);
  return insights
    .filter((insight) => concernsTarget(insight, target))
    .map((insight) => ({ target: target.name, insight, deployedAt }));
}

async function readWindows(
  ports: Ports,
  target: TargetDefinition,
  times: CaseTimes,
  traced: TracedNode,
) {
  const read = (lag: number) => readSeries(ports, target, traced, times, lag);
  const [now, ...past] = await Promise.all([
    read(0),
    ...historyLags.map(async (lag) => ({ lag, values: await read(lag) })),
  ]);
  return { traced, now, past };
}

/** On the grid of the whole window; what no span covers stays unknown. */
async function readSeries(
  ports: Ports,
  target: TargetDefinition,
  entity: TracedEntity,
  times: CaseTimes,
  lag: number,
): Promise<TracedSeries> {
  const grid = new Array<Traced | null>(pointsIn(times.whole)).fill(null);
  for (const span of tracedSpansOf(times)) {
    const found = await ports.traces.statistics(target, entity, earlier(span, lag));
    put(grid, found, indexIn(times.whole, span.from));
  }
  return grid;
}

function put(grid: (Traced | null)[], found: TracedSeries, start: number): void {
  found.forEach((it, index) => {
    grid[start + index] = it;
  });
}
