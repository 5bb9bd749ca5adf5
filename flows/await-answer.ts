// Asks a person what becomes of a wave whose tests said nothing, or whose bake could not be judged, and waits for the
// answer.

import { type About, isAsking } from '../core/asking.ts';
import { exactDuration } from '../core/duration.ts';
import type { BakeWait } from '../core/wait.ts';
import { decisionOf, haltOf, type Wave, type WaveOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { alarmNamesOf } from './alarm-states.ts';
import { readLiveWave, register } from './hands.ts';
import { stopLoad } from './load.ts';
import { lookAtBake } from './look-at-bake.ts';
import { hintTellers } from './messages/hint.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { entryOf } from './stages.ts';
import { toldOf } from './tell-verdict.ts';

export interface Asking extends Omit<BakeWait, 'kind' | 'alarms' | 'lastLook'> {
  readonly about: About;
  /** How often its tests were run again by then, as the machine knows it. */
  readonly retests: number;
  /** Why it could not be told, as the machine knows it. */
  readonly reason: string;
}

/**
 * Registers the token under the bake's own key, so that whatever wakes a bake wakes this: an alarm that fires fails it
 * still. What no answer could help, such as what somebody else has moved, is not asked.
 */
export async function awaitAnswer(ports: Ports, asks: Asking): Promise<void> {
  const { about, retests, reason, ...input } = asks;
  const { release, wave: index, token } = input;
  await readLiveWave(ports, release, index);
  let isNew = false;
  const wave = await changeWave(ports, release, index, (item) => {
    const asked =
      about === 'tests' ? askingOfTests(ports, item, asks) : asking(ports, item, reason);
    isNew = asked !== undefined;
    return asked;
  });
  if (!isAsking(wave))
    return ports.workflows.answer(
      token,
      toldOf(wave) ?? { verdict: 'inconclusive', reason, answer: 'none' },
    );
  if (isNew) ports.count('PeopleAsked', about);
  // Nobody is to be asked things for as long as a person thinks.
  await stopLoad(ports, wave).catch((thrown: unknown) =>
    ports.log.warn('a load may run on', { thrown }),
  );
  const alarms = alarmNamesOf(wave.plan.targets);
  const wait: BakeWait = { kind: 'bake', ...input, lastLook: false, alarms };
  await register(ports, wait);
  await lookAtBake(ports, wait);
  if (isNew) await hintTellers(ports, release);
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
  const { asked, entries } = questionOf(ports, wave, answerSeconds, reason);
  const { judged: _, ...rest } = { judged: undefined, ...wave };
  return { item: { ...rest, status: 'baking' as const, bake: { ...bake, asked } }, entries };
}

/** The same of its tests: what was answered before they were run again is no answer to this. */
function askingOfTests(ports: Ports, wave: Wave, { retests, reason }: Asking) {
  if (wave.status !== 'open' || haltOf(wave)) return undefined;
  const { doubt } = wave;
  const { answerSeconds = 0 } = wave.plan;
  const isAnswered =
    doubt !== undefined &&
    (doubt.status !== 'answered' || doubt.answered.says !== 'retry' || doubt.retries > retests);
  if (answerSeconds === 0 || isAnswered) return undefined;
  const { asked, entries } = questionOf(ports, wave, answerSeconds, reason);
  const item: WaveOf<'open'> = { ...wave, doubt: { ...asked, status: 'asked', retries: retests } };
  return { item, entries };
}

function questionOf(ports: Ports, wave: Wave, answerSeconds: number, reason: string) {
  const now = ports.clock.now().getTime();
  const until = new Date(now + answerSeconds * 1000).toISOString();
  const of = { pipeline: wave.pipeline, id: wave.release };
  const text = `waits ${exactDuration(answerSeconds)} for a person, until ${until}: ${reason}`;
  const entry = entryOf(ports, of, 'AnswerAwaited', waveName(wave.plan), text);
  return { asked: { at: entry.at, until, reason }, entries: [entry] };
}
