import { areOfOneWave } from '../../../../core/planned-wave.ts';
import { isThrough, type Wave } from '../../../../core/wave.ts';
import { waveName } from '../../../../core/wave-name.ts';
import { isLastOn, revisionNameOf } from '../revision-name.ts';
import {
  type Begun,
  isOthersToo,
  LATELY_MILLIS,
  type Scene,
  type StepCheck,
} from '../step-check.ts';

export const startsInOrder: StepCheck = {
  holds:
    'nothing of a wave is started before every wave before it is through, and runs the revision; slices of one are at once',
  atStart: (begun, scene) => {
    if (begun.doing === 'rollBack') return [];
    const waves = scene.kept.waves(begun.release);
    const own = waves[begun.wave];
    const before = waves.slice(0, begun.wave).filter((wave) => !own || !isBeside(own, wave));
    return before.flatMap((wave) => [...notThrough(begun, wave), ...notThere(begun, wave, scene)]);
  },
};

/** Slices of one wave run at once, behind the gate of all. */
function isBeside({ plan }: Wave, before: Wave): boolean {
  const { sliced, index } = before.plan;
  return sliced !== undefined && index > sliced.first && areOfOneWave(plan, before.plan);
}

function notThrough({ mark }: Begun, wave: Wave): string[] {
  if (isThrough(wave)) return [];
  return [`${mark} was started while ${waveName(wave.plan)} was ${wave.status}`];
}

function notThere({ mark, release }: Begun, wave: Wave, scene: Scene): string[] {
  return wave.plan.targets
    .filter(({ name }) => !isOthersToo(scene, name) && isLastOn(scene, release, name))
    .filter(({ name }) => !scene.ran(name, LATELY_MILLIS).has(revisionNameOf(scene, release, name)))
    .map(({ name }) => `${mark} was started while ${name} of ${waveName(wave.plan)} ran another`);
}
