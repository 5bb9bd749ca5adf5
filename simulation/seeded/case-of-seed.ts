// What a seed plays: something new, or something near to what has reached far before.

import { drawCase } from './draw-case.ts';
import { drawMutant } from './draw-mutant.ts';
import { keptCases } from './kept-cases.ts';
import type { SeededCase } from './seeded-case.ts';

/** One in so many seeds is a mutant of a case that was kept. */
const ONE_IN = 3;

/** How a seed's case is drawn: from its own seed, or from a kept case by mutation. */
export function lineOf(seed: number, kept: readonly (readonly number[])[] = keptCases): number[] {
  const parent = kept[Math.floor(seed / ONE_IN) % Math.max(1, kept.length)];
  return seed % ONE_IN === 0 && parent ? [...parent, seed] : [seed];
}

export function caseOfLine([first = 1, ...mutations]: readonly number[]): SeededCase {
  return mutations.reduce(drawMutant, drawCase(first));
}

export function caseOfSeed(seed: number): SeededCase {
  return caseOfLine(lineOf(seed));
}
