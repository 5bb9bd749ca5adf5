// Changes of metrics: of what a version serves, of what else a target has while it runs a revision, and of the world.

import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import { secondsIn } from '../../core/duration.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { nodeOf } from '../../core/watch/resources.ts';
import type { Misbehaviour, Scenario } from './scenario.ts';
import { nodeOfChange, shiftsOf } from './telemetry/metric-change.ts';
import type { MetricShift } from './telemetry/shifts.ts';
import { measuresInGroups } from './telemetry/target-groups.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

export type OfMetric = Extract<Misbehaviour, { how: 'metric' }>;

export interface ChangeParts {
  readonly telemetry: Telemetry;
  readonly clock: VirtualClock;
}

/**
 * As a function's deployment begins: from then on the new version serves badly, however few of the requests go to it,
 * and only what it serves.
 */
export function serveBadly(
  { telemetry, clock }: ChangeParts,
  target: TargetDefinition,
  version: string,
  what: OfMetric,
): void {
  for (const shift of shiftsOf(target, what).filter((each) => isServed(target, each)))
    telemetry.shift(target, { ...shift, version, ...timesOf(what, clock.millis()) });
}

/** All that a target's other resources do while it runs the revision. Returns how it ends. */
export function changeBadly(
  { telemetry, clock }: ChangeParts,
  target: TargetDefinition,
  what: OfMetric,
): () => void {
  const node = nodeOfChange(target, {});
  const { errorsPerMinute } = what;
  const errors =
    node === undefined || errorsPerMinute === undefined
      ? []
      : [{ node, metric: 'errors', value: errorsPerMinute }];
  const others = shiftsOf(target, what).filter((each) => !isServed(target, each));
  const begun: MetricShift[] = [...errors, ...others].map((shift) => ({
    ...shift,
    ...timesOf(what, clock.millis()),
  }));
  for (const shift of begun) telemetry.shift(target, shift);
  return () => {
    for (const shift of begun)
      shift.until = Math.min(shift.until ?? Number.POSITIVE_INFINITY, clock.millis());
  };
}

/** What no revision has done. */
export function disturb(
  { telemetry }: ChangeParts,
  { disturbances }: Scenario,
  targets: readonly TargetDefinition[],
  startAt: Date,
): void {
  for (const { target: name, at, for: lasts, ...change } of disturbances) {
    const target = targets.find((each) => each.name === name);
    if (!target) continue;
    const times = timesOf({ after: at, for: lasts }, startAt.getTime());
    for (const shift of shiftsOf(target, change)) telemetry.shift(target, { ...shift, ...times });
  }
}

/** Whether it is of what CloudWatch tells apart by what serves: the function that is deployed to, or a target group. */
function isServed(
  target: TargetDefinition,
  { node, metric }: Pick<MetricShift, 'node' | 'metric'>,
) {
  const { lambda } = target;
  if (lambda)
    return node === nodeOf({ lambda: { function: lambda.function, alias: lambda.alias } });
  const inGroups = measuresInGroups(target).filter((measure) => measure.node === node);
  return inGroups.some(({ name, kind }) => name === metric || kind === metric);
}

function timesOf(
  { after, for: lasts }: { readonly after: string; readonly for?: string | undefined },
  now: number,
): Pick<MetricShift, 'from' | 'until'> {
  const from = now + secondsIn(after) * 1000;
  return lasts === undefined ? { from } : { from, until: from + secondsIn(lasts) * 1000 };
}
