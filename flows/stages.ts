// Entering and leaving stages, and whose turn is next.

import { Failure } from '../core/failure.ts';
import { type GateAnswer, gateAnswer } from '../core/gate/gate-answer.ts';
import { keys } from '../core/keys.ts';
import type { LedgerEntry, LedgerEvent } from '../core/ledger.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import { labelOf, orderOf } from '../core/revision.ts';
import { emptyStage, isSealed, left, reentered, sealed, waitingFor } from '../core/stage.ts';
import type { Ports } from './ports.ts';

/** An entry of a release's ledger, as of now. */
export function entryOf(
  ports: Ports,
  { pipeline, id }: Pick<Release, 'pipeline' | 'id'>,
  event: LedgerEvent,
  subject: string,
  text: string,
): LedgerEntry {
  return { at: ports.clock.now().toISOString(), pipeline, release: id, event, subject, text };
}

/** Asks a stage's gate for a release, and keeps what it answered; what shuts it from outside lets nobody in. */
export async function enterStage(
  ports: Ports,
  release: Release,
  { stage, mode }: Pick<PlannedWave, 'stage' | 'mode'>,
  shut?: string,
): Promise<GateAnswer> {
  const { pipeline, id, execution, revision, only } = release;
  const candidate = { release: id, execution, order: orderOf(revision), digest: revision.digest };
  let answer: GateAnswer | undefined;
  await ports.table.change(keys.stage(pipeline, stage), (item = emptyStage(pipeline, stage)) => {
    const now = ports.clock.now().toISOString();
    answer = gateAnswer(item, candidate, { now, mode, shut, catchesUp: only !== undefined });
    if (answer.answer === 'superseded' || answer.answer === 'ended') return undefined;
    if (answer.stage === item) return undefined;
    const text = `stage ${stage} entered`;
    const entered = answer.answer === 'open';
    return {
      item: answer.stage,
      entries: entered ? [entryOf(ports, release, 'StageEntered', stage, text)] : [],
    };
  });
  // A change asks at least once, or throws.
  return answer!;
}

/**
 * Takes the lease of a stage that the release has left, to take its revision back; false while another
 * release is there.
 */
export async function reenterStage(
  ports: Ports,
  release: Release,
  stage: string,
): Promise<boolean> {
  const { pipeline, id, execution, revision } = release;
  const item = await ports.table.change(keys.stage(pipeline, stage), (before) => {
    const text = `stage ${stage} entered again, to take ${labelOf(revision)} back`;
    const entry = entryOf(ports, release, 'StageEntered', stage, text);
    const after = before && reentered(before, { release: id, execution }, entry.at);
    if (after === undefined || after === before) return undefined;
    return { item: after, entries: [entry] };
  });
  return item?.lease?.release === id && !isSealed(item, id);
}

/** Shuts a stage to a release that is being ended; resolves to a fence above all that the release has had there. */
export async function sealStage(
  ports: Ports,
  { pipeline, id }: Release,
  stage: string,
): Promise<number> {
  const item = await ports.table.change(
    keys.stage(pipeline, stage),
    (before = emptyStage(pipeline, stage)) => {
      if (isSealed(before, id)) return undefined;
      return { item: sealed(before, id, ports.clock.now().toISOString()) };
    },
  );
  const seal = item?.sealed?.[id];
  if (seal) return seal.fence;
  throw new Failure('Missing', `expected stage ${stage} to be sealed against ${id}, got no seal`);
}

/** Gives up a stage's lease or place in front of it; resolves to the release that waits there now, if any. */
export async function leaveStage(
  ports: Ports,
  release: Release,
  stage: string,
): Promise<string | undefined> {
  const item = await ports.table.change(keys.stage(release.pipeline, stage), (before) => {
    if (before === undefined) return undefined;
    const after = left(before, release.id);
    const wasInside = before.lease?.release === release.id;
    const hasWaited = waitingFor(before).some((each) => each.release === release.id);
    if (!wasInside && !hasWaited) return undefined;
    const entry = entryOf(ports, release, 'StageLeft', stage, `stage ${stage} left`);
    return { item: after, entries: wasInside ? [entry] : [] };
  });
  return item?.lease === undefined ? item?.waiting?.release : undefined;
}

/**
 * The fence of the stage's lease, if the release holds it. Throws `LeaseLost` if it does not, and `Ended` if it is
 * being ended.
 */
export async function fenceOf(
  ports: Ports,
  pipeline: string,
  stage: string,
  release: string,
): Promise<number> {
  const item = await ports.table.get(keys.stage(pipeline, stage));
  if (item && isSealed(item, release)) {
    const text = `expected release ${release} to go on in stage ${stage}, got one that is being ended`;
    throw new Failure('Ended', text);
  }
  if (item?.lease?.release === release) return item.lease.fence;
  const holder = item?.lease ? `release ${item.lease.release} holds it` : 'nobody holds it';
  throw new Failure(
    'LeaseLost',
    `expected release ${release} to hold stage ${stage}, got: ${holder}`,
  );
}
