// Asks a person what becomes of a wave whose bake could not be judged, and waits for the answer.

import { isAsking } from '../core/asking.ts';
import { exactDuration } from '../core/duration.ts';
import type { BakeWait } from '../core/wait.ts';
import { decisionOf, type Wave, waveName } from '../core/wave.ts';
import { alarmNamesOf } from './alarm-states.ts';
import { readLiveWave, register } from './hands.ts';
import { lookAtBake } from './look-at-bake.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { entryOf } from './stages.ts';
import { toldOf } from './tell-verdict.ts';

export interface Asking extends Omit<BakeWait, 'kind' | 'alarms' | 'lastLook'> {
  /** Why it could not be judged, as the machine knows it. */
  readonly reason: string;
}

/**
 * Registers the token under the bake's own key, so that whatever wakes a bake wakes this: an alarm that fires fails it
 * still. What no answer could help, such as what somebody else has moved, is not asked.
 */
export async function awaitAnswer(ports: Ports, { reason, ...input }: Asking): Promise<void> {
  const { release, wave: index, token } = input;
  await readLiveWave(ports, release, index);
  let isNew = false;
  const wave = await changeWave(ports, release, index, (item) => {
    const asked = asking(ports, item, reason);
    isNew = asked !== undefined;
    return asked;
  });
  if (!isAsking(wave))
    return ports.workflows.answer(
      token,
      toldOf(wave) ?? { verdict: 'inconclusive', reason, answer: 'none' },
    );
  if (isNew) ports.count('PeopleAsked', 'bake');
  const alarms = alarmNamesOf(wave.plan.targets);
  const wait: BakeWait = { kind: 'bake', ...input, lastLook: false, alarms };
  await register(ports, wait);
  await lookAtBake(ports, wait);
}

/**
 * The wave with its question; undefined where it was asked before, was answered, or is none that a person can
 * answer.
 */
function asking(ports: Ports, wave: Wave, told: string) {
  if (wave.status !== 'judged' && wave.status !== 'baking') return undefined;
  const { answerSeconds = 0 } = wave.plan.bake;
  const { bake } = wave;
  if (answerSeconds === 0 || bake.drift !== undefined || bake.asked || bake.answered)
    return undefined;
  const { verdict = 'inconclusive', reason = told } = decisionOf(wave);
  if (verdict !== 'inconclusive') return undefined;
  const now = ports.clock.now().getTime();
  const until = new Date(now + answerSeconds * 1000).toISOString();
  const of = { pipeline: wave.pipeline, id: wave.release };
  const text = `waits ${exactDuration(answerSeconds)} for a person, until ${until}: ${reason}`;
  const entry = entryOf(ports, of, 'AnswerAwaited', waveName(wave.plan), text);
  const { judged: _, ...rest } = { judged: undefined, ...wave };
  const asked = { at: entry.at, until, reason };
  return {
    item: { ...rest, status: 'baking' as const, bake: { ...bake, asked } },
    entries: [entry],
  };
}
