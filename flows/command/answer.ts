// What "override" and "retry" do with a wave that waits for a person: they answer it, once.

import * as z from 'zod';
import type { Answered } from '../../core/answered.ts';
import { answeredOf, isAsking } from '../../core/asking.ts';
import { keys } from '../../core/keys.ts';
import type { LedgerEvent, PersonTold } from '../../core/ledger.ts';
import { outcomeOf, type Wave, waveName } from '../../core/wave.ts';
import type { AskedRelease } from '../asked-release.ts';
import type { Ports } from '../ports.ts';
import { changeWave } from '../read.ts';
import { tellVerdict } from '../tell-verdict.ts';

/** The question as it was seen: an answer to another one is none to it. */
const Question = z.object({ release: z.string(), wave: z.int(), at: z.string() });

export type Question = z.output<typeof Question>;

export function questionOf({ release, wave }: AskedRelease): Question {
  return { release: release.id, wave: wave.plan.index, at: wave.bake.asked.at };
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
    if (!isAsking(item) || item.bake.asked.at !== at) return undefined;
    // The machine's own time is over at the same moment, and it stops.
    if (ports.clock.now().toISOString() >= item.bake.asked.until) return undefined;
    const { bake, ...rest } = item;
    const { asked, ...before } = bake;
    const again = answered.says === 'retry' && { retries: (bake.retries ?? 0) + 1 };
    const { pipeline } = item;
    const subject = waveName(item.plan);
    const entry = { at: answered.at, pipeline, release, event, subject, text, person };
    return {
      item: {
        ...rest,
        status: 'judged' as const,
        bake: { ...before, ...again, answered },
        judged: { verdict: 'inconclusive' as const, reason: asked.reason },
      },
      entries: [entry],
    };
  });
  const wait = await ports.table.get(keys.bakeWait(release, index));
  if (wait && wave.status === 'judged') await tellVerdict(ports, wait, wave);
  return isOwn(wave, answered) ? text : `nothing: ${becameOf(wave)}`;
}

function isOwn(wave: Wave, { by, at }: Answered): boolean {
  const found = answeredOf(wave);
  return found?.by === by && found.at === at;
}

function becameOf(wave: Wave): string {
  const name = waveName(wave.plan);
  const found = answeredOf(wave);
  if (found) return `wave ${name} was answered by ${found.name} at ${found.at}: ${found.says}`;
  if (wave.status === 'baking') return `wave ${name} bakes again since`;
  return `wave ${name} has ended since, ${outcomeOf(wave)}`;
}
