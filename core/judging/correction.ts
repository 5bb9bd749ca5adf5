// A person's correction of a verdict: the bake was failed although the revision was harmless, or passed although not.

import * as z from 'zod';
import { Failure } from '../failure.ts';
import { noun } from '../noun.ts';
import { decisionOf, hasBaked, type Wave } from '../wave.ts';
import { waveName } from '../wave-name.ts';

const corrections = ['harmless', 'missed'] as const;

export type CorrectionWord = (typeof corrections)[number];

const correctionSchema = z
  .strictObject({
    kind: z.literal('correction'),
    pipeline: z.string(),
    release: z.string(),
    /** The wave's index in its release. */
    wave: z.int(),
    is: z.enum(corrections),
    reason: z.string(),
    /** The ARN of whoever says so. */
    by: z.string(),
    at: z.string(),
  })
  .readonly();

export type Correction = z.output<typeof correctionSchema>;

export const correctionNoun = noun('correction', correctionSchema);

/**
 * The wave that a correction is of. Throws `Refused` where it contradicts what was decided, or could be of several.
 *
 *     harmless            →  the wave whose bake failed
 *     missed, prod/two    →  that wave, if its bake passed
 *     missed              →  the only wave whose bake passed
 */
export function waveToCorrect(
  waves: readonly Wave[],
  is: CorrectionWord,
  name: string | undefined,
): Wave {
  const [verdict, word] = is === 'harmless' ? ['fail', 'failed'] : ['pass', 'passed'];
  const baked = waves.filter((wave) => hasBaked(wave) && decisionOf(wave).verdict === verdict);
  const named = name === undefined ? baked : baked.filter(({ plan }) => waveName(plan) === name);
  const [wave] = named;
  if (wave && named.length === 1) return wave;
  const choice = baked.map(({ plan }) => waveName(plan)).join(', ');
  const which = name === undefined ? 'one wave' : `${name} to be a wave`;
  const got = baked.length === 0 ? 'none' : choice;
  const advice = baked.length > 0 ? `: name one with --wave` : '';
  throw new Failure('Refused', `expected ${which} whose bake ${word}, got ${got}${advice}`);
}
