import type { Target } from '../../../../core/target.ts';
import { nameOn } from '../revision-name.ts';
import { isOthersToo, LATELY_MILLIS, type StepCheck } from '../step-check.ts';

export const runningAsSaid: StepCheck = {
  holds: 'what the table begins to say that a target runs is what it runs',
  atWrite: ({ sk, before, after }, scene) => {
    if (!/^target#/.test(sk)) return [];
    const [was, is] = [before, after].map((item) => item as Target | undefined);
    const said = is?.running;
    if (is === undefined || said === undefined || said.at === was?.running?.at) return [];
    if (isOthersToo(scene, is.name)) return [];
    const revision = nameOn(scene, is, said.revision);
    const runs = scene.ran(is.name, LATELY_MILLIS);
    return runs.has(revision)
      ? []
      : [`the table says ${is.name} runs ${revision}, it runs ${[...runs]}`];
  },
};
