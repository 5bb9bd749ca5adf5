// A verdict on a bake: pass, fail or inconclusive, with its evidence.

import * as z from 'zod';
import { type AlarmReading, chargesOfAlarms, doubtsOfAlarms } from './alarm-reading.ts';
import { formatDuration } from './duration.ts';
import { chargeSchema } from './judging/charge.ts';
import type { Weighed } from './judging/weigh.ts';
import { verdictWords } from './outcome.ts';
import { reasonOf } from './plain-reason.ts';

export interface DataReading {
  readonly target: string;
  readonly metric: string;
  readonly got: number;
  readonly atLeast: number;
}

/** All that a look found, each reading whole: a source that could not be read stands in `unread`. */
export interface Evidence {
  readonly alarms: readonly AlarmReading[];
  readonly data: readonly DataReading[];
  readonly unread: readonly string[];
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
  })
  .readonly();

export type Verdict = z.output<typeof verdictSchema>;

/** Of a bake's time, how much an alarm may be unknown: states change only when they are evaluated. */
const UNKNOWN_SHARE = 0.1;
const UNKNOWN_SECONDS = 60;

/**
 * The verdict on a bake, from what one look found.
 *
 * An alarm in ALARM at any time since the wave started fails it at once, and so does harm that the judge has proven. An
 * alarm that fired as often before the release proves nothing, and is a doubt.
 * It passes only when its time is over, every alarm is OK and was so throughout, there is enough data, and the judge
 * has no doubt. What is unknown is never a pass: time in which an alarm was not known to be OK does not count as
 * baked, and when no further look is due the bake is inconclusive.
 *
 *     any alarm fired, and less often before             →  fail
 *     the judge charges the revision                     →  fail
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
  const charges = [...chargesOfAlarms(evidence.alarms), ...evidence.judged.charges];
  if (charges.length > 0)
    return { verdict: 'fail', reasons: charges.map(({ text }) => text), charges };

  const needed = bakeSeconds - Math.min(UNKNOWN_SECONDS, UNKNOWN_SHARE * bakeSeconds);
  const doubts = [
    ...evidence.unread.map((what) => `${what} could not be read`),
    ...evidence.alarms.filter(({ state }) => state !== 'OK').map(unknownText),
    ...doubtsOfAlarms(evidence.alarms),
    ...evidence.data.filter(({ got, atLeast }) => got < atLeast).map(scarceText),
    ...evidence.judged.doubts,
  ];
  if (!timeIsOver && !lastLook) return { verdict: 'undecided', reasons: doubts };
  const late = evidence.alarms.filter(
    ({ state, okSeconds }) => state === 'OK' && okSeconds < needed,
  );
  doubts.push(...late.map((alarm) => lateText(alarm, bakeSeconds)));
  if (doubts.length === 0 && timeIsOver) return { verdict: 'pass', reasons: [passText(evidence)] };
  if (!lastLook) return { verdict: 'undecided', reasons: doubts };
  return {
    verdict: 'inconclusive',
    reasons: doubts.length > 0 ? doubts : ['its time was not over'],
  };
}

function lateText({ alarm, target, okSeconds }: AlarmReading, bakeSeconds: number): string {
  return `alarm ${alarm} of ${target} was known to be OK for ${formatDuration(okSeconds)} of ${formatDuration(bakeSeconds)}`;
}

function unknownText({ alarm, target, state }: AlarmReading): string {
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
  const count = alarms.length === 1 ? '1 alarm' : `${alarms.length} alarms`;
  const powers = judged.powers.length > 0 ? [`would have seen ${reasonOf(judged.powers)}`] : [];
  return [`${count} OK throughout`, ...seen, ...powers].join(', ');
}
