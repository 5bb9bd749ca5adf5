// Evidence that may be looked at after every point: an e-process over the size and the onset of a shift.

import { max, min } from './arithmetic.ts';

/** What is kept of one metric between looks: plain data, a few numbers. */
export interface Evidence {
  /** Points seen so far, missing ones included. */
  points: number;
  /** One running product per size looked for, summed over onsets. */
  masses: number[];
  /** The e-value now: its mean over nature is at most 1 as long as the null hypothesis holds. */
  e: number;
  /** Of each size, the product since its present run of bad points began, 1 when there is none. */
  runs: number[];
  /** The point at which that run began, or `null`. */
  starts: (number | null)[];
  /** The same of the size whose run speaks loudest. */
  since: number | null;
}

export function noEvidence(sizes: number): Evidence {
  const none = <T>(value: T) => new Array<T>(sizes).fill(value);
  const starts = none<number | null>(null);
  return { points: 0, masses: none(0), e: 1, runs: none(1), starts, since: null };
}

/** Kept below what doubles can hold: nothing is decided up there. */
const most = 1e200;

/**
 * Takes in one point: the likelihood ratios of each size against the null hypothesis, each worth at most `cap`.
 *
 * A mixture of likelihood ratios over sizes (equal weights) and onsets (onset t has weight 1/((t+1)(t+2)): half
 * on the deployment itself, the rest on every later point) is a non-negative supermartingale under the null
 * hypothesis, so it ever exceeds 1/α with probability at most α (Ville 1939; Ramdas, Grünwald, Vovk and Shafer
 * 2023). Capping a ratio only lowers it. No point alone can convict: that is the persistence, and costs no
 * guarantee.
 *
 *     ratios [4], the first point   →  e = ½·4 + ½ = 2.5
 *     ratios [4] and again [4]      →  e = (½·4 + 1/6)·4 + 1/3 = 9
 */
export function observeRatios(evidence: Evidence, ratios: readonly number[], cap: number): void {
  const onset = evidence.points;
  const weight = 1 / ((onset + 1) * (onset + 2));
  let sum = 0;
  let loudest = 0;
  for (let size = 0; size < ratios.length; size++) {
    const ratio = min(ratios[size] as number, cap);
    const mass = min(((evidence.masses[size] as number) + weight) * ratio, most);
    evidence.masses[size] = mass;
    sum += mass;
    observeRun(evidence, size, ratio, onset);
    if ((evidence.runs[size] as number) > (evidence.runs[loudest] as number)) loudest = size;
  }
  evidence.points = onset + 1;
  evidence.e = sum / ratios.length + 1 / (onset + 2);
  evidence.since = evidence.starts[loudest] ?? null;
}

/** A point without data says nothing, and is counted. */
export function observeNothing(evidence: Evidence): void {
  evidence.points += 1;
}

/**
 * A size that is far from what is seen forgets a chance bad point soon, and one that is near to it remembers the onset:
 * each has its run, and the loudest one tells since when.
 */
function observeRun(evidence: Evidence, size: number, ratio: number, point: number): void {
  const run = min((evidence.runs[size] as number) * ratio, most);
  evidence.runs[size] = max(1, run);
  if (run <= 1) evidence.starts[size] = null;
  else evidence.starts[size] ??= point;
}
