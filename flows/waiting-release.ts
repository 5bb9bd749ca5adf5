// The release that waits in front of a gate, as a person means it.

import { Failure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import { ranges } from '../core/keys.ts';
import { areOfOneWave } from '../core/planned-wave.ts';
import { hasEnded, type Release } from '../core/release.ts';
import { releasesNamed } from '../core/release-named.ts';
import { labelOf } from '../core/revision.ts';
import { isThrough, type Wave, type WaveOf } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { readDefinition } from './definitions.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

export interface WaitingRelease {
  readonly release: Release;
  readonly wave: WaveOf<'waiting'>;
}

interface Named {
  readonly pipeline: string;
  readonly release?: string | undefined;
  readonly stage?: string | undefined;
}

/** The one of that name, or the only one. Throws `Refused` where there is none, or more than one. */
export async function waitingRelease(ports: Ports, named: Named): Promise<WaitingRelease> {
  const { pipeline } = named;
  await readDefinition(ports, pipeline);
  const all = await readableItems(ports, ranges.releases(pipeline));
  const running = all.filter((release) => !hasEnded(release));
  const found = await sideBySide(running, async (release) => {
    const wave = waitingIn(await readableItems(ports, ranges.waves(release.id)));
    return wave ? [{ release, wave }] : [];
  });
  const waiting = found.flat();
  const meant = meantIn(waiting, all, named);
  const [first] = meant;
  if (first !== undefined && meant.length === 1) return first;
  const text = waiting.map(
    ({ release, wave }) =>
      `${release.id} (${labelOf(release.revision)}) in front of ${waveName(wave.plan)}`,
  );
  const called = named.release === undefined ? [] : releasesNamed(named.release, all);
  const others = few(called.map((release) => `${release.id} (${labelOf(release.revision)})`));
  const got =
    first === undefined ? others || (named.release ?? named.stage ?? 'none') : meant.length;
  throw new Failure(
    'Refused',
    `expected one release of ${pipeline} that waits in front of a gate, got ${got}; waiting: ${text.join('; ') || 'none'}`,
  );
}

/**
 * The first that has not opened, if all before it are through. Of a wave in slices, which wait each in front of a gate
 * of its own once that of all has opened: the first slice that does, or its tests.
 */
function waitingIn(waves: readonly Wave[]): WaveOf<'waiting'> | undefined {
  const next = waves.find((wave) => !isThrough(wave));
  if (next === undefined) return undefined;
  const all = next.plan.sliced ? waves.filter(({ plan }) => areOfOneWave(plan, next.plan)) : [next];
  return all.find(isWaiting);
}

/** Whether its gate may still open. */
export function isWaiting(wave: Wave): wave is WaveOf<'waiting'> {
  return wave.status === 'waiting' && wave.sealedAt === undefined && !wave.halted;
}

function meantIn(
  waiting: readonly WaitingRelease[],
  all: readonly Release[],
  { release: named, stage }: Named,
): readonly WaitingRelease[] {
  const ids = named === undefined ? undefined : releasesNamed(named, all).map(({ id }) => id);
  return waiting.filter(
    ({ release, wave }) =>
      (ids === undefined || ids.includes(release.id)) &&
      (stage === undefined || wave.plan.stage === stage),
  );
}
