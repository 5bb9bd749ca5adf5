// Which stretches of time a bake is judged by.

import { calledAt } from '../intent.ts';
import type { Target } from '../target.ts';
import type { BakedWave, OpenedWave, Wave } from '../wave.ts';
import { pointsIn, type Span, wholePoints } from './span.ts';

export interface CaseTimes {
  /** From the first point before the deployment to the last that is whole. */
  readonly whole: Span;
  /** How many of its points are before the deployment. */
  readonly before: number;
  /** The place of the first point of the new revision alone. */
  readonly after: number;
  /** How many points the bake had when it was last extended; 0 where it was not. */
  readonly heardFrom: number;
}

/** How many points of the time before are read. */
const BEFORE_POINTS = 120;
/** CloudWatch's points of the last minute are still coming in. */
const SETTLE_SECONDS = 60;
const DAY_SECONDS = 86_400;

/** Seconds back to the same hours of other days. */
export const historyLags = [DAY_SECONDS, 7 * DAY_SECONDS] as const;

/**
 * Seconds of a point: a minute, five where the bake may take longer than a day, an hour beyond five days. So a bake
 * that anyone would wait for has no more points in a window than a day has minutes, and CloudWatch still keeps those
 * of a week before.
 */
export function stepSecondsOf({ plan: { bake } }: Pick<Wave, 'plan'>): number {
  const longest = bake ? bake.seconds + bake.extensionSeconds : 0;
  if (longest > 5 * DAY_SECONDS) return 3600;
  return longest > DAY_SECONDS ? 300 : 60;
}

type OfOpenWave = Pick<OpenedWave, 'release' | 'plan' | 'openedAt' | 'deployedAt'>;
type OfWave = OfOpenWave & Pick<BakedWave, 'bake'>;

/**
 * The bake of one target: before its deployment was called for, and after all of it was known to run the revision.
 * What is between belongs to both revisions.
 */
export function bakeTimes(wave: OfWave, target: Target | undefined, lookedAt: Date): CaseTimes {
  const step = stepSecondsOf(wave);
  const { calledAt, deployedAt } = deploymentTimes(wave, target, wave.bake.startedAt);
  const begin = floor(calledAt, step);
  const from = new Date(begin.getTime() - BEFORE_POINTS * step * 1000);
  const whole = wholePoints(from, secondsBefore(lookedAt, SETTLE_SECONDS), step);
  const after = wholePoints(deployedAt, deployedAt, step).from;
  const pointsUntil = (at: Date) => Math.ceil((at.getTime() - from.getTime()) / 1000 / step);
  const { extended } = wave.bake;
  const heardFrom = extended ? pointsUntil(new Date(extended.at)) - pointsUntil(after) : 0;
  return { whole, before: BEFORE_POINTS, after: pointsUntil(after), heardFrom };
}

/** The time in which old and new revision serve together: from the call to the deployment's end, or until now. */
export function shiftTimes(
  wave: OfOpenWave & Partial<Pick<BakedWave, 'bake'>>,
  target: Target | undefined,
  lookedAt: Date,
): CaseTimes {
  const step = 60;
  const until = wave.bake?.startedAt ?? lookedAt.toISOString();
  const { calledAt, deployedAt } = deploymentTimes(wave, target, until);
  const begin = floor(calledAt, step);
  const from = new Date(begin.getTime() - BEFORE_POINTS * step * 1000);
  const settled = secondsBefore(lookedAt, SETTLE_SECONDS);
  const end = new Date(Math.min(settled.getTime(), deployedAt.getTime()));
  const whole = wholePoints(from, end, step);
  return { whole, before: BEFORE_POINTS, after: BEFORE_POINTS, heardFrom: 0 };
}

/** Whether any point of the new revision is whole and has settled. */
export function hasPoints({ whole, after }: Pick<CaseTimes, 'whole' | 'after'>): boolean {
  return pointsIn(whole) > after;
}

/** Whether a look at that time saw all of a shift: its last minute has settled, as the bake starts after it. */
export function isShiftOver({ bake }: Pick<BakedWave, 'bake'>, lookedAt: Date): boolean {
  return secondsBefore(lookedAt, SETTLE_SECONDS + 60) >= new Date(bake.startedAt);
}

function deploymentTimes(wave: OfOpenWave, target: Target | undefined, otherwise: string) {
  const { intent, running } = target ?? {};
  // What is before a drill's deployments is no time before the revision: its wave's opening is.
  const isOwn = intent?.release === wave.release && intent.doing === 'deploy' && !intent.drill;
  const own = isOwn ? intent : undefined;
  const isRunning = running?.release === wave.release;
  const deployedAt = isRunning ? running.at : (wave.deployedAt ?? otherwise);
  const called = own ? calledAt(own) : wave.openedAt;
  return { calledAt: new Date(called), deployedAt: new Date(deployedAt) };
}

function floor(at: Date, stepSeconds: number): Date {
  const step = stepSeconds * 1000;
  return new Date(Math.floor(at.getTime() / step) * step);
}

function secondsBefore(at: Date, seconds: number): Date {
  return new Date(at.getTime() - seconds * 1000);
}
