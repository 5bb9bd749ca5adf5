// Starts a rollback by hand: bars what it takes back, stops what is in its way, and says which targets return.

import { whoIs } from '../core/command/person.ts';
import { Failure } from '../core/failure.ts';
import { type Way, wavesWithin } from '../core/find-way-back.ts';
import { keys } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { reasonOf } from '../core/plain-reason.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import { labelOf } from '../core/revision.ts';
import { waveName } from '../core/wave-name.ts';
import { returningIn, type WayBack } from '../core/way-back.ts';
import { barRevision } from './bar-revision.ts';
import { type AskedRollback, claimRollback, planOfRollback, rollbackOf } from './claim-rollback.ts';
import { announced, readLiveWave } from './hands.ts';
import { hooksOf } from './hooks.ts';
import { inTheWay } from './in-the-way.ts';
import { stagesOf, waysWithin } from './intend-rollback.ts';
import { measureDeployment } from './measure-deployment.ts';
import type { Ports } from './ports.ts';
import { changeWave, readRelease } from './read.ts';
import { seizeStage } from './seize-stage.ts';
import { entryOf, fenceOf } from './stages.ts';
import { inParts, type RollbackPlan } from './start-rollback.ts';
import { stopRelease } from './stop-release.ts';

/**
 * Claims it, and takes precedence over all that waits or goes forward there; what takes back already is waited for.
 *
 * Throws `NotReady` while that is so, or a call of what it has stopped may still take effect: try again, which goes on
 * where this has ended.
 */
export async function rollBackByHand(ports: Ports, asked: AskedRollback): Promise<RollbackPlan> {
  const release = await claimRollback(ports, asked);
  const wave = await readLiveWave(ports, release.id, 0);
  return announced(ports, wave, 'the start of the rollback', () => begin(ports, release));
}

async function begin(ports: Ports, claimed: Release): Promise<RollbackPlan> {
  const { takes, by, reason, area } = rollbackOf(claimed);
  for (const revision of takes) await barRevision(ports, claimed, revision, { reason, by });
  const plan = await planOfRollback(ports, claimed);
  const waves = wavesWithin(plan, area);
  const release = await pinned(ports, claimed, plan, waves);
  const wayBack = rollbackOf(release);
  const returning = new Set(returningIn(wayBack));
  const inScope = waves
    .map((wave) => ({ ...wave, targets: wave.targets.filter(({ name }) => returning.has(name)) }))
    .filter(({ targets }) => targets.length > 0)
    // What serves users comes first: later stages and waves.
    .reverse();
  for (const wave of inScope) await openWave(ports, release, wave, wayBack);
  const targets = inScope.flatMap(({ index, targets: own }) =>
    own.map(({ name }) => ({ target: name, wave: index })),
  );
  return {
    pipeline: release.pipeline,
    release: release.id,
    byHand: true,
    hooks: await hooksOf(ports, release, targets.length),
    note: noteOf(wayBack),
    deploySeconds: Math.max(1, ...inScope.map(({ deploySeconds }) => deploySeconds)),
    ...inParts(targets),
  };
}

/** Once it has its stages, and nothing of what it takes back goes on, it is settled which targets return. */
async function pinned(
  ports: Ports,
  release: Release,
  plan: readonly PlannedWave[],
  waves: readonly PlannedWave[],
): Promise<Release> {
  const { takes, area, to, ways: known } = rollbackOf(release);
  const { pipeline } = release;
  const digests = takes.map(({ digest }) => digest);
  const now = async () => {
    const { stopped } = rollbackOf(await readRelease(ports, pipeline, release.id));
    return waysWithin(ports, { pipeline, plan, area, digests, to, stopped });
  };
  const namesOf = (ways: readonly Way[]) => ways.map(({ target }) => target);
  const wanted = known ? (returningIn(rollbackOf(release)) ?? []) : namesOf((await now()).ways);
  const seized = new Set<string>();
  await clearTheWay(ports, release, digests, stagesOf(waves, wanted), seized);
  if (known) return release;
  for (;;) {
    const { ways, staying } = await now();
    const missing = stagesOf(waves, namesOf(ways)).filter((stage) => !seized.has(stage));
    if (missing.length === 0) return pin(ports, release, ways, staying);
    await clearTheWay(ports, release, digests, missing, seized);
  }
}

async function clearTheWay(
  ports: Ports,
  release: Release,
  digests: readonly string[],
  stages: readonly string[],
  seized: Set<string>,
): Promise<void> {
  const { stops, waitsFor } = await inTheWay(ports, release.pipeline, stages, digests);
  const [first] = waitsFor.filter((id) => id !== release.id);
  if (first !== undefined) throw isTakingBack(first);
  for (const { id } of stops) await noteStopped(ports, release, id);
  for (const stage of stages) {
    const holder = await seizeStage(ports, release, stage);
    if (holder !== undefined) await noteStopped(ports, release, holder);
    seized.add(stage);
  }
  const { stopped } = rollbackOf(await readRelease(ports, release.pipeline, release.id));
  for (const id of stopped) await stopRelease(ports, release, id, release.pipeline);
}

function isTakingBack(id: string): Failure {
  const text = `expected stages that nobody takes back just now, got release ${id}, which does: it is waited for`;
  return new Failure('NotReady', text);
}

async function noteStopped(ports: Ports, { pipeline, id }: Release, other: string): Promise<void> {
  await ports.table.change(keys.release(pipeline, id), (item) => {
    if (item?.status !== 'running' || !item.rollback) return undefined;
    const { stopped } = item.rollback;
    if (stopped.includes(other)) return undefined;
    return { item: { ...item, rollback: { ...item.rollback, stopped: [...stopped, other] } } };
  });
}

async function pin(
  ports: Ports,
  release: Release,
  ways: readonly Way[],
  staying: Readonly<Record<string, string>>,
): Promise<Release> {
  const { pipeline, id } = release;
  const groups = Map.groupBy(ways, ({ to }) => to.revision.digest);
  const found = [...groups].map(([to, own]) => ({ to, targets: own.map(({ target }) => target) }));
  const after = await ports.table.change(keys.release(pipeline, id), (item) => {
    if (item?.status !== 'running' || !item.rollback || item.rollback.ways) return undefined;
    // What they have left running there is in the way too.
    const former = ways.flatMap(({ by }) => (by === undefined || by === id ? [] : [by]));
    const stopped = [...new Set([...item.rollback.stopped, ...former])];
    const rollback: WayBack = { ...item.rollback, stopped, ways: found, staying };
    return { item: { ...item, rollback } };
  });
  if (after?.rollback?.ways) return after;
  throw new Failure('Ended', `expected rollback ${id} to go on, got one that is being ended`);
}

async function openWave(
  ports: Ports,
  release: Release,
  { stage, index, wave, targets }: PlannedWave,
  { takes, reason }: WayBack,
): Promise<void> {
  const fence = await fenceOf(ports, release.pipeline, stage, release.id);
  let written: LedgerEntry | undefined;
  await changeWave(ports, release.id, index, (item) => {
    written = undefined;
    if (item.status !== 'waiting') return undefined;
    const names = targets.map(({ name }) => name).join(', ');
    const text = `taking ${takes.map(labelOf).join(', ')} back on ${names}: ${reason}`;
    const entry = entryOf(ports, release, 'RollbackStarted', waveName({ stage, wave }), text);
    const { blockedSince: _, blockedBy: __, ...rest } = item;
    const opened = { openedAt: entry.at, fence, tests: {} };
    written = entry;
    return { item: { ...rest, ...opened, status: 'open' }, entries: [entry] };
  });
  measureDeployment(ports, 'RollbacksStarted', stage, written);
}

function noteOf(wayBack: WayBack): string {
  const { by, reason, staying = {}, takes } = wayBack;
  const stays = Object.entries(staying).map(([name, why]) => `${name} stays: ${why}`);
  const what = takes.map(labelOf).join(', ');
  const nothing = returningIn(wayBack)?.length === 0 ? [`nothing ran ${what} any more`] : [];
  const texts = [...nothing, ...stays];
  // Of one revision its release bears the name.
  const taken = takes.length > 1 ? `${what} taken back` : 'taken back';
  return [`${taken} by ${whoIs(by)}: ${reason}`, texts.length > 0 ? reasonOf(texts) : '']
    .filter(Boolean)
    .join('; ');
}
