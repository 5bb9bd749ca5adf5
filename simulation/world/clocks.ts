// The clocks of functions, which need not show AWS's time.

import type { Clock } from '../../core/clock.ts';
import { secondsIn } from '../../core/duration.ts';
import type { Scenario } from './scenario.ts';

/** The clock of a function: time passes as fast on it as on AWS's. */
export function clockOfFunction(clock: Clock, { clocks }: Scenario, name: string): Clock {
  const wrong = clocks.find((each) => (each.function ?? name) === name);
  if (wrong === undefined) return clock;
  const seconds = secondsIn(wrong.ahead ?? '0s') - secondsIn(wrong.behind ?? '0s');
  return { ...clock, now: () => new Date(clock.now().getTime() + seconds * 1000) };
}
