// Brings a revision to where instances fetch it, before anything of a wave is changed.

import { secondsLeft } from '../aws/time-left.ts';
import { isFailure } from '../core/failure.ts';
import { ranges } from '../core/keys.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import { type FarCopy, farCopiesOf } from './copies.ts';
import { announced, readLiveWave } from './hands.ts';
import { logFailure } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { readRelease } from './read.ts';

interface Bringing {
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
}

/** What a copy may take, beside what else the function does. */
const SECONDS_OF_A_COPY = 20;

/**
 * Copies it for the wave's own targets. As a release begins also for those of its later waves, so that a bucket that
 * nobody may write to is found before anything has changed: of those only a refusal counts, and what else is in the way
 * has until then.
 *
 * Throws `Refused` where that cannot be done, `ServiceFailed` and `NotReady` where it is to be tried again.
 */
export async function bringCopies(
  ports: Ports,
  { pipeline, release: id, wave: index }: Bringing,
): Promise<void> {
  const release = await readRelease(ports, pipeline, id);
  const wave = await readLiveWave(ports, id, index);
  const { revision } = release;
  const own = farCopiesOf(wave.plan.targets, revision);
  const all = index > 0 ? [] : await ports.table.list(ranges.waves(id));
  const later = farCopiesOf(
    all.flatMap(({ plan }) => plan.targets),
    revision,
  );
  if (own.length + later.length === 0) return;
  // Nothing makes a copy conditional: an end that comes meanwhile waits for it.
  await announced(ports, wave, 'BringCopies', () => copy(ports, own, later));
}

async function copy(
  { artifacts, ...ports }: Ports,
  own: readonly FarCopy[],
  later: readonly FarCopy[],
): Promise<void> {
  for (const { place, artifact, digest } of own) await artifacts.copyTo(place, artifact, digest);
  for (const { place, artifact, digest } of later) {
    if (secondsLeft() < SECONDS_OF_A_COPY) return;
    try {
      await artifacts.copyTo(place, artifact, digest);
    } catch (thrown) {
      if (isFailure(thrown, 'Refused')) throw thrown;
      logFailure(ports, { copyFor: `${place.account} ${place.region}` }, thrown);
    }
  }
}

/** Whether anything is to be brought anywhere before the wave begins. */
export async function needsCopies(
  ports: Pick<Ports, 'table'>,
  { id, revision }: Pick<Release, 'id' | 'revision'>,
  { index, targets }: PlannedWave,
): Promise<boolean> {
  if (farCopiesOf(targets, revision).length > 0) return true;
  if (index > 0) return false;
  const waves = await ports.table.list(ranges.waves(id));
  return waves.some(({ plan }) => farCopiesOf(plan.targets, revision).length > 0);
}
