// A verdict on a bake: pass, fail or inconclusive, with its evidence.

import * as z from 'zod';
import { type AlarmReading, chargesOfAlarms, doubtsOfAlarms } from './alarm-reading.ts';
import { exactDuration } from './duration.ts';
import { chargeSchema } from './judging/charge.ts';
import type { Weighed } from './judging/weigh.ts';
import { verdictWords } from './outcome.ts';
import { reasonOf } from './plain-reason.ts';
import { quietNotes } from './quiet.ts';

export interface DataReading {
  readonly target: string;
  readonly metric: string;
  readonly got: number;
  readonly atLeast: number;
}

/** A target that does not run just what the ledger says. */
export interface TruthReading {
  readonly target: string;
  /** `unsettled`: not known yet; the others are somebody else's hand. */
  readonly is: 'touched' | 'other' | 'unsettled';
  readonly text: string;
  /** Who did it and when, where that is known. */
  readonly by?: { readonly text: string; readonly at: string; readonly isSure: boolean };
}

/** Whether somebody else has moved it: what was measured since then is not the revision's. */
export function isDrift({ is }: TruthReading): boolean {
  return is !== 'unsettled';
}

/** All that a look found, each reading whole: a source that could not be read stands in `unread`. */
export interface Evidence {
  readonly truth: readonly TruthReading[];
  readonly alarms: readonly AlarmReading[];
  readonly data: readonly DataReading[];
  readonly unread: readonly string[];
  /** Why it was not under the load that it must be under. */
  readonly load?: readonly string[];
  /** What the judge says of the metrics, where it acts. */
  readonly judged: Weighed;
}

export const verdictSchema = z
  .strictObject({
    /** `undecided` is no verdict yet: nothing has failed, and the bake goes on. */
    verdict: z.enum([...verdictWords, 'undecided']),
    reasons: z.array(z.string()).readonly(),
    /** What failed it. */
    charges: z.array(chargeSchema).readonly().exactOptional(),
    /** How many charges there were besides those that are kept. */
    more: z.int().exactOptional(),
  })
  .readonly();

export type Verdict = z.output<typeof verdictSchema>;

/** Of a bake's time, how much an alarm may be unknown: states change only when they are evaluated. */
const UNKNOWN_SHARE = 0.1;
const UNKNOWN_SECONDS = 60;

/**
 * The verdict on a bake, from what one look found.
 *
 * An alarm in ALARM at any time since the wave started fails it at once, and so does harm that the judge has
 * proven. An alarm that fired as often before the release proves nothing, and is a doubt. It passes only when its
 * time is over, every alarm is OK and was so throughout, there is enough data, and the judge has no doubt. A target
 * that somebody else has moved makes it inconclusive at once: what is said against the revision counts only where
 * it was so before that. What is unknown is never a pass: time in which an alarm was not known to be OK does not
 * count as baked, and when no further look is due the bake is inconclusive.
 *
 *     any alarm fired, and less often before             →  fail
 *     the judge charges the revision                     →  fail
 *     somebody else has moved a target                   →  inconclusive, whatever was said of it since
 *     time not over                                      →  undecided
 *     time over, all OK and for long enough, enough data →  pass
 *     else, and this is the last look                    →  inconclusive
 *     else                                               →  undecided
 */
export function bakeVerdict(
  evidence: Evidence,
  {
    timeIsOver,
    lastLook,
    bakeSeconds,
  }: { readonly timeIsOver: boolean; readonly lastLook: boolean; readonly bakeSeconds: number },
): Verdict {
  const drift = evidence.truth.filter(isDrift);
  const alarms = evidence.alarms.filter((alarm) => countsBeside(drift, alarm));
  const ofOwn = evidence.judged.charges.filter(({ target }) => !hasDrifted(drift, target));
  const charges = [...chargesOfAlarms(alarms), ...ofOwn];
  if (charges.length > 0)
    return { verdict: 'fail', reasons: charges.map(({ text }) => text), charges };

  if (drift.length > 0) return { verdict: 'inconclusive', reasons: drift.map(driftText) };

  const needed = bakeSeconds - Math.min(UNKNOWN_SECONDS, UNKNOWN_SHARE * bakeSeconds);
  const doubts = [
    ...evidence.unread.map((what) => `${what} could not be read`),
    ...evidence.truth.map(({ target, text }) => `what runs on ${target} is not settled: ${text}`),
    ...evidence.alarms.filter(({ state, quiet }) => state !== 'OK' && !quiet).map(unknownText),
    ...doubtsOfAlarms(evidence.alarms),
    ...evidence.data.filter(({ got, atLeast }) => got < atLeast).map(scarceText),
    ...(evidence.load ?? []),
    ...evidence.judged.doubts,
  ];
  if (!timeIsOver && !lastLook) return { verdict: 'undecided', reasons: doubts };
  const late = evidence.alarms.filter(
    ({ state, okSeconds, quiet }) => state === 'OK' && okSeconds < needed && !quiet,
  );
  doubts.push(...late.map((alarm) => lateText(alarm, bakeSeconds)));
  if (doubts.length === 0 && timeIsOver) return { verdict: 'pass', reasons: [passText(evidence)] };
  if (!lastLook) return { verdict: 'undecided', reasons: doubts };
  return {
    verdict: 'inconclusive',
    reasons: doubts.length > 0 ? doubts : ['its time was not over'],
  };
}

export function hasDrifted(drift: readonly TruthReading[], name: string): boolean {
  return drift.some(({ target }) => target === name);
}

/** Of a target that was moved, an alarm counts that is known to have fired before that. */
export function countsBeside(
  drift: readonly TruthReading[],
  { target, firedAt }: AlarmReading,
): boolean {
  const moved = drift.find((each) => each.target === target);
  if (moved === undefined) return true;
  const { isSure = false, at = '' } = moved.by ?? {};
  return isSure && firedAt !== undefined && firedAt < at;
}

/** What is said of drift of which nothing tells who did it. */
export const NOBODY_KNOWN = 'who did it is not known';

export function driftText({ target, text, by }: TruthReading): string {
  const who = by ? `${by.text} at ${by.at}` : NOBODY_KNOWN;
  return `${target} was moved: ${text} (${who})`;
}

function lateText({ alarm, target, okSeconds }: AlarmReading, bakeSeconds: number): string {
  return `alarm ${alarm} of ${target} was known to be OK for ${exactDuration(okSeconds)} of ${exactDuration(bakeSeconds)}`;
}

function unknownText({ alarm, target, state, isToMend }: AlarmReading): string {
  if (isToMend) return `alarm ${alarm} of ${target}, which it is to mend, is in ${state}`;
  return state === 'MISSING'
    ? `alarm ${alarm} of ${target} does not exist`
    : `alarm ${alarm} of ${target} is in ${state}`;
}

function scarceText({ metric, target, got, atLeast }: DataReading): string {
  return `${metric} of ${target} has ${pointsText(got)}, expected at least ${atLeast}`;
}

function pointsText(count: number): string {
  return count === 1 ? '1 data point' : `${count} data points`;
}

function passText({ alarms, data, judged }: Evidence): string {
  const seen = data.map(
    ({ got, metric, target }) => `${pointsText(got)} of ${metric} on ${target}`,
  );
  const counted = alarms.filter((alarm) => alarm.quiet === undefined).length;
  const count = counted === 1 ? '1 alarm' : `${counted} alarms`;
  const powers = judged.powers.length > 0 ? [`would have seen ${reasonOf(judged.powers)}`] : [];
  const notes = [...firstOf(seen), ...powers, ...firstOf(quietNotes(alarms))];
  return [`${count} OK throughout`, ...notes].join(', ');
}

/** A pass has one reason, which is kept whole. */
const MOST_NOTES = 5;

function firstOf(notes: readonly string[]): string[] {
  const more = notes.length - MOST_NOTES;
  return [...notes.slice(0, MOST_NOTES), ...(more > 0 ? [`and ${more} more`] : [])];
}
