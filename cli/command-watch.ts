// After a person's command time passes slowly for a while, so that its effect is seen before it has passed.

import type { Clock } from '../core/clock.ts';

export interface CommandWatch {
  note(): void;
  /** Virtual seconds per real second, at most. */
  mostSpeed(): number;
}

const SLOW_MILLIS = 6_000;
/** An alarm set by hand stays set for some seconds, until its next evaluation. */
const SLOW_SPEED = 10;

/** `clock` is the real one. */
export function commandWatch(clock: Clock): CommandWatch {
  let slowUntil = 0;
  return {
    note: () => {
      slowUntil = clock.now().getTime() + SLOW_MILLIS;
    },
    mostSpeed: () => (clock.now().getTime() < slowUntil ? SLOW_SPEED : Number.POSITIVE_INFINITY),
  };
}
