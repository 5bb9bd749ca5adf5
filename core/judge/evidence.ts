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
  /** The product since the present run of bad points began, 1 when there is none. */
  run: number;
  /** The point at which that run began, or `null`. */
  since: number | null;
}

export function noEvidence(sizes: number): Evidence {
  return { points: 0, masses: new Array<number>(sizes).fill(0), e: 1, run: 1, since: null };
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
  let best = 0;
  for (let size = 0; size < ratios.length; size++) {
    const ratio = min(ratios[size] as number, cap);
    const mass = min(((evidence.masses[size] as number) + weight) * ratio, most);
    evidence.masses[size] = mass;
    sum += mass;
    best = max(best, ratio);
  }
  evidence.points = onset + 1;
  evidence.e = sum / ratios.length + 1 / (onset + 2);
  observeRun(evidence, best, onset);
}

/** A point without data says nothing, and is counted. */
export function observeNothing(evidence: Evidence): void {
  evidence.points += 1;
}

function observeRun(evidence: Evidence, ratio: number, point: number): void {
  const run = min(evidence.run * ratio, most);
  if (run <= 1) {
    evidence.run = 1;
    evidence.since = null;
    return;
  }
  evidence.run = run;
  evidence.since ??= point;
}
