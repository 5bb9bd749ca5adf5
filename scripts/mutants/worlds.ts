// A world that a name stands for, played: what is wrong with how it went.

import { drawAimed } from '../../simulation/seeded/draw-aimed.ts';
import { drawCase } from '../../simulation/seeded/draw-case.ts';
import { playCase } from '../../simulation/seeded/play-case.ts';

/** Of `aimed 7`, a small world with aimed faults, or `seed 7`, a whole one. */
export async function problemsOfWorld(name: string): Promise<readonly string[]> {
  const [kind, number] = name.split(' ');
  try {
    const { problems } = await playCase((kind === 'aimed' ? drawAimed : drawCase)(Number(number)));
    return problems;
  } catch (thrown) {
    return [thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)];
  }
}
