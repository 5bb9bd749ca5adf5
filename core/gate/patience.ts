// For how long a gate may wait that a calendar shuts: nobody knows as a release starts what will stand in it, so that
// the time in which its hours are shut is told as it passes.

import * as z from 'zod';
import type { PlannedWave } from '../planned-wave.ts';

/** Since when a gate is kept shut, and how much of that its hours were shut. */
export const shutTimesSchema = z
  .strictObject({
    since: z.string(),
    hoursSeconds: z.number(),
    /** Since when its hours are shut, where they are. */
    hoursSince: z.string().exactOptional(),
  })
  .readonly();

export type ShutTimes = z.output<typeof shutTimesSchema>;

/** The times after a look that has found its hours shut, or has not. */
export function shutTimesAfter(
  times: ShutTimes | undefined,
  isOutsideHours: boolean,
  now: string,
): ShutTimes {
  const { since, hoursSeconds, hoursSince } = times ?? { since: now, hoursSeconds: 0 };
  if (isOutsideHours) return { since, hoursSeconds, hoursSince: hoursSince ?? now };
  return { since, hoursSeconds: hoursSeconds + secondsBetween(hoursSince ?? now, now) };
}

/** How long it has waited for anything but its hours, in seconds. */
export function waitedSeconds({ since, hoursSeconds, hoursSince }: ShutTimes, now: string): number {
  return secondsBetween(since, now) - hoursSeconds - secondsBetween(hoursSince ?? now, now);
}

function secondsBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 1000;
}

/** The gate is looked at every five minutes, and a region is away since the look that has found it so. */
const SPARED_SECONDS = 900;

/**
 * For how long alarms, and targets of which not all can be read, may keep a gate shut: where a rule skips regions that
 * are away, until it can have done so.
 *
 *     alarms clear within 1h                       →  1h
 *     the same, regions are skipped after 30m      →  1h
 *     alarms clear within 5m, skipped after 30m    →  45m
 */
export function blockedSecondsOf({
  alarmsClearSeconds,
  skipAwaySeconds,
}: Pick<PlannedWave, 'alarmsClearSeconds' | 'skipAwaySeconds'>): number {
  if (skipAwaySeconds === undefined) return alarmsClearSeconds;
  return Math.max(alarmsClearSeconds, skipAwaySeconds + SPARED_SECONDS);
}
