// A wave of a release: what it plans, how far it got, and what was decided about it.

import * as z from 'zod';
import { noun } from './noun.ts';
import { verdictWords, waveOutcomes } from './outcome.ts';
import { type PlannedWave, plannedWaveSchema } from './plan.ts';
import { suspectSchema } from './suspects.ts';
import { verdictSchema } from './verdict.ts';

const testRunSchema = z
  .strictObject({
    build: z.string().exactOptional(),
    startedAt: z.string(),
    verdict: z.enum(verdictWords).exactOptional(),
    reason: z.string().exactOptional(),
    /** It failed because it did not end in its time, which says nothing of what it tests. */
    timedOut: z.literal(true).exactOptional(),
  })
  .readonly();

export type TestRun = z.output<typeof testRunSchema>;

const waveSchema = z
  .strictObject({
    kind: z.literal('wave'),
    pipeline: z.string(),
    release: z.string(),
    plan: plannedWaveSchema,
    /** When its gate first found an alarm firing; it waits no longer than its plan allows. */
    blockedSince: z.string().exactOptional(),
    /** When its gate opened; absent while it has not. */
    openedAt: z.string().exactOptional(),
    /** The number of its stage's lease. A higher one on a target means that this wave has lost its right. */
    fence: z.int().exactOptional(),
    /** When the last of its targets had got the revision. */
    deployedAt: z.string().exactOptional(),
    bakeStartedAt: z.string().exactOptional(),
    /** When it was last extended. */
    extendedAt: z.string().exactOptional(),
    /** How often it was extended; absent for never. */
    extensions: z.int().exactOptional(),
    /** The build that sends synthetic traffic, once it was started. */
    traffic: z.string().exactOptional(),
    /** What the last look at the bake found. */
    lastLook: verdictSchema.exactOptional(),
    tests: z.record(z.string(), testRunSchema).readonly(),
    /** When it passed its bake; a wave without one passes it as it ends. */
    bakedAt: z.string().exactOptional(),
    verdict: z.enum(verdictWords).exactOptional(),
    reason: z.string().exactOptional(),
    /** Who may have made its bake fail, the likeliest first. */
    suspects: z.array(suspectSchema).readonly().exactOptional(),
    outcome: z.enum([...waveOutcomes, 'Running', 'Failed']),
    /** Since when its release is being ended: from then on no hand of the release writes here, or anywhere. */
    sealedAt: z.string().exactOptional(),
    /** The calls of the release that are under way and cannot be taken back, each with its beginning. */
    hands: z.record(z.string(), z.string()).readonly().exactOptional(),
  })
  .readonly();

export type Wave = z.output<typeof waveSchema>;

export const waveNoun = noun('wave', waveSchema);

/**
 * When the bake ends, in milliseconds: its plan's time after it started, or the extension's after it was extended.
 */
export function bakeEndsAt({ plan, bakeStartedAt, extendedAt }: Wave): number | undefined {
  if (plan.bake === undefined || bakeStartedAt === undefined) return undefined;
  return extendedAt === undefined
    ? Date.parse(bakeStartedAt) + plan.bake.seconds * 1000
    : Date.parse(extendedAt) + plan.bake.extensionSeconds * 1000;
}

/** How long a call may take effect after it was announced: the life of the functions that announce one. */
export const HAND_SECONDS = 300;

/** The calls that may still take effect. */
export function handsOf({ hands = {} }: Wave, nowMillis: number): string[] {
  const isLive = ([, since]: [string, string]) =>
    nowMillis - Date.parse(since) < HAND_SECONDS * 1000;
  return Object.entries(hands)
    .filter(isLive)
    .map(([hand]) => hand);
}

/** Whether nothing of it goes on any more. */
export function hasEnded({ outcome }: Wave): boolean {
  return outcome !== 'Running' && outcome !== 'NotStarted';
}

/** `prod/one-box`, or `beta` where the stage is its only wave. */
export function waveName({ stage, wave }: Pick<PlannedWave, 'stage' | 'wave'>): string {
  return stage === wave ? stage : `${stage}/${wave}`;
}
