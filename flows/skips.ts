// What people have ended the waiting of a gate for.

import type { FoundReason } from '../core/gate/gate-reason.ts';
import { maySkip, type Sifted, type Skip, sifted } from '../core/gate/skip.ts';
import { peopleKeys } from '../core/people-keys.ts';
import type { WaveOf } from '../core/wave.ts';
import type { Ports } from './ports.ts';

type Of = Pick<WaveOf<'waiting'>, 'pipeline' | 'release' | 'plan'>;

export async function skipsOf(
  { table }: Pick<Ports, 'table'>,
  { pipeline, release, plan }: Of,
): Promise<readonly Skip[]> {
  return (await table.get(peopleKeys.skips(pipeline, release, plan.index)))?.skips ?? [];
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
