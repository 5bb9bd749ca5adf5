// What "override" and "retry" do with a wave that waits for a person: they answer it, once, of its tests or its bake.

import * as z from 'zod';
import type { Answered } from '../../core/answered.ts';
import {
  type AskingWave,
  answeredOf,
  askedOf,
  isAsking,
  isUntested,
  retriesOf,
} from '../../core/asking.ts';
import { keys } from '../../core/keys.ts';
import type { LedgerEvent, PersonTold } from '../../core/ledger.ts';
import { runAgain } from '../../core/test-run.ts';
import { outcomeOf, type Wave } from '../../core/wave.ts';
import { waveName } from '../../core/wave-name.ts';
import type { AskedRelease } from '../asked-release.ts';
import type { Ports } from '../ports.ts';
import { changeWave } from '../read.ts';
import { tellVerdict } from '../tell-verdict.ts';

/** The question as it was seen: an answer to another one is none to it. */
const Question = z.object({ release: z.string(), wave: z.int(), at: z.string() });

export type Question = z.output<typeof Question>;

export function questionOf({ release, wave }: AskedRelease): Question {
  return { release: release.id, wave: wave.plan.index, at: askedOf(wave).at };
}

export interface Answer {
  /** As it was carried from the intent. */
  readonly question: unknown;
  readonly answered: Answered;
  readonly event: LedgerEvent;
  readonly text: string;
  readonly person: PersonTold;
}

/** Answers, and wakes the machine that waits; says whether it is this answer that counts, or what came before it. */
export async function answer(
  ports: Ports,
  { question, answered, event, text, person }: Answer,
): Promise<string> {
  const { release, wave: index, at } = Question.parse(question);
  const wave = await changeWave(ports, release, index, (item) => {
    if (!isAsking(item) || askedOf(item).at !== at) return undefined;
    // The machine's own time is over at the same moment, and it stops.
    if (ports.clock.now().toISOString() >= askedOf(item).until) return undefined;
    const { pipeline } = item;
    const subject = waveName(item.plan);
    const entry = { at: answered.at, pipeline, release, event, subject, text, person };
    return { item: answeredWave(item, answered), entries: [entry] };
  });
  const wait = await ports.table.get(keys.bakeWait(release, index));
  if (wait) await tellVerdict(ports, wait, wave);
  return isOwn(wave, answered) ? text : `nothing: ${becameOf(wave)}`;
}

function answeredWave(wave: AskingWave, answered: Answered): Wave {
  const { reason } = askedOf(wave);
  const isAgain = answered.says === 'retry';
  const retries = retriesOf(wave) + (isAgain ? 1 : 0);
  if (isUntested(wave)) {
    const doubt = { status: 'answered' as const, reason, retries, answered };
    return { ...wave, doubt, ...(isAgain && { tests: runAgain(wave.tests) }) };
  }
  const { bake, ...rest } = wave;
  const { asked: _, ...before } = bake;
  return {
    ...rest,
    status: 'judged',
    bake: { ...before, ...(isAgain && { retries }), answered },
    judged: { verdict: 'inconclusive', reason },
  };
}

function isOwn(wave: Wave, { by, at }: Answered): boolean {
  const found = answeredOf(wave);
  return found?.by === by && found.at === at;
}

function becameOf(wave: Wave): string {
  const name = waveName(wave.plan);
  const found = answeredOf(wave);
  if (found) return `wave ${name} was answered by ${found.name} at ${found.at}: ${found.says}`;
  if (wave.status === 'baking') return `wave ${name} bakes since`;
  return `wave ${name} has ended since, ${outcomeOf(wave)}`;
}
