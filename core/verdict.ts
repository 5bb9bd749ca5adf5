// A verdict on a bake: pass, fail or inconclusive, with its evidence.

import * as z from 'zod';
import { formatDuration } from './duration.ts';
import { type Charge, chargeSchema } from './judging/charge.ts';
import type { Weighed } from './judging/weigh.ts';
import { verdictWords } from './outcome.ts';
import { reasonOf } from './plain-reason.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING';

/** An alarm's change from one state to another; times are ISO 8601. */
export interface StateChange {
  readonly at: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
}

/** What one alarm says: its state now, and what its history says of the time before. */
export interface AlarmReading {
  readonly target: string;
  readonly alarm: string;
  readonly state: AlarmState;
  /** The first time since the wave started that it was in ALARM. */
  readonly firedAt?: string;
  /** For how long it has been OK since the bake began. */
  readonly okSeconds: number;
}

/**
 * Reads an alarm's state together with its history since the wave started, oldest change first.
 *
 *     OK now, no change                                  →  OK all the time
 *     ALARM → OK at 10:05, the wave started at 10:00     →  fired at 10:00: it was in ALARM already
 *     INSUFFICIENT_DATA → OK at 10:05, baking from 10:00 →  OK since 10:05
 */
export function alarmReading(
  now: { readonly target: string; readonly alarm: string; readonly state: AlarmState },
  changes: readonly StateChange[],
  times: { readonly openedAt: string; readonly bakeStartedAt: string; readonly lookedAt: string },
): AlarmReading {
  const first = changes.find(({ from, to }) => from === 'ALARM' || to === 'ALARM');
  const firedAt = first && (first.from === 'ALARM' ? times.openedAt : first.at);
  return { ...now, okSeconds: okSecondsOf(now.state, changes, times), ...(firedAt && { firedAt }) };
}

function okSecondsOf(
  state: AlarmState,
  changes: readonly StateChange[],
  { bakeStartedAt, lookedAt }: { readonly bakeStartedAt: string; readonly lookedAt: string },
): number {
  const start = Date.parse(bakeStartedAt);
  let okSeconds = 0;
  let since = start;
  for (const { from, at } of [...changes, { from: state, at: lookedAt }]) {
    const until = Date.parse(at);
    if (from === 'OK') okSeconds += Math.max(0, until - Math.max(start, since)) / 1000;
    since = until;
  }
  return okSeconds;
}

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

/** Whether it was in ALARM at any time since the wave started: that alone fails the bake. */
export function hasFired({ firedAt, state }: AlarmReading): boolean {
  return firedAt !== undefined || state === 'ALARM';
}

/** Of a bake's time, how much an alarm may be unknown: states change only when they are evaluated. */
const UNKNOWN_SHARE = 0.1;
const UNKNOWN_SECONDS = 60;

/**
 * The verdict on a bake, from what one look found.
 *
 * An alarm in ALARM at any time since the wave started fails it at once, and so does harm that the judge has proven.
 * It passes only when its time is over, every alarm is OK and was so throughout, there is enough data, and the judge
 * has no doubt. What is unknown is never a pass: time in which an alarm was not known to be OK does not count as
 * baked, and when no further look is due the bake is inconclusive.
 *
 *     any alarm fired                                    →  fail
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
  const fired = evidence.alarms.filter(hasFired);
  const charges = [...fired.map(chargeOfAlarm), ...evidence.judged.charges];
  if (charges.length > 0)
    return { verdict: 'fail', reasons: charges.map(({ text }) => text), charges };

  const needed = bakeSeconds - Math.min(UNKNOWN_SECONDS, UNKNOWN_SHARE * bakeSeconds);
  const doubts = [
    ...evidence.unread.map((what) => `${what} could not be read`),
    ...evidence.alarms.filter(({ state }) => state !== 'OK').map(unknownText),
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

function chargeOfAlarm({ alarm, target, firedAt }: AlarmReading): Charge {
  const text = `alarm ${alarm} of ${target} was in ALARM${firedAt ? ` at ${firedAt}` : ''}`;
  return { by: 'alarm', target, name: alarm, text };
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
