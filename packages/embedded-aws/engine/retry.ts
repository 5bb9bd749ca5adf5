// Whether a failed state is tried again, and when.

import type { Chance } from '../chance.ts';
import type { Retrier } from './definition.ts';
import { errorEquals, type Failure } from './failure.ts';

interface Attempts {
  retryCount: number;
  attempts: number[] | undefined;
}

/**
 * Seconds until the next try, counting it, or undefined if there is none.
 *
 * The first retrier that names the error decides; each counts its own tries. With FULL jitter the wait is anywhere
 * between nothing and what it would have been.
 */
export function chooseRetry(
  tried: Attempts,
  retriers: readonly Retrier[],
  failure: Failure,
  chance: Chance,
): number | undefined {
  const index = retriers.findIndex((retrier) => errorEquals(retrier.errorEquals, failure));
  const retrier = retriers[index];
  if (!retrier) return undefined;
  tried.attempts ??= retriers.map(() => 0);
  const before = tried.attempts[index] ?? 0;
  if (before >= retrier.maxAttempts) return undefined;
  tried.attempts[index] = before + 1;
  tried.retryCount += 1;
  const delay = retryDelaySeconds(retrier, before);
  return retrier.jitter ? chance.next() * delay : delay;
}

/**
 * Seconds before the retry that follows so many earlier ones.
 *
 *     interval 2, rate 2, earlier 0  →   2
 *     interval 2, rate 2, earlier 3  →  16
 *     … with MaxDelaySeconds 5       →   5
 */
export function retryDelaySeconds(retrier: Retrier, earlier: number): number {
  const { intervalSeconds, backoffRate, maxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
  return Math.min(intervalSeconds * backoffRate ** earlier, maxDelaySeconds);
}
