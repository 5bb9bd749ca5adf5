// Reads nouns that must be there.

import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { Release } from '../core/release.ts';
import type { Wave } from '../core/wave.ts';
import type { Ports } from './ports.ts';
import { learn } from './subject.ts';

export async function readRelease(
  { table }: Pick<Ports, 'table'>,
  pipeline: string,
  id: string,
): Promise<Release> {
  const release = await table.get(keys.release(pipeline, id));
  if (release === undefined)
    throw new Failure('Missing', `expected release ${id}, got none in the table`);
  return release;
}

export async function readWave(ports: Ports, release: string, index: number): Promise<Wave> {
  const wave = await ports.table.get(keys.wave(release, index));
  if (wave === undefined) {
    throw new Failure(
      'Missing',
      `expected wave ${index} of release ${release}, got none in the table`,
    );
  }
  const { plan, pipeline } = wave;
  learn({ pipeline, release, stage: plan.stage, wave: plan.index });
  return wave;
}

/** Changes a wave that exists; one whose release is being ended stays as it is. */
export async function changeWave(
  ports: Ports,
  release: string,
  index: number,
  decide: (
    wave: Wave,
  ) => { item: Wave; entries?: import('../core/ledger.ts').LedgerEntry[] } | undefined,
): Promise<Wave> {
  const changed = await ports.table.change(keys.wave(release, index), (wave) =>
    wave === undefined || wave.sealedAt !== undefined ? undefined : decide(wave),
  );
  return changed ?? readWave(ports, release, index);
}
