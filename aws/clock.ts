// The real clock: one of the two places that read the time, set timers or draw random numbers.

import type { Clock } from '../core/clock.ts';

export const realClock: Clock = {
  now: () => new Date(),
  sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
  random: () => Math.random(),
};
