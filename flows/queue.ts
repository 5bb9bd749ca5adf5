// A stage that keeps order: whose turn it is not, takes a place in its queue and waits for those before it.

import { isExpectedBefore } from '../core/admission/coming.ts';
import type { FoundReason } from '../core/gate/gate-reason.ts';
import { stageReasons } from '../core/gate/inner-reasons.ts';
import { keys, ranges } from '../core/keys.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import { isNewer, labelOf, orderOf } from '../core/revision.ts';
import { type Stage, waitingFor } from '../core/stage.ts';
import type { WaveOf } from '../core/wave.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { enterStage } from './stages.ts';

/** What nobody is let in by: it takes a place first. */
const NOT_YET = 'its turn is looked for';

/**
 * Why it is another's turn, once it has its own place; nothing where the stage keeps no order, or it is next. Those who
 * are not next are looked at no further: two hundred may wait.
 */
export async function queuedReasons(
  ports: Ports,
  release: Release,
  { plan }: WaveOf<'waiting'>,
): Promise<readonly FoundReason[]> {
  if (plan.mode !== 'queue') return [];
  const first = await enterStage(ports, release, plan, NOT_YET);
  if (first.answer !== 'wait') return [];
  const answer = first.because ? first : await afterOthers(ports, release, plan);
  if (answer.answer !== 'wait') return [];
  if (answer.because === 'queue') return stageReasons(plan, answer);
  if (answer.because !== undefined) return [];
  const older =
    (await olderComing(ports, release, answer.stage)) ??
    (await olderOnTheWay(ports, release, plan, answer.stage));
  if (older === undefined) return [];
  const what = `${older} is older, is on its way here, and goes first`;
  const clears = 'that release, as it leaves the stage or ends; stop it to go on without it';
  return [{ kind: 'queue', subject: plan.stage, what, clears }];
}

/** Events of builds that end at once come within seconds of each other, and in any order. */
const TOGETHER_SECONDS = 10;

/** What the gate answers a release that is next, once those had time to come that were built at the same time. */
async function afterOthers(ports: Ports, release: Release, plan: PlannedWave) {
  const seconds = (ports.clock.now().getTime() - Date.parse(release.startedAt)) / 1000;
  if (seconds < TOGETHER_SECONDS) await ports.clock.sleep(TOGETHER_SECONDS - seconds);
  return enterStage(ports, release, plan, NOT_YET);
}

/**
 * A release that has begun before this one's turn, and has not come to the stage yet: releases that start at once may
 * come in any order, and an older one could not be let in after a newer.
 */
async function olderOnTheWay(
  ports: Ports,
  release: Release,
  plan: PlannedWave,
  stage: Stage,
): Promise<string | undefined> {
  const waiting = new Set(waitingFor(stage).map((each) => each.release));
  for (const open of await readableItems(ports, ranges.open())) {
    if (open.pipeline !== release.pipeline || waiting.has(open.release)) continue;
    const other = await ports.table.get(keys.release(open.pipeline, open.release));
    if (other === undefined || !isBetween(other, release, stage)) continue;
    if (await isYetToCome(ports, other, plan.stage)) return labelOf(other.revision);
  }
  return undefined;
}

/** One that has not been claimed yet. Those that have are forgotten here, and told by their releases after that. */
async function olderComing(
  ports: Ports,
  { pipeline, revision }: Release,
  { newest }: Stage,
): Promise<string | undefined> {
  const now = ports.clock.now().getTime();
  let older: string | undefined;
  for (const coming of await readableItems(ports, ranges.coming(pipeline))) {
    const isPast = newest !== undefined && isNewer(newest, coming.order);
    const isClaimed = await ports.table.get(keys.released(pipeline, coming.build));
    if (isClaimed || isPast) await ports.table.remove(keys.coming(pipeline, coming.build));
    else if (isExpectedBefore(coming, orderOf(revision), now)) older ??= `#${coming.order.number}`;
  }
  return older;
}

/** Newer than all that were let in, and older than the one that is next. */
function isBetween(other: Release, release: Release, { newest }: Stage): boolean {
  if (other.status !== 'running' || other.rollback) return false;
  const order = orderOf(other.revision);
  const isOlder = isNewer(orderOf(release.revision), order);
  return isOlder && (newest === undefined || !isNewer(newest, order));
}

/** Its waves are written one after the other, right after it was claimed. */
async function isYetToCome(ports: Ports, other: Release, stage: string): Promise<boolean> {
  const waves = await readableItems(ports, ranges.waves(other.id));
  if (waves.length < other.waveCount) return true;
  const own = waves.filter((wave) => wave.plan.stage === stage);
  return own.some(({ status, sealedAt }) => status === 'waiting' && sealedAt === undefined);
}
