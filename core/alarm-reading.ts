// What an alarm says of a wave: whether it fired, and whether it does so anyway.

import { type Firings, firingsOf } from './alarm-firings.ts';
import type { AlarmState, StateChange } from './alarm-state.ts';
import { type CountedChange, countedChanges, type QuietTime } from './counted-changes.ts';
import { formatDuration } from './duration.ts';
import type { Charge } from './judging/charge.ts';

/** What one alarm says: its state now, and what its history says of the time before. */
export interface AlarmReading {
  readonly target: string;
  readonly alarm: string;
  readonly state: AlarmState;
  /** The first time since the wave started that it was in ALARM. */
  readonly firedAt?: string;
  /** For how long it has been OK since the bake began. */
  readonly okSeconds: number;
  /** It was in ALARM as the wave started, and the release is marked to mend it: it must clear, and proves nothing. */
  readonly isToMend?: true;
  /** How often it fired, in two stretches of the same length; absent where it has not fired since, or nothing tells. */
  readonly firings?: Firings;
  /** Whenever it came into ALARM, nothing of the release had served on its target yet: the release cannot be why. */
  readonly isUncaused?: true;
  /** A person has taken its right to block: it is read and said, and decides nothing. Who, until when, and why. */
  readonly quiet?: string;
}

/** When a wave started, when its bake began, and when it is looked at, ISO 8601. */
export interface LookTimes {
  readonly openedAt: string;
  /** Until it has, nothing counts as baked. */
  readonly bakeStartedAt?: string;
  readonly lookedAt: string;
  /** From when on the alarm's history was read. */
  readonly historyFrom?: string;
  /** Since when anything of the release may serve on its target: null while nothing does, absent where unasked. */
  readonly servedFrom?: string | null;
  /** Since when anything of the release may serve on any target of its wave; absent while nothing does. */
  readonly waveServedFrom?: string;
  /** When the alarm had no right to block, which it has again. */
  readonly quietTimes?: readonly QuietTime[];
}

/** An alarm as it is now. */
export interface AlarmAsIs {
  readonly target: string;
  readonly alarm: string;
  readonly state: AlarmState;
  /** When its state was written last. */
  readonly updatedAt?: string;
}

/**
 * Reads an alarm's state together with its history, oldest change first.
 *
 *     OK now, no change                                  →  OK all the time
 *     ALARM → OK at 10:05, the wave started at 10:00     →  fired at 10:00: it was in ALARM already
 *     INSUFFICIENT_DATA → OK at 10:05, baking from 10:00 →  OK since 10:05
 *     ALARM → OK at 10:05, nothing served before 10:20   →  as if it had fired before the gate opened: not at all
 *     in ALARM 10:05–10:08, no right to block until 10:10 →  not fired
 */
export function alarmReading(
  { updatedAt, ...now }: AlarmAsIs,
  changes: readonly StateChange[],
  times: LookTimes,
  isMarked = false,
): AlarmReading {
  const asIs = { ...now, ...(updatedAt && { updatedAt }) };
  const counted = countedChanges(asIs, changes, times.quietTimes ?? []);
  const since = wasOver(now.state, counted, times) ? [] : sinceOpened(counted, times);
  const first = since.find(({ from, to }) => from === 'ALARM' || to === 'ALARM');
  const caused = causedAt(asIs, since, times);
  const firedAt = caused ?? (first && (first.from === 'ALARM' ? times.openedAt : first.at));
  const okSeconds = okSecondsOf(now.state, changes, times);
  const firings =
    firedAt === undefined ? undefined : firingsOf(now.state, { changes, counted }, times);
  const mends = isMarked && wasFiring(now.state, changes, times) && { isToMend: true as const };
  const isUncaused = times.servedFrom !== undefined && caused === undefined;
  return {
    ...now,
    okSeconds,
    ...(firedAt && { firedAt }),
    ...(firings && { firings }),
    ...mends,
    ...(isUncaused && hasFired({ ...now, ...(firedAt && { firedAt }) }) && { isUncaused }),
  };
}

function sinceOpened<Change extends StateChange>(
  changes: readonly Change[],
  { openedAt }: Pick<LookTimes, 'openedAt'>,
): readonly Change[] {
  return changes.filter(({ at }) => Date.parse(at) >= Date.parse(openedAt));
}

/** Whether it was in ALARM as the wave started, whatever it counted for. */
function wasFiring(state: AlarmState, changes: readonly StateChange[], times: LookTimes): boolean {
  const first = sinceOpened(changes, times).find(
    ({ from, to }) => from === 'ALARM' || to === 'ALARM',
  );
  return first ? first.from === 'ALARM' : state === 'ALARM';
}

/**
 * Whether it was over before anything of the wave served, and has not fired since: whatever kept the wave from
 * beginning, its gate would have opened after that alarm.
 */
function wasOver(
  state: AlarmState,
  changes: readonly StateChange[],
  { waveServedFrom }: LookTimes,
): boolean {
  if (waveServedFrom === undefined || state === 'ALARM') return false;
  const isSince = ({ at }: StateChange) => Date.parse(at) >= Date.parse(waveServedFrom);
  return !changes.some((each) => isSince(each) && (each.from === 'ALARM' || each.to === 'ALARM'));
}

/**
 * When it first came into ALARM while the release served; of one whose history lags, its state tells. What came before
 * is not the release's, from whenever on it counts.
 */
function causedAt(
  { state, updatedAt }: AlarmAsIs,
  since: readonly CountedChange[],
  { servedFrom, quietTimes = [] }: LookTimes,
): string | undefined {
  if (servedFrom === undefined || servedFrom === null) return undefined;
  const came = since.filter(({ to }) => to === 'ALARM');
  const lagging = quietTimes.length === 0 && state === 'ALARM' ? updatedAt : undefined;
  const all = [...came, ...(lagging === undefined ? [] : [{ at: lagging }])];
  return all.find((each) => {
    const cameAt = 'cameAt' in each && each.cameAt ? each.cameAt : each.at;
    return Date.parse(cameAt) >= Date.parse(servedFrom);
  })?.at;
}

function okSecondsOf(
  state: AlarmState,
  changes: readonly StateChange[],
  { bakeStartedAt, lookedAt }: LookTimes,
): number {
  if (bakeStartedAt === undefined) return 0;
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

/** Whether it was in ALARM at any time since the wave started. */
function hasFired({ firedAt, state }: Pick<AlarmReading, 'firedAt' | 'state'>): boolean {
  return firedAt !== undefined || state === 'ALARM';
}

/** An alarm that fires as it always did may last a little longer by chance. */
const LONGER = { times: 2, seconds: 300 } as const;

/**
 * Whether it fired as often before the release as since: then it proves nothing. One that stays in ALARM for much
 * longer than it ever did says something new.
 *
 *     3 times in the hour before, once since                          →  yes
 *     once in the hour before, 3 times since                          →  no
 *     never before                                                    →  no
 *     3 times for a minute in the hour before, since for ten minutes  →  no
 */
function firesAnyway({ firings }: AlarmReading): boolean {
  if (firings === undefined) return false;
  const { before, since } = firings;
  const usual = LONGER.times * before.longestSeconds + LONGER.seconds;
  return before.times >= since.times && since.longestSeconds <= usual;
}

/** Whether it proves, alone and at once, that the revision does harm. */
export function provesHarm(reading: AlarmReading): boolean {
  const { isToMend, isUncaused, quiet } = reading;
  if (quiet !== undefined) return false;
  return hasFired(reading) && !isToMend && !isUncaused && !firesAnyway(reading);
}

/** What fails a wave, of the alarms. */
export function chargesOfAlarms(alarms: readonly AlarmReading[]): Charge[] {
  return alarms.filter(provesHarm).map((reading): Charge => {
    const { alarm, target, firedAt } = reading;
    const text = `alarm ${alarm} of ${target} was in ALARM${firedAt ? ` at ${firedAt}` : ''}${oftenText(reading)}`;
    return { by: 'alarm', target, name: alarm, text, ...(firedAt && { since: firedAt }) };
  });
}

/** What keeps a wave from passing, of the alarms that have fired and prove nothing: said with why. */
export function doubtsOfAlarms(alarms: readonly AlarmReading[]): string[] {
  return alarms
    .filter((reading) => !reading.quiet && hasFired(reading) && !reading.isToMend)
    .filter((reading) => !provesHarm(reading))
    .map((reading) => {
      const { alarm, target, firedAt, isUncaused } = reading;
      const when = firedAt ? ` at ${firedAt}` : '';
      const why = isUncaused
        ? 'nothing of this release served there yet'
        : 'it fires as often without this release';
      return `alarm ${alarm} of ${target} was in ALARM${when}${oftenText(reading)}: ${why}`;
    });
}

/** `, 1 time since the wave started and 3 times in the 1h before`; nothing where it never fired before. */
function oftenText({ firings }: AlarmReading): string {
  if (firings === undefined || firings.before.times === 0) return '';
  const { before, since, spanSeconds } = firings;
  const span = formatDuration(spanSeconds);
  return `, ${timesText(since.times)} since the wave started and ${timesText(before.times)} in the ${span} before`;
}

function timesText(times: number): string {
  return times === 1 ? 'once' : `${times} times`;
}

const LEAST_BEFORE_SECONDS = 3_600;

/**
 * How far back before its wave an alarm's history is read: as long as the wave may last until its verdict, so that the
 * two can be compared, and an hour at least.
 */
export function beforeSecondsOf(openedAt: string, lookedAt: string, bakeSeconds: number): number {
  const lasted = Math.ceil((Date.parse(lookedAt) - Date.parse(openedAt)) / 1000);
  return Math.max(LEAST_BEFORE_SECONDS, bakeSeconds, lasted);
}
