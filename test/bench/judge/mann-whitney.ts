// The Mann-Whitney test with a confidence interval of the shift, as Kayenta and R's wilcox.test(exact = FALSE)
// have it.

export interface Shift {
  readonly low: number;
  readonly high: number;
  /** The Hodges-Lehmann estimate. */
  readonly estimate: number;
}

/**
 * The shift of the experiment against the control, with its interval at a normal quantile (2.326 for 98%).
 *
 * The ends are where the standardised rank sum of the shifted experiment, ties and continuity corrected,
 * crosses the quantile: a step function, so that they are found by halving, to 1e-4 as in R. `null` when all
 * values are tied.
 */
export function shiftOf(
  experiment: readonly number[],
  control: readonly number[],
  quantile: number,
): Shift | null {
  const least = Math.min(...experiment) - Math.max(...control);
  const most = Math.max(...experiment) - Math.min(...control);
  if (least === most) return null;
  const crossing = (at: number) =>
    crossingOf((shift) => standardRankSum(experiment, control, shift) - at, least, most);
  return { low: crossing(quantile), high: crossing(-quantile), estimate: crossing(0) };
}

function crossingOf(falling: (shift: number) => number, least: number, most: number): number {
  if (falling(least) <= 0) return least;
  if (falling(most) >= 0) return most;
  let [low, high] = [least, most];
  while (high - low > 1e-4 * Math.min(1, most - least)) {
    const middle = (low + high) / 2;
    if (falling(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function standardRankSum(
  experiment: readonly number[],
  control: readonly number[],
  shift: number,
): number {
  const [m, n] = [experiment.length, control.length];
  const all = [
    ...experiment.map((value) => ({ value: value - shift, mine: true })),
    ...control.map((value) => ({ value, mine: false })),
  ].sort((a, b) => a.value - b.value);
  let [rankSum, ties] = [0, 0];
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to++;
    const alike = to - from;
    ties += alike ** 3 - alike;
    for (let at = from; at < to; at++) if (all[at]?.mine) rankSum += (from + 1 + to) / 2;
    from = to;
  }
  const off = rankSum - (m * (m + 1)) / 2 - (m * n) / 2;
  const variance = ((m * n) / 12) * (m + n + 1 - ties / ((m + n) * (m + n - 1)));
  return variance === 0 ? 0 : (off - Math.sign(off) * 0.5) / Math.sqrt(variance);
}
