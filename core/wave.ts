// A wave of a release: what it plans, how far it got, and what was decided about it.

import type { VerdictWord, WaveOutcome } from './outcome.ts';
import type { PlannedWave } from './plan.ts';
import type { Suspect } from './suspects.ts';
import type { Verdict } from './verdict.ts';

export interface Wave {
  readonly kind: 'wave';
  readonly pipeline: string;
  readonly release: string;
  readonly plan: PlannedWave;
  /** When its gate first found an alarm firing; it waits no longer than its plan allows. */
  readonly blockedSince?: string;
  /** When its gate opened; absent while it has not. */
  readonly openedAt?: string;
  /** The number of its stage's lease. A higher one on a target means that this wave has lost its right. */
  readonly fence?: number;
  /** When the last of its targets had got the revision. */
  readonly deployedAt?: string;
  readonly bakeStartedAt?: string;
  /** When it was last extended. */
  readonly extendedAt?: string;
  /** How often it was extended; absent for never. */
  readonly extensions?: number;
  /** The build that sends synthetic traffic, once it was started. */
  readonly traffic?: string;
  /** What the last look at the bake found. */
  readonly lastLook?: Verdict;
  readonly tests: Readonly<Record<string, TestRun>>;
  /** When it passed its bake; a wave without one passes it as it ends. */
  readonly bakedAt?: string;
  readonly verdict?: VerdictWord;
  readonly reason?: string;
  /** Who may have made its bake fail, the likeliest first. */
  readonly suspects?: readonly Suspect[];
  readonly outcome: WaveOutcome | 'Running' | 'Failed';
  /** Since when its release is being ended: from then on no hand of the release writes here, or anywhere. */
  readonly sealedAt?: string;
  /** The calls of the release that are under way and cannot be taken back, each with its beginning. */
  readonly hands?: Readonly<Record<string, string>>;
}

export interface TestRun {
  readonly build?: string;
  readonly startedAt: string;
  readonly verdict?: VerdictWord;
  readonly reason?: string;
  /** It failed because it did not end in its time, which says nothing of what it tests. */
  readonly timedOut?: true;
}

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

/** `prod/one-box`, or `beta` where the stage is its only wave. */
export function waveName({ stage, wave }: Pick<PlannedWave, 'stage' | 'wave'>): string {
  return stage === wave ? stage : `${stage}/${wave}`;
}
