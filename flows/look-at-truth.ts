// Somebody else may have moved what a bake watches, or what is being shifted: looks whether it is so, and then at that.

import { type Change, isMove } from '../core/change.ts';
import { deploymentOperation } from '../core/change-event.ts';
import { deploymentOf, type Intent } from '../core/intent.ts';
import { keys, ranges } from '../core/keys.ts';
import { type Owner, ownersTouchedBy } from '../core/owner.ts';
import { isDrift } from '../core/verdict.ts';
import type { BakeWait } from '../core/wait.ts';
import { gatherTruth, itemsOf } from './gather-truth.ts';
import { lookAtBake } from './look-at-bake.ts';
import { lookAtShift } from './look-at-shift.ts';
import { eachForItself, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';
import { toldOf } from './tell-verdict.ts';

/** Looks at a bake whose targets are not as they were left; reads only what they run. */
export async function lookAtTruth(ports: Ports, wait: BakeWait): Promise<void> {
  const wave = await readWave(ports, wait.release, wait.wave);
  // Whoever judged it, or answered for it, may have died before they told its machine.
  if (wave.status === 'judged' || toldOf(wave)) return lookAtBake(ports, wait);
  // Its tests said nothing, and a person is asked.
  if (wave.status === 'open') return lookAtShift(ports, wait, 'change');
  if (wave.status !== 'baking') return;
  const items = await itemsOf(ports, wave);
  const { found } = await gatherTruth(ports, wave, items, 'quick');
  if (found.some(isDrift)) await lookAtBake(ports, wait);
}

/** Looks at the bakes of the targets that a change may have moved: their places tell whose they are. */
export async function lookAtMoved(ports: Ports, change: Change): Promise<void> {
  if (!isMove(change)) return;
  const { account, region, nodes, operation } = change;
  for (const node of nodes) {
    const owners = await readableItems(
      ports,
      ranges.owners(account, region, ownersTouchedBy(node)),
    );
    await eachForItself(ports, owners, (owner) => lookAtOwned(ports, owner, operation));
  }
}

async function lookAtOwned(
  ports: Ports,
  { pipeline, target }: Owner,
  operation: string,
): Promise<void> {
  const item = await ports.table.get(keys.target(pipeline, target));
  if (item?.intent === undefined) return;
  const { release, wave } = item.intent;
  const wait = await ports.table.get(keys.bakeWait(release, wave));
  if (wait) return lookAtTruth(ports, wait);
  const own = deploymentOf(item.intent);
  // What says that its own deployment begins, or ends, tells of nobody else.
  if (own === undefined || operation === deploymentOperation(own)) return;
  if (item.intent.status === 'ended') return lookAtLater(ports, item.intent);
  if (item.intent.doing === 'deploy') await lookAtShift(ports, { release, wave }, 'change');
}

/** What a target of an earlier wave has proved is not so any more: the bake that goes on is looked at. */
async function lookAtLater(ports: Ports, { release, wave: index }: Intent): Promise<void> {
  const waves = await ports.table.list(ranges.waves(release));
  const own = waves.find(({ plan }) => plan.index === index);
  if (own?.status === 'open') return lookAtShift(ports, { release, wave: index }, 'change');
  const later = waves.find(({ status, plan }) => status === 'baking' && plan.index > index);
  const wait = later && (await ports.table.get(keys.bakeWait(release, later.plan.index)));
  if (wait) await lookAtBake(ports, wait);
}
