// A release leaves all of its stages as it ends; those that it leaves dirty are frozen.

import { keys } from '../core/keys.ts';
import type { Release } from '../core/release.ts';
import type { Settlement } from '../core/settlement-schema.ts';
import { emptyStage, notFrozenText, type Stage } from '../core/stage.ts';
import type { Wave } from '../core/wave.ts';
import type { Ports } from './ports.ts';
import { leaveAllUnits } from './scale-units.ts';
import { entryOf, leaveStage } from './stages.ts';

/**
 * Leaves every stage, and freezes those that are dirty; resolves to the releases whose turn it is, and to what is said
 * of dirty stages that could not be frozen.
 */
export async function leaveAll(
  ports: Ports,
  release: Release,
  waves: readonly Wave[],
  { dirty, reason }: Settlement,
): Promise<{ readonly next: readonly string[]; readonly open: readonly string[] }> {
  const waiting: string[] = [];
  const open: string[] = [];
  for (const stage of new Set([...waves.map(({ plan }) => plan.stage), ...dirty])) {
    const holder = dirty.includes(stage) && (await freeze(ports, release, stage, reason));
    if (holder) open.push(notFrozenText(stage, holder));
    const next = await leaveStage(ports, release, stage);
    if (next !== undefined) waiting.push(next);
  }
  const plans = waves.map(({ plan }) => plan);
  const next = [...new Set([...waiting, ...(await leaveAllUnits(ports, release.id, plans))])];
  return { next, open };
}

/**
 * A stage that the release has left is frozen as well, as after its last wave: nobody comes in before a person has
 * looked. One that another release has entered since is that one's to judge: resolves to which it is.
 */
async function freeze(
  ports: Ports,
  release: Release,
  stage: string,
  reason: string,
): Promise<string | undefined> {
  const { pipeline, id } = release;
  const after = await ports.table.change(
    keys.stage(pipeline, stage),
    (item = emptyStage(pipeline, stage)) => {
      if (item.frozen || isOthers(item, id)) return undefined;
      const entry = entryOf(
        ports,
        release,
        'StageFrozen',
        stage,
        `stage ${stage} frozen: ${reason}`,
      );
      return {
        item: { ...item, frozen: { release: id, since: entry.at, reason } },
        entries: [entry],
      };
    },
  );
  return after && !after.frozen && isOthers(after, id) ? after.lease?.release : undefined;
}

function isOthers({ lease }: Stage, release: string): boolean {
  return lease !== undefined && lease.release !== release;
}
