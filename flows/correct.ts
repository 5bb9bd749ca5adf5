// Keeps a person's correction of a verdict.

import { type Correction, type CorrectionWord, waveToCorrect } from '../core/judging/correction.ts';
import { keys } from '../core/keys.ts';
import type { PersonTold } from '../core/ledger.ts';
import { waveName } from '../core/wave-name.ts';
import type { Ports } from './ports.ts';
import { readRelease } from './read.ts';
import { pipelineOf, wavesOf } from './read-judged.ts';
import { entryOf } from './stages.ts';

export interface Correcting {
  readonly release: string;
  readonly is: CorrectionWord;
  readonly wave: string | undefined;
  readonly reason: string;
  readonly by: string;
  readonly person?: PersonTold;
  /** When it was first said; else it is now. */
  readonly at?: string;
}

/** The last word on a wave counts; all of them stand in the ledger. Throws `Refused`, `Missing`. */
export async function correct(ports: Ports, wish: Correcting): Promise<Correction> {
  const { is, reason, by } = wish;
  const release = await readRelease(ports, pipelineOf(wish.release), wish.release);
  const wave = waveToCorrect(await wavesOf(ports, release.id), is, wish.wave);
  const subject = waveName(wave.plan);
  const text = `${is}, says ${by}: ${reason}`;
  const now = entryOf(ports, release, 'VerdictCorrected', subject, text);
  const { person } = wish;
  const entry = { ...now, at: wish.at ?? now.at, ...(person && { person }) };
  const correction: Correction = {
    kind: 'correction',
    pipeline: release.pipeline,
    release: release.id,
    wave: wave.plan.index,
    is,
    reason,
    by,
    at: entry.at,
  };
  await ports.table.change(keys.correction(release.pipeline, release.id, wave.plan.index), () => ({
    item: correction,
    entries: [entry],
  }));
  return correction;
}
