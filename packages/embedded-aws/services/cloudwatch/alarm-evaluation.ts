// One look of an alarm: at the newest periods of its metric, or at the alarms of its rule.

import { partitionOf } from '../../partition.ts';
import type {
  Alarm,
  AlarmState,
  CompositeAlarmDefinition,
  MetricAlarmDefinition,
  Point,
} from './alarms.ts';
import { breaches, EXTRA_PERIODS, judgeWindow } from './evaluation.ts';
import type { Metrics } from './metrics.ts';
import { type Query, runQueries } from './queries.ts';
import { longTime, reasonFor, stamp } from './reasons.ts';
import { statisticOf } from './statistics.ts';

/** The state that the metric speaks for, or undefined to keep the present one. */
export function evaluateMetric(
  alarm: Alarm,
  definition: MetricAlarmDefinition,
  metrics: Metrics,
  now: number,
): AlarmState | undefined {
  fillWindow(alarm, definition, metrics, now);
  const { comparison, threshold } = definition;
  const isBreaching = ({ value }: Point) => breaches(value, comparison, threshold);
  const value = judgeWindow(
    alarm.window.map((point) => point && isBreaching(point)),
    definition,
  );
  if (value === undefined || value === alarm.state.value) return undefined;

  const points = alarm.window
    .filter((point) => point !== undefined)
    .slice(-definition.evaluationPeriods);
  const reason = reasonFor(
    definition,
    alarm.state.value,
    value,
    points,
    points.filter(isBreaching),
    now,
  );
  return { value, ...reason, at: now };
}

/** Reads only the periods that ended since the last look; all of them when data may have come late. */
function fillWindow(
  alarm: Alarm,
  definition: MetricAlarmDefinition,
  metrics: Metrics,
  now: number,
): void {
  const period = definition.periodSeconds * 1000;
  const size = definition.evaluationPeriods + EXTRA_PERIODS;
  const end = Math.floor(now / period) * period;
  const from = Math.max(alarm.windowEnd, end - size * period);
  if (from === end) return;

  const points = pointsOf(definition, metrics, from, end);
  for (let at = from; at < end; at += period) alarm.window.push(points.get(at));
  alarm.window = alarm.window.slice(-size);
  alarm.windowEnd = end;
}

function pointsOf(
  definition: MetricAlarmDefinition,
  metrics: Metrics,
  from: number,
  to: number,
): Map<number, Point> {
  const { metric, queries, statistic, periodSeconds } = definition;
  if (queries) return pointsOfQueries(definition, queries, metrics, from, to);
  const points = new Map<number, Point>();
  if (!metric) return points;
  const read = statisticOf(statistic);
  for (const bucket of metrics.buckets(metric, periodSeconds, from, to, definition)) {
    const value = read(bucket);
    if (value !== undefined)
      points.set(bucket.at, { at: bucket.at, value, sampleCount: bucket.count });
  }
  return points;
}

function pointsOfQueries(
  definition: MetricAlarmDefinition,
  queries: readonly Query[],
  metrics: Metrics,
  from: number,
  to: number,
): Map<number, Point> {
  const watched = queries.find(({ returnData }) => returnData);
  // A change needs the period before, which is no point of its own here.
  const before = from - definition.periodSeconds * 1000;
  const lines = runQueries(queries, metrics, before, to, definition);
  const points = new Map<number, Point>();
  for (const [at, value] of (watched && lines.get(watched.id)?.[0]) ?? []) {
    if (at >= from) points.set(at, { at, value, sampleCount: 1 });
  }
  return points;
}

export function evaluateComposite(
  { rule, name, account, region }: CompositeAlarmDefinition,
  find: (name: string) => Alarm | undefined,
  now: number,
): AlarmState {
  const value = rule.holds((each) => find(each)?.state.value) ? 'ALARM' : 'OK';
  const children = rule.names.map(find).filter((child) => child !== undefined);
  const newest = [...children].sort((a, b) => b.state.at - a.state.at)[0];
  const reason = newest
    ? `${newest.arn} transitioned to ${newest.state.value} at ${longTime(newest.state.at)}`
    : `arn:${partitionOf(region)}:cloudwatch:${region}:${account}:alarm:${name} was created and its alarm rule evaluates to ${value}`;
  const triggeringAlarms = newest
    ? [{ arn: newest.arn, state: { value: newest.state.value, timestamp: stamp(newest.state.at) } }]
    : [];
  return { value, reason, reasonData: JSON.stringify({ triggeringAlarms }), at: now };
}
