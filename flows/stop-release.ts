// Ends a release that goes forward, for a rollback: no hand of it does anything any more.

import { whoIs } from '../core/command/person.ts';
import { keys } from '../core/keys.ts';
import type { Release } from '../core/release.ts';
import type { Ports } from './ports.ts';
import { refuseWhileCalling, sealWaves } from './seal.ts';
import { sealStage } from './stages.ts';

/**
 * Seals its stages and waves and stops its execution; how it ends is found by whoever hears of that. Doing it again
 * changes nothing. Throws `NotReady` while a call of it may still take effect.
 */
export async function stopRelease(
  ports: Ports,
  by: Pick<Release, 'id' | 'rollback'>,
  id: string,
  pipeline: string,
): Promise<void> {
  const release = await ports.table.get(keys.release(pipeline, id));
  if (release?.status !== 'running') return;
  const { waves } = await sealWaves(ports, release);
  for (const stage of new Set(waves.map(({ plan }) => plan.stage)))
    await sealStage(ports, release, stage);
  const { by: whom = 'somebody', reason = '' } = by.rollback ?? {};
  const cause = `in the way of rollback ${by.id}, asked for by ${whoIs(whom)}: ${reason}`;
  await ports.workflows.stop(release.execution, 'RolledBackByHand', cause);
  refuseWhileCalling(ports, release, waves);
}
