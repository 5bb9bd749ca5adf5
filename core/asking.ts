// A wave that waits for a person, since its tests said nothing or its bake could not be judged.

import type { Answered, Asked, Doubt } from './answered.ts';
import { haltOf, hasBaked, hasOpened, type Wave, type WaveOf } from './wave.ts';

/** One whose tests said nothing. */
type UntestedWave = WaveOf<'open'> & {
  readonly doubt: Extract<Doubt, { readonly status: 'asked' }>;
};
/** One whose bake could not be judged. */
type UnjudgedWave = WaveOf<'baking'> & { readonly bake: { readonly asked: Asked } };

/** One that waits for a person. */
export type AskingWave = UntestedWave | UnjudgedWave;

/** What could not be told of a wave. */
export type About = 'tests' | 'bake';

/** Whether it waits for a person. What is proven meanwhile, and another hand, need no answer. */
export function isAsking(wave: Wave): wave is AskingWave {
  if (wave.status === 'open') return wave.doubt?.status === 'asked' && haltOf(wave) === undefined;
  return wave.status === 'baking' && wave.bake.asked !== undefined;
}

export function isUntested(wave: AskingWave): wave is UntestedWave {
  return wave.status === 'open';
}

/** The question, as a person is asked it. */
export function askedOf(wave: AskingWave): Asked {
  return isUntested(wave) ? wave.doubt : wave.bake.asked;
}

/** How often a person has had it tested, or baked, again. */
export function retriesOf(wave: AskingWave): number {
  return isUntested(wave) ? wave.doubt.retries : (wave.bake.retries ?? 0);
}

/** What a person has answered last: of its bake, else of its tests; undefined where nobody has. */
export function answeredOf(wave: Wave): Answered | undefined {
  return bakeAnswerOf(wave) ?? testsAnswerOf(wave);
}

/** What a person has answered of its bake. */
export function bakeAnswerOf(wave: Wave): Answered | undefined {
  return hasBaked(wave) ? wave.bake.answered : undefined;
}

function testsAnswerOf(wave: Wave): Answered | undefined {
  const doubt = hasOpened(wave) ? wave.doubt : undefined;
  return doubt?.status === 'answered' ? doubt.answered : undefined;
}

/** Who has let it through, whatever was let through first; undefined where nobody has. */
export function overrideOf(wave: Wave): Answered | undefined {
  return [bakeAnswerOf(wave), testsAnswerOf(wave)].find((each) => each?.says === 'override');
}

/** Who has let it go on although its tests said nothing. */
export function testsOverrideOf(wave: Wave): Answered | undefined {
  const answered = testsAnswerOf(wave);
  return answered?.says === 'override' ? answered : undefined;
}
