// Judges old releases again, with the judge told otherwise.

import { type Heard, heardOf } from '../core/judging/heard.ts';
import { judged } from '../core/judging/judging.ts';
import type { Judging } from '../core/judging/judging-schema.ts';
import { type ReplayedWord, replayedWord } from '../core/judging/replay.ts';
import { weigh } from '../core/judging/weigh.ts';
import type { VerdictWord } from '../core/outcome.ts';
import type { JudgeDefinition } from '../core/pipeline/stage-schema.ts';
import type { Wave } from '../core/wave.ts';
import { readExhibit } from './judgings.ts';
import type { Ports } from './ports.ts';
import type { JudgedWave } from './read-judged.ts';

export interface Replayed {
  readonly judged: JudgedWave;
  readonly was: VerdictWord;
  readonly wouldBe: ReplayedWord;
  /** Why it would be so, where that is the judge's doing. */
  readonly reasons: readonly string[];
}

/** Throws `Missing` where what it was judged by is not there any more. */
export async function replay(
  ports: Pick<Ports, 'table'>,
  it: JudgedWave,
  judge: JudgeDefinition,
): Promise<Replayed> {
  const { wave, judgings, verdict } = it;
  const was = judgings.map((judging) => heardIn(wave, judging));
  const would: Heard[] = [];
  for (const judging of judgings) {
    const said = judged(await readExhibit(ports, judging), judge, judging.budgetShare);
    if (said) would.push(heardIn(wave, { ...judging, ...said }));
  }
  const weighed = weigh(would);
  const last = wave.bake.lastLook ?? { verdict, reasons: [] };
  return {
    judged: it,
    was: verdict,
    wouldBe: replayedWord(last, weigh(was), weighed),
    reasons: [...weighed.charges.map(({ text }) => text), ...weighed.doubts],
  };
}

function heardIn({ plan }: Wave, judging: Judging): Heard {
  return heardOf(plan.targets, judging);
}
