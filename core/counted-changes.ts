// What an alarm's history says of the time in which it had its right to block: what fired without it proves nothing.

import type { AlarmState, StateChange } from './alarm-state.ts';

/** From when until when it had no right to block. */
export interface QuietTime {
  readonly at: string;
  readonly until: string;
}

/** A change that counts; of a firing that counts from later than it came, also when it came. */
export interface CountedChange extends StateChange {
  readonly cameAt?: string;
}

/** An alarm as it is, and when its state was written last. */
interface AsIs {
  readonly state: AlarmState;
  readonly updatedAt?: string;
}

/**
 * The changes into ALARM and out of it without the times in which it had no right to block; all changes where it
 * always had it.
 *
 *     fired 10:05–10:08, quiet until 10:10             →  nothing
 *     fires since 10:05, quiet until 10:10             →  it counts from 10:10
 *     fired 10:05–10:20, quiet from 10:08 until 10:10  →  10:05–10:08 and 10:10–10:20
 */
export function countedChanges(
  asIs: AsIs,
  changes: readonly StateChange[],
  quietTimes: readonly QuietTime[],
): readonly CountedChange[] {
  if (quietTimes.length === 0) return changes;
  return quietTimes.reduce<readonly Stretch[]>(outside, stretchesOf(asIs, changes)).flatMap(ends);
}

/** Without a beginning, it was in ALARM before the history begins; without an end, it still is. */
interface Stretch {
  readonly cameAt: number;
  readonly from: number;
  readonly until: number;
}

function stretchesOf({ state, updatedAt }: AsIs, changes: readonly StateChange[]): Stretch[] {
  const stretches: Stretch[] = [];
  let since = -Infinity;
  for (const { at, from, to } of changes) {
    if (from === 'ALARM') stretches.push({ cameAt: since, from: since, until: Date.parse(at) });
    since = to === 'ALARM' ? Date.parse(at) : -Infinity;
  }
  if (state !== 'ALARM') return stretches;
  // Of one whose history lags, its state tells.
  if (since === -Infinity && updatedAt !== undefined) since = Date.parse(updatedAt);
  return [...stretches, { cameAt: since, from: since, until: Infinity }];
}

function outside(stretches: readonly Stretch[], { at, until }: QuietTime): Stretch[] {
  const [begins, ends] = [Date.parse(at), Date.parse(until)];
  return stretches.flatMap((each) => {
    if (each.until < begins || each.from > ends) return [each];
    const before = { ...each, until: begins };
    const after = { ...each, from: Math.max(each.from, ends) };
    return [before, after].filter((part) => part.from < part.until);
  });
}

function ends({ cameAt, from, until }: Stretch): CountedChange[] {
  const came = cameAt !== from && { cameAt: time(Math.max(0, cameAt)) };
  const changes: readonly (CountedChange | false)[] = [
    Number.isFinite(from) && { at: time(from), from: 'OK', to: 'ALARM', ...came },
    Number.isFinite(until) && { at: time(until), from: 'ALARM', to: 'OK' },
  ];
  return changes.filter((each) => each !== false);
}

const time = (millis: number): string => new Date(millis).toISOString();
