// The case that a name stands for: a small world with aimed faults, or a whole one.

import { drawAimed } from '../../simulation/seeded/draw-aimed.ts';
import { drawCase } from '../../simulation/seeded/draw-case.ts';
import type { SeededCase } from '../../simulation/seeded/seeded-case.ts';

/** Of `aimed 7`, or `seed 7`. */
export function caseOf(name: string): SeededCase {
  const [kind, number] = name.split(' ');
  return kind === 'aimed' ? drawAimed(Number(number)) : drawCase(Number(number));
}
