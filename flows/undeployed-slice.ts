// What tests of a wave in slices wait for.

import type { FoundReason } from '../core/gate/gate-reason.ts';
import { slicesOf, testsSlices } from '../core/slices.ts';
import { hasBaked, isThrough, type Wave } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';

/** What tests what slices have deployed waits until all of them are. */
export async function undeployedSlice(
  ports: Ports,
  { release, plan }: Wave,
): Promise<FoundReason | undefined> {
  if (!testsSlices(plan)) return undefined;
  for (const index of slicesOf(plan)
    .filter((each) => each !== plan.index)
    .reverse()) {
    const slice = await readWave(ports, release, index);
    if (hasBaked(slice) || isThrough(slice)) continue;
    return {
      kind: 'targets',
      subject: 'slices',
      what: `${waveName(slice.plan)} is not deployed yet, and tests are of all slices`,
      clears: 'the deployments of its slices, as they end',
    };
  }
  return undefined;
}
