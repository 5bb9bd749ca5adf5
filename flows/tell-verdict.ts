// Tells a wave's machine what was decided of its bake, by a look or by a person.

import { answeredOf } from '../core/asking.ts';
import type { BakeWait } from '../core/wait.ts';
import { decisionOf, type Wave } from '../core/wave.ts';
import { answerWait } from './hands.ts';
import type { Ports } from './ports.ts';

/** What the machine goes on with. */
export interface Told {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly reason: string;
  /** What a person has answered, where one was asked. */
  readonly answer: 'override' | 'retry' | 'none';
}

export function toldOf(wave: Wave): Told | undefined {
  const { verdict, reason = '' } = decisionOf(wave);
  return verdict && { verdict, reason, answer: answeredOf(wave)?.says ?? 'none' };
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
