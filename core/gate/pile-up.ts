// What has piled up in front of a gate: how many revisions, and how long the first of them has waited.

import { type Stage, waitingFor } from '../stage.ts';

export interface PileUp {
  /** Those that wait, and those that gave way since somebody was let in: what comes next brings their changes too. */
  readonly revisions: number;
  /** Since when the oldest has waited, ISO 8601. */
  readonly since: string;
}

/**
 * Undefined where nobody waits.
 *
 *     #7 waits since 10:00                                      →  1 revision since 10:00
 *     #5 waited since 09:00, #6 and then #7 took its place      →  3 revisions since 09:00
 *     #5, #6 and #7 wait in a queue, the first since 09:00      →  3 revisions since 09:00
 */
export function pileUpOf(stage: Stage): PileUp | undefined {
  const waiting = waitingFor(stage);
  if (waiting.length === 0) return undefined;
  const { count = 0, since } = stage.gaveWay ?? {};
  const times = [...(since === undefined ? [] : [since]), ...waiting.map((each) => each.since)];
  return { revisions: count + waiting.length, since: times.toSorted()[0]! };
}
