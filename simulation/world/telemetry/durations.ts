// How long requests take: log-normal, given as a few values with their counts, more of them where percentiles look.

import type { Sample } from '@tidegate/embedded-aws/services/cloudwatch/metrics';
import { exp } from '@tidegate/judge/logarithm';
import type { Noise } from './noise.ts';

/** The deviation of the logarithm: the 99th percentile is two and a half times the median. */
const SIGMA = 0.4;

/** Parts of all requests, slowest last, each with the normal quantile of its middle. */
const STRATA: readonly (readonly [part: number, quantile: number])[] = [
  [0.1, -1.645],
  [0.1, -1.036],
  [0.1, -0.674],
  [0.1, -0.385],
  [0.1, -0.126],
  [0.1, 0.126],
  [0.1, 0.385],
  [0.1, 0.674],
  [0.05, 0.935],
  [0.05, 1.15],
  [0.03, 1.341],
  [0.02, 1.555],
  [0.02, 1.751],
  [0.01, 1.96],
  [0.01, 2.17],
  [0.005, 2.432],
  [0.004, 2.748],
  [0.001, 3.291],
];

/** So many requests of one minute around a median; a minute as a whole is up to a tenth faster or slower. */
export function durationsOf(
  requests: number,
  median: number,
  minute: number,
  noise: Noise,
): Sample | undefined {
  if (requests === 0) return undefined;
  const level = median * (1 + 0.03 * noise.normal(minute, 20));
  const offset = noise.uniform(minute, 21);
  const values: number[] = [];
  const counts: number[] = [];
  let seen = 0;
  let part = 0;
  STRATA.forEach(([share, quantile], index) => {
    part += share;
    // Rounded by the same chance everywhere, so that the counts add up to the requests.
    const upTo = index === STRATA.length - 1 ? requests : Math.floor(requests * part + offset);
    const count = Math.min(requests, upTo) - seen;
    if (count <= 0) return;
    seen += count;
    const wander = 0.06 * noise.normal(minute, 22 + index);
    values.push(level * exp(SIGMA * quantile + wander));
    counts.push(count);
  });
  return { at: minute * 60_000, values, counts };
}
