// Dispersion: failures come in bursts, and so differ by more from point to point than chance has them.

import { max, min, sqrt } from './arithmetic.ts';
import { count } from './settings.ts';
import { addTally, noRequests, type Tally, type Total } from './tally.ts';

/** How much wider than chance failures are spread, and how many points that is known from, less one for the rate. */
export interface Dispersion {
  readonly times: number;
  readonly freedom: number;
}

/**
 * Pearson's estimate of overdispersion, chi squared over its degrees of freedom, pooled over streams that may each
 * have their own rate.
 *
 *     [0 of 100, 0 of 100]                       →  0 times
 *     [2 of 100, 2 of 100, 2 of 100]             →  0 times
 *     [0 of 100, 0 of 100, 0 of 100, 20 of 100]  →  about 20 times
 */
export function dispersionOf(...streams: readonly Total[]): Dispersion {
  let chiSquare = 0;
  let freedom = 0;
  for (const { failures, requests, points, squares } of streams) {
    if (points < 2) continue;
    const rate = rateOf({ failures, requests });
    const square = max(0, squares - (failures * failures) / requests);
    chiSquare += square / (rate * (1 - rate));
    freedom += points - 1;
  }
  return { times: freedom === 0 ? 0 : chiSquare / freedom, freedom };
}

/**
 * The greatest dispersion that the past does not rule out: two standard errors above the estimate, at least 1. The
 * error is that of chi squared or that of the points' own terms, whichever is more: bursts are rare, and a short
 * past may have had few of them by luck.
 *
 *     60 points as chance has them   →  about 1.4
 *     10 points as chance has them   →  about 1.9
 */
export function greatestDispersion(past: readonly Tally[]): number {
  const { failures, requests, ...total } = past.reduce(addTally, noRequests);
  const { times, freedom } = dispersionOf({ failures, requests, ...total });
  if (freedom === 0) return 1;
  const rate = rateOf({ failures, requests });
  let squares = 0;
  for (const point of past) {
    const beyond = point.failures - point.requests * rate;
    const term = (beyond * beyond) / (point.requests * rate * (1 - rate));
    squares += (term - times) * (term - times);
  }
  const error = max(max(1, times) * sqrt(2 / freedom), sqrt(squares) / past.length);
  return max(1, times + count.dispersionErrors * error);
}

/**
 * The dispersion side by side, from the past and from the old revision's points so far; the new revision's own are
 * not asked, since harm that begins late would hide in them. Failures of clusters of requests (a burst strikes a part
 * of a minute) disperse more the more requests there are. `null` where nothing tells.
 */
export function dispersionBeside(
  past: Total,
  controlSoFar: Total,
  { canary, control }: { readonly canary: Tally; readonly control: Tally },
): number | null {
  const { times, freedom } = dispersionOf(past, controlSoFar);
  if (freedom === 0) return null;
  const error = max(1, times) * sqrt(2 / freedom);
  const known = max(1, times + count.dispersionErrorsBeside * error);
  return 1 + (known - 1) * max(1, canary.requests / control.requests);
}

/** Never 0 nor 1, however many all failed: beyond a part in a million millions doubles see no difference. */
function rateOf({ failures, requests }: Tally): number {
  return min((failures + 0.5) / (requests + 1), 1 - 1e-12);
}
