// A wave that waits for a person, since its bake could not be judged.

import type { Answered, Asked } from './answered.ts';
import { hasBaked, type Wave, type WaveOf } from './wave.ts';

/** One that waits for a person. */
export type AskingWave = WaveOf<'baking'> & { readonly bake: { readonly asked: Asked } };

/** Whether it waits for a person, since its bake could not be judged. */
export function isAsking(wave: Wave): wave is AskingWave {
  return wave.status === 'baking' && wave.bake.asked !== undefined;
}

/** What a person has answered of its bake; undefined where nobody has. */
export function answeredOf(wave: Wave): Answered | undefined {
  return hasBaked(wave) ? wave.bake.answered : undefined;
}

/** Who has let it through; undefined where nobody has. */
export function overrideOf(wave: Wave): Answered | undefined {
  const answered = answeredOf(wave);
  return answered?.says === 'override' ? answered : undefined;
}
