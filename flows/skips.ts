// What people have ended the waiting of a gate for.

import type { FoundReason } from '../core/gate/gate-reason.ts';
import { maySkip, type Sifted, type Skip, sifted } from '../core/gate/skip.ts';
import { peopleKeys } from '../core/people-keys.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { WaveOf } from '../core/wave.ts';
import type { Ports } from './ports.ts';

type Of = Pick<WaveOf<'waiting'>, 'pipeline' | 'release' | 'plan'>;

/** What is skipped for a wave is for all its slices, which look at the same. */
export function skipsIndexOf({ index, sliced }: Pick<PlannedWave, 'index' | 'sliced'>): number {
  return sliced?.first ?? index;
}

export async function skipsOf(
  { table }: Pick<Ports, 'table'>,
  { pipeline, release, plan }: Of,
): Promise<readonly Skip[]> {
  return (await table.get(peopleKeys.skips(pipeline, release, skipsIndexOf(plan))))?.skips ?? [];
}

/** What of the reasons is left. Where there is none that may be skipped, nothing is asked. */
export async function siftedBySkips(
  ports: Ports,
  wave: Of,
  reasons: readonly FoundReason[],
): Promise<Sifted> {
  if (!reasons.some(maySkip)) return { left: reasons, passed: [] };
  return sifted(reasons, await skipsOf(ports, wave), ports.clock.now().toISOString());
}
