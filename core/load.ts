// Load that runs through a bake: what a wave keeps of it, and what its early end means.

import * as z from 'zod';

export const loadRunSchema = z
  .strictObject({
    /** By it a build is found that was started and not written down. */
    mark: z.string(),
    /** Since when it is meant to run. */
    since: z.string(),
    build: z.string().exactOptional(),
    /** Why it could not be started, the last time that it was tried. */
    failed: z.string().exactOptional(),
    /** How it has ended: with its bake, or before. */
    ended: z.string().exactOptional(),
    /** It ended before its bake did. */
    early: z.literal(true).exactOptional(),
  })
  .readonly();

export type LoadRun = z.output<typeof loadRunSchema>;

/** What a look finds of a load that does not run. */
export interface LoadReading {
  readonly text: string;
  /** How it has ended by itself, where that was not known before. */
  readonly ended?: string;
  /** Whether its bake was not under it for as long as it should have been. */
  readonly isMissed: boolean;
}

/** What of a bake may be without its load: as long as builds take to come up, or a tenth of it. */
const LEAST_MILLIS = 60_000;
const SHARE = 0.1;

/**
 * Whether a load that has ended by itself has ended too early for its bake.
 *
 *     bake of 1h until 11:00, ended 10:57  →  no
 *     bake of 1h until 11:00, ended 10:20  →  yes
 *     bake of 2m until 10:02, ended 10:01  →  no
 */
export function isTooEarly(endedAt: number, bakeEndsAt: number, bakeSeconds: number): boolean {
  return bakeEndsAt - endedAt > Math.max(LEAST_MILLIS, SHARE * bakeSeconds * 1000);
}

/** Nothing more is to be begun in the same stretch of the bake: one runs, or has had its time. */
export function isBegun(load: LoadRun | undefined, mark: string): boolean {
  if (load === undefined) return false;
  const isRunning = load.build !== undefined && load.ended === undefined;
  return isRunning || (load.mark === mark && load.ended !== undefined);
}
