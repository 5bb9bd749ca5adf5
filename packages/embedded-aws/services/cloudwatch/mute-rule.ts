// What a mute rule is: a window, and the alarms that do not act in it.

import type { Place } from '../places.ts';

/** Of one window: those that come back are not simulated. */
export interface MuteRule extends Place {
  readonly name: string;
  readonly description: string | undefined;
  readonly expression: string;
  readonly duration: string;
  readonly alarms: readonly string[];
  /** Milliseconds: the window, within what its dates let of it. */
  readonly from: number;
  readonly until: number;
  readonly updatedAt: Date;
}

export type MuteStatus = 'SCHEDULED' | 'ACTIVE' | 'EXPIRED';

/**
 * A window that had begun before its rule was put is said nowhere to count: here it does not, so that nobody relies on
 * it.
 */
export function muteStatusOf({ from, until, updatedAt }: MuteRule, now: number): MuteStatus {
  if (until <= now || from < updatedAt.getTime()) return 'EXPIRED';
  return from <= now ? 'ACTIVE' : 'SCHEDULED';
}
