// Reads what was judged in a pipeline, and what people have said of it since.

import { Failure } from '../core/failure.ts';
import type { Correction } from '../core/judging/correction.ts';
import type { StoredJudging } from '../core/judging/judging-schema.ts';
import { ranges } from '../core/keys.ts';
import type { VerdictWord } from '../core/outcome.ts';
import type { Release } from '../core/release.ts';
import { type BakedWave, decisionOf, hasBaked, type Wave } from '../core/wave.ts';
import { readJudgings } from './judgings.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

type Readable = Pick<Ports, 'table' | 'log'>;

/** A wave that had a bake, with all that was said of it. */
export interface JudgedWave {
  readonly release: Release;
  readonly wave: BakedWave;
  readonly verdict: VerdictWord;
  readonly judgings: readonly StoredJudging[];
  readonly correction?: Correction;
}

/** The waves of a pipeline's last releases whose bake has ended, the newest release first. */
export async function readJudged(
  ports: Readable,
  pipeline: string,
  lastReleases: number,
): Promise<JudgedWave[]> {
  const [releases, corrections] = await Promise.all([
    readableItems(ports, ranges.releases(pipeline)),
    readableItems(ports, ranges.corrections(pipeline)),
  ]);
  const newest = releases
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .slice(0, lastReleases);
  const all = await sideBySide(newest, (release) => judgedWavesOf(ports, release, corrections));
  return all.flat();
}

async function judgedWavesOf(
  ports: Readable,
  release: Release,
  corrections: readonly Correction[],
): Promise<JudgedWave[]> {
  const [waves, judgings] = await Promise.all([
    wavesOf(ports, release.id),
    readJudgings(ports, release.id),
  ]);
  return waves
    .filter(hasBaked)
    .flatMap((wave) => {
      const { verdict } = decisionOf(wave);
      return verdict ? [{ wave, verdict }] : [];
    })
    .map(({ wave, verdict }) => {
      const isOf = (it: { readonly release: string; readonly wave: number }) =>
        it.release === release.id && it.wave === wave.plan.index;
      const correction = corrections.find(isOf);
      return {
        release,
        wave,
        verdict,
        judgings: judgings.filter(isOf),
        ...(correction && { correction }),
      };
    });
}

export function wavesOf({ table }: Pick<Ports, 'table'>, release: string): Promise<Wave[]> {
  return table.list(ranges.waves(release));
}

/** The pipeline's name in a release's id. Throws `Refused` where it is none. */
export function pipelineOf(release: string): string {
  const [, pipeline] = /^(.+)-[0-9a-f]{12}-\d+$/.exec(release) ?? [];
  if (pipeline !== undefined) return pipeline;
  throw new Failure(
    'Refused',
    `expected a release such as checkout-7d865e959b24-1, got ${release}; the board and the ledger name them`,
  );
}
