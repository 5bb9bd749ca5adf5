// How often an alarm came into ALARM before a wave, and since.

import type { AlarmState, StateChange } from './alarm-state.ts';

/** How often an alarm came into ALARM, and for how long at most. */
interface Firing {
  readonly times: number;
  readonly longestSeconds: number;
}

export interface Firings {
  /** The length of the stretch before the wave; that since is no longer. */
  readonly spanSeconds: number;
  readonly before: Firing;
  readonly since: Firing;
}

/** What fired before is a measure, counted or not; of what fired since, only what counts is held to it. */
export function firingsOf(
  state: AlarmState,
  {
    changes,
    counted,
  }: { readonly changes: readonly StateChange[]; readonly counted: readonly StateChange[] },
  {
    openedAt,
    lookedAt,
    historyFrom,
  }: { readonly openedAt: string; readonly lookedAt: string; readonly historyFrom?: string },
): Firings | undefined {
  if (historyFrom === undefined) return undefined;
  const [from, opened] = [Date.parse(historyFrom), Date.parse(openedAt)];
  const looked = Date.parse(lookedAt);
  const isBefore = ({ until }: Stretch) => until <= opened;
  const firing = (stretches: readonly Stretch[]): Firing => ({
    times: stretches.length,
    longestSeconds: Math.max(0, ...stretches.map((each) => (each.until - each.from) / 1000)),
  });
  return {
    spanSeconds: (opened - from) / 1000,
    before: firing(firingStretches(state, changes, from, looked).filter(isBefore)),
    since: firing(firingStretches(state, counted, from, looked).filter((each) => !isBefore(each))),
  };
}

interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** The times in which it was in ALARM: one that the history does not see begin began with it. */
function firingStretches(
  state: AlarmState,
  changes: readonly StateChange[],
  historyFrom: number,
  looked: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  let since = historyFrom;
  for (const { from, at } of [...changes, { from: state, at: undefined }]) {
    const until = at === undefined ? looked : Date.parse(at);
    if (from === 'ALARM') stretches.push({ from: since, until });
    since = until;
  }
  return stretches;
}
