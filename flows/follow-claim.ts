// What follows from a claim: its waves, and that its build has had its release. Whoever settles a release completes it.

import { keys } from '../core/keys.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import type { Wave } from '../core/wave.ts';
import { noteReleased } from './branch-line.ts';
import type { Ports } from './ports.ts';

/** The waves of a release, as planned; those that are written already stay as they are. */
export async function writeWaves(
  ports: Ports,
  { pipeline, id }: Release,
  plan: readonly PlannedWave[],
): Promise<void> {
  for (const wave of plan) {
    const item: Wave = {
      kind: 'wave',
      pipeline,
      release: id,
      plan: wave,
      status: 'waiting',
    };
    await ports.table.change(keys.wave(id, wave.index), (before) =>
      before ? undefined : { item },
    );
  }
}

/** Says that the build of a release needs no other. */
export async function markReleased(
  ports: Ports,
  { pipeline, id, revision }: Release,
): Promise<void> {
  await noteReleased(ports, pipeline, revision);
  await ports.table.change(keys.released(pipeline, revision.build.arn), (item) =>
    item?.release === id ? undefined : { item: { release: id } },
  );
}
