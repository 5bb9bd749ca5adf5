// A verdict on a bake: pass, fail or inconclusive, with its evidence.

import type { VerdictWord } from './outcome.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING';

/** What one alarm says: its state now, and the first time since the deployment that it was in ALARM. */
export interface AlarmReading {
  readonly target: string;
  readonly alarm: string;
  readonly state: AlarmState;
  readonly firedAt?: string;
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
}

export interface Verdict {
  /** `undecided` is no verdict yet: nothing has failed, and the bake goes on. */
  readonly verdict: VerdictWord | 'undecided';
  readonly reasons: readonly string[];
}

/**
 * The verdict on a bake, from what one look found.
 *
 * An alarm in ALARM at any time since the deployment fails it at once. It passes only when its time is over, every
 * alarm is OK and there is enough data. What is unknown is never a pass: when no further look is due it is inconclusive.
 *
 *     any alarm fired                        →  fail
 *     time not over                          →  undecided
 *     time over, all OK, enough data         →  pass
 *     else, and this is the last look        →  inconclusive
 *     else                                   →  undecided
 */
export function bakeVerdict(
  evidence: Evidence,
  { timeIsOver, lastLook }: { readonly timeIsOver: boolean; readonly lastLook: boolean },
): Verdict {
  const fired = evidence.alarms.filter(({ firedAt, state }) => firedAt || state === 'ALARM');
  if (fired.length > 0) return { verdict: 'fail', reasons: fired.map(firedText) };

  const doubts = [
    ...evidence.unread.map((what) => `${what} could not be read`),
    ...evidence.alarms.filter(({ state }) => state !== 'OK').map(unknownText),
    ...evidence.data.filter(({ got, atLeast }) => got < atLeast).map(scarceText),
  ];
  if (!timeIsOver && !lastLook) return { verdict: 'undecided', reasons: doubts };
  if (doubts.length === 0 && timeIsOver) return { verdict: 'pass', reasons: [passText(evidence)] };
  if (!lastLook) return { verdict: 'undecided', reasons: doubts };
  return {
    verdict: 'inconclusive',
    reasons: doubts.length > 0 ? doubts : ['its time was not over'],
  };
}

function firedText({ alarm, target, firedAt }: AlarmReading): string {
  return `alarm ${alarm} of ${target} was in ALARM${firedAt ? ` at ${firedAt}` : ''}`;
}

function unknownText({ alarm, target, state }: AlarmReading): string {
  return state === 'MISSING'
    ? `alarm ${alarm} of ${target} does not exist`
    : `alarm ${alarm} of ${target} is in ${state}`;
}

function scarceText({ metric, target, got, atLeast }: DataReading): string {
  return `${metric} of ${target} has ${got} data points, expected at least ${atLeast}`;
}

function passText({ alarms, data }: Evidence): string {
  const seen = data.map(
    ({ got, metric, target }) => `${got} data points of ${metric} on ${target}`,
  );
  return [`${alarms.length} alarms OK throughout`, ...seen].join(', ');
}
