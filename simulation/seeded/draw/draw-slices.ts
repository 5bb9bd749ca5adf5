// A wave that one execution cannot carry, and is carried in slices: a few targets, of which one item of the table holds
// two.

import type { StageInput, TargetInput } from '../../../core/pipeline/schema.ts';
import type { Draws } from './draws.ts';

/** Words that no other target has: so long that a wave of three is too large for an item. */
const WORDS = Array.from({ length: 50 }, (_, index) => `${index}-`.padEnd(2_000, 'x'));

type Draw = (draws: Draws, name: string) => TargetInput;

/** The stage with one wave in slices, now and then, behind one of a target alone or not. */
export function inSlices(draws: Draws, stage: StageInput, draw: Draw): StageInput {
  if (stage.name === 'verify' || stage.planner || !draws.chance(0.03)) return stage;
  const targets = Array.from({ length: draws.between(3, 5) }, (_, index) => {
    const name = `${stage.name}-s${index}`;
    const target = draw(draws.of(`target ${index}`), name);
    return { ...target, apart: WORDS.map((word) => `${name} ${word}`.slice(0, 2_000)) };
  });
  const { waves: _, targets: __, ...rest } = stage;
  if (draws.chance(0.5)) return { ...rest, targets };
  const box = draw(draws.of('box'), `${stage.name}-box`);
  return {
    ...rest,
    waves: [
      { name: 'one-box', targets: [box] },
      { name: 'rest', targets },
    ],
  };
}

/** Whether a stage was drawn so. */
export function isInSlices({ targets, waves = [] }: StageInput): boolean {
  const all = [targets ?? [], ...waves.map((wave) => wave.targets)].flat();
  return all.some(({ apart = [] }) => apart.length === WORDS.length);
}
