// Tells a wave's machine what was decided of its bake, or of tests that said nothing, by a look or by a person.

import { bakeAnswerOf } from '../core/asking.ts';
import type { BakeWait } from '../core/wait.ts';
import { decisionOf, haltOf, harmOf, type Wave, type WaveOf } from '../core/wave.ts';
import { answerWait } from './hands.ts';
import type { Ports } from './ports.ts';

/** What the machine goes on with. */
export interface Told {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly reason: string;
  /** What a person has answered, where one was asked. */
  readonly answer: 'override' | 'retry' | 'none';
}

/** Undefined where nothing is decided yet. */
export function toldOf(wave: Wave): Told | undefined {
  if (wave.status === 'open') return toldOfTests(wave);
  if (wave.halted) return { verdict: 'inconclusive', reason: wave.halted.reason, answer: 'none' };
  const { verdict, reason = '' } = decisionOf(wave);
  return verdict && { verdict, reason, answer: bakeAnswerOf(wave)?.says ?? 'none' };
}

/** What is proven meanwhile, or another hand, counts before any answer. */
function toldOfTests(wave: WaveOf<'open'>): Told | undefined {
  const halt = haltOf(wave);
  if (halt)
    return {
      verdict: harmOf(wave) ? 'fail' : 'inconclusive',
      reason: halt.reason,
      answer: 'none',
    };
  const { doubt } = wave;
  if (doubt === undefined || doubt.status === 'asked') return undefined;
  const answer = doubt.status === 'answered' ? doubt.answered.says : 'none';
  return { verdict: 'inconclusive', reason: doubt.reason, answer };
}

/** Answers the token where there is a decision; resolves to the wait of a later token, which is to be looked at. */
export async function tellVerdict(
  ports: Ports,
  wait: BakeWait,
  wave: Wave,
): Promise<BakeWait | undefined> {
  const told = toldOf(wave);
  const next = told && (await answerWait(ports, wait, told));
  return next?.kind === 'bake' ? next : undefined;
}
