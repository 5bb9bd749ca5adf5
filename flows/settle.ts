// Ends a release, however it came to its end: settles its targets, names its outcome, leaves its stages.

import { Failure } from '../core/failure.ts';
import { keys, wavesPartition } from '../core/keys.ts';
import type { Outcome } from '../core/outcome.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Release } from '../core/release.ts';
import { labelOf } from '../core/revision.ts';
import { type Settlement, settlementOf } from '../core/settlement.ts';
import type { Stage } from '../core/stage.ts';
import { deploymentMark, givenUp, mayStillStart, type Target } from '../core/target.ts';
import { type Wait, waitKey } from '../core/wait.ts';
import type { Wave } from '../core/wave.ts';
import { settleTarget } from './look-at-deployment.ts';
import { lookAtGateOf } from './look-at-gate.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { sideBySide } from './side-by-side.ts';
import { entryOf, leaveStage } from './stages.ts';

/** A release that has been claimed and not settled, as it is kept under its execution. */
export interface Open {
  readonly pipeline: string;
  readonly release: string;
  readonly execution: string;
}

export interface Ended {
  readonly outcome: Outcome;
  readonly reason: string;
}

/**
 * Settles the release that an execution carries. Doing it again changes nothing.
 *
 * Throws `NotReady` while a deployment of it still runs: try again later, what it leaves is not known yet.
 */
export async function settleExecution(
  ports: Ports,
  execution: string,
  claimed: Outcome | 'Unknown',
  reason: string,
): Promise<Ended> {
  const open = await ports.table.get<Open>(keys.open(execution));
  const release =
    open && (await ports.table.get<Release>(keys.release(open.pipeline, open.release)));
  if (release?.execution !== execution) {
    await ports.table.remove(keys.open(execution));
    return { outcome: 'Refused', reason };
  }
  const waves = await ports.table.list<Wave>(wavesPartition(release.id));
  const end = release.end ?? (await decide(ports, release, waves, claimed, reason));
  await leaveAll(ports, release, waves, end);
  await replayAll(ports, release, waves);
  await ports.table.remove(keys.open(execution));
  return { outcome: end.outcome, reason: end.reason };
}

async function decide(
  ports: Ports,
  release: Release,
  waves: readonly Wave[],
  claimed: Outcome | 'Unknown',
  reason: string,
): Promise<NonNullable<Release['end']>> {
  const touched = await touchedTargets(ports, release, waves);
  const settlement = settlementOf({
    claimed,
    reason,
    waves,
    waveCount: release.waveCount,
    targets: touched,
    release: release.id,
  });
  await keepWaveOutcomes(ports, release, waves, settlement);
  const ended = await ports.table.change<Release>(
    keys.release(release.pipeline, release.id),
    (item) => {
      if (item === undefined || item.end) return undefined;
      const { outcome } = settlement;
      const text = `${outcome}: ${labelOf(release.revision)}${settlement.reason ? `, ${settlement.reason}` : ''}`;
      const entry = entryOf(ports, release, 'ReleaseEnded', '', text);
      return {
        item: { ...item, end: { at: entry.at, outcome, reason: settlement.reason } },
        entries: [entry],
      };
    },
  );
  ports.count('ReleasesEnded', ended!.end!.outcome);
  return ended!.end!;
}

async function keepWaveOutcomes(
  ports: Ports,
  { id }: Release,
  waves: readonly Wave[],
  { waves: outcomes }: Settlement,
) {
  for (const { plan, outcome } of waves) {
    const settled = outcomes[plan.index]!;
    if (settled === outcome) continue;
    await changeWave(ports, id, plan.index, (item) =>
      item.outcome === settled ? undefined : { item: { ...item, outcome: settled } },
    );
  }
}

/** The targets that the release touched last, sealed against its own late hands, each with its intent settled. */
async function touchedTargets(
  ports: Ports,
  release: Release,
  waves: readonly Wave[],
): Promise<Target[]> {
  const opened = waves.filter(({ openedAt }) => openedAt !== undefined);
  const all = opened.flatMap(({ plan, fence }) =>
    plan.targets.map((definition) => ({ definition, fence: fence!, seconds: plan.deploySeconds })),
  );
  const found = await sideBySide(all, (each) => touchedTarget(ports, release, each));
  return found.filter((target) => target !== undefined);
}

interface Touched {
  readonly definition: TargetDefinition;
  readonly fence: number;
  readonly seconds: number;
}

async function touchedTarget(
  ports: Ports,
  release: Release,
  { definition, fence, seconds }: Touched,
): Promise<Target | undefined> {
  const key = keys.target(release.pipeline, definition.name);
  const target = await ports.table.change<Target>(key, (item) => {
    if (item === undefined || item.fence > fence) return undefined;
    return { item: { ...item, fence: fence + 1 } };
  });
  if (target?.intent?.release !== release.id) return undefined;
  if (target.intent.result !== undefined) return target;
  await settleIntent(ports, release, definition, target, seconds);
  return ports.table.get<Target>(key);
}

/**
 * Asks CodeDeploy what became of a deployment whose waiting state is gone. One that still runs is waited for as long as
 * its plan allows; after that its intent stays open, which is dirty.
 */
async function settleIntent(
  ports: Ports,
  release: Release,
  definition: TargetDefinition,
  { intent, name }: Target,
  deploySeconds: number,
): Promise<void> {
  const deployment = intent!.deployment
    ? await ports.deployments.get(definition, intent!.deployment)
    : await ports.deployments.find(definition, deploymentMark(intent!, name), intent!.startedAt);
  const subject = { pipeline: release.pipeline, release: release.id, target: name };
  if (deployment === undefined && mayStillStart(intent!, ports.clock.now().getTime())) {
    throw new Failure(
      'NotReady',
      `expected to know what was started on ${name}, got a call that may still take effect`,
    );
  }
  if (deployment === undefined && intent!.doing === 'rollBack') {
    return settleTarget(ports, subject, 'Failed', 'the rollback was never started');
  }
  if (deployment === undefined) {
    await ports.table.change<Target>(keys.target(release.pipeline, name), (item) =>
      item ? { item: givenUp(item, 'nothing was started') } : undefined,
    );
    return;
  }
  if (deployment.state === 'running') {
    const ranSeconds = (ports.clock.now().getTime() - Date.parse(intent!.startedAt)) / 1000;
    if (ranSeconds >= deploySeconds) return;
    throw new Failure(
      'NotReady',
      `expected the deployments of ${release.id} to have ended, got ${deployment.id} of ${name} in progress`,
    );
  }
  // No id here: the deployment may have been found by its mark, before the intent knew it.
  const succeeded = deployment.state === 'Succeeded';
  const reason = `deployment ${deployment.id} ended ${deployment.state}`;
  await settleTarget(ports, subject, succeeded ? 'Succeeded' : 'Failed', reason);
}

async function leaveAll(
  ports: Ports,
  release: Release,
  waves: readonly Wave[],
  end: Ended,
): Promise<void> {
  await removeWaits(ports, release);
  const stages = [...new Set(waves.map(({ plan }) => plan.stage))];
  const dirty = new Set(
    waves.filter(({ outcome }) => outcome !== 'NotStarted').map(({ plan }) => plan.stage),
  );
  for (const stage of stages) {
    if (end.outcome === 'LeftDirty' && dirty.has(stage))
      await freeze(ports, release, stage, end.reason);
    const next = await leaveStage(ports, release, stage);
    if (next) await lookAtGateOf(ports, next);
  }
}

/** Only the stage that the release held can be dirty: the others it had left clean. */
async function freeze(
  ports: Ports,
  release: Release,
  stage: string,
  reason: string,
): Promise<void> {
  await ports.table.change<Stage>(keys.stage(release.pipeline, stage), (item) => {
    if (item?.lease?.release !== release.id || item.frozen) return undefined;
    const entry = entryOf(ports, release, 'StageFrozen', stage, `stage ${stage} frozen: ${reason}`);
    return {
      item: { ...item, frozen: { release: release.id, since: entry.at, reason } },
      entries: [entry],
    };
  });
}

/** Writes what a function that died has left unwritten in the ledger. */
async function replayAll(
  ports: Ports,
  { pipeline, id, revision }: Release,
  waves: readonly Wave[],
): Promise<void> {
  const touched = waves.filter(({ openedAt }) => openedAt !== undefined);
  const stages = new Set(touched.map(({ plan }) => plan.stage));
  const targets = touched.flatMap(({ plan }) => plan.targets);
  const all = [
    keys.release(pipeline, id),
    keys.quarantine(pipeline, revision.digest),
    ...[...stages].map((stage) => keys.stage(pipeline, stage)),
    ...touched.map(({ plan }) => keys.wave(id, plan.index)),
    ...targets.map(({ name }) => keys.target(pipeline, name)),
  ];
  await sideBySide(all, (key) => ports.table.replay(key));
}

async function removeWaits(ports: Ports, { id }: Release): Promise<void> {
  const waits = await ports.table.list<Wait>('waits');
  for (const wait of waits.filter(({ release }) => release === id))
    await ports.table.remove(waitKey(wait));
}
