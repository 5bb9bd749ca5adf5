// For how long the end of a release waits for what cannot be asked, or done, just then.

import type { Release } from '../core/release.ts';
import type { Wave } from '../core/wave.ts';
import type { Ports } from './ports.ts';

/** Since the release was sealed: longer than a bad quarter of an hour of an API. */
const PATIENCE_MILLIS = 1_800_000;

/** Whether it is tried again: an end that nothing bounds holds its stages, and nobody is told. */
export function isPatient(
  { clock }: Pick<Ports, 'clock'>,
  { startedAt }: Pick<Release, 'startedAt'>,
  waves: readonly Pick<Wave, 'sealedAt'>[],
): boolean {
  const [sealedAt = startedAt] = waves.flatMap((wave) => wave.sealedAt ?? []).toSorted();
  return clock.now().getTime() - Date.parse(sealedAt) < PATIENCE_MILLIS;
}
