import { isThrough, type Wave, waveName } from '../../../../core/wave.ts';
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
    'nothing of a wave is started before every wave before it is through, and runs the revision',
  atStart: (begun, scene) => {
    if (begun.doing === 'rollBack') return [];
    const before = scene.kept.waves(begun.release).slice(0, begun.wave);
    return before.flatMap((wave) => [...notThrough(begun, wave), ...notThere(begun, wave, scene)]);
  },
};

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
