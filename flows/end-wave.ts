// Ends a wave: keeps how; after a pass, what it runs is baked.

import { keys } from '../core/keys.ts';
import type { VerdictWord } from '../core/outcome.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import { type FailedIn, type RollbackScope, rollbackScopeOf } from '../core/rollback-scope.ts';
import { baked } from '../core/target.ts';
import {
  endedWave,
  harmOf,
  hasOpened,
  hasPassed,
  type OpenedWave,
  type Wave,
  type WaveEnd,
  waveName,
} from '../core/wave.ts';
import { deployedAt } from './deployed-at.ts';
import { readLiveWave } from './hands.ts';
import { lookAtGateOf } from './look-at-gate.ts';
import type { Ports } from './ports.ts';
import { changeWave, readRelease } from './read.ts';
import { entryOf, leaveStage } from './stages.ts';
import { unwatchAlarms } from './watch-alarms.ts';

/** How the machine says that a wave ended. */
export interface End {
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  readonly ended: 'Passed' | 'Failed' | 'Stopped' | 'Superseded';
  readonly failedIn: FailedIn;
  readonly verdict: VerdictWord | null;
  readonly reason: string;
}

export interface Consequence {
  readonly ended: End['ended'];
  /** How much is taken back, where anything is. */
  readonly scope: RollbackScope;
  readonly reason: string;
}

/** Keeps the end, marks what a pass has baked, and leaves the stage after its last wave; resolves to what follows. */
export async function endWave(ports: Ports, end: End): Promise<Consequence> {
  const { pipeline, release: releaseId, wave: index } = end;
  const release = await readRelease(ports, pipeline, releaseId);
  const before = await readLiveWave(ports, releaseId, index);
  const { verdict, reason, ...how } = provenEnd(before, end);
  const { ended, scope } = consequenceOf(before.plan, how);
  const deployed = await deployedAt(ports, before);
  const wave = await changeWave(ports, releaseId, index, (item) => {
    if (item.status === 'ended') return undefined;
    const text = `wave ended, ${ended}${reason ? `: ${reason}` : ''}`;
    const entry = entryOf(ports, release, 'WaveEnded', waveName(item.plan), text);
    const said = { ...(verdict && { verdict }), ...(reason && { reason }) };
    const wave = endedWave(item, { outcome: reachedBy(item, ended), ...said }, entry.at);
    const times = hasOpened(wave) && deployed !== undefined && { deployedAt: deployed };
    return { item: { ...wave, ...times }, entries: [entry] };
  });
  await forgetAlarms(ports, wave);
  // A release that was settled meanwhile has no wave left to pass.
  if (hasPassed(wave)) await pass(ports, release, wave);
  return { ended, scope, reason };
}

/** Harm that was found before the bake had begun is why the wave ended, whatever its machine has seen of it. */
function provenEnd(wave: Wave, end: End): Pick<End, 'ended' | 'failedIn' | 'verdict' | 'reason'> {
  const harm = harmOf(wave);
  if (harm === undefined) return end;
  const { failedIn } = end;
  return { ended: 'Failed', failedIn, verdict: 'fail', reason: harm.reason };
}

/** What follows from how the wave ended: whether anything is taken back, and how much. */
function consequenceOf(
  plan: PlannedWave,
  { ended, failedIn }: Pick<End, 'ended' | 'failedIn'>,
): Omit<Consequence, 'reason'> {
  if (ended === 'Failed' && failedIn === 'bake' && plan.onBakeFailure === 'stop') {
    return { ended: 'Stopped', scope: 'wave' };
  }
  return { ended, scope: rollbackScopeOf(plan, failedIn) };
}

async function pass(ports: Ports, release: Release, wave: OpenedWave): Promise<void> {
  await markBaked(ports, wave);
  if (!wave.plan.lastOfStage) return;
  const next = await leaveStage(ports, release, wave.plan.stage);
  if (next) await lookAtGateOf(ports, next);
}

/** A wave whose gate never opened has changed nothing. */
function reachedBy(wave: Wave, ended: End['ended']): WaveEnd['outcome'] {
  if (ended === 'Superseded') return 'NotStarted';
  return hasOpened(wave) ? ended : 'Stopped';
}

/** Nothing of a wave that has ended is woken any more. It watched its alarms before its gate had opened. */
export async function forgetAlarms(ports: Ports, wave: Wave): Promise<void> {
  await unwatchAlarms(ports, 'bake', wave);
  if (!hasOpened(wave)) await unwatchAlarms(ports, 'gate', wave);
}

/** What a wave's targets run has baked there, unless somebody has come to them since: the fence tells. */
export async function markBaked(
  ports: Ports,
  { pipeline, release, plan, fence }: OpenedWave,
): Promise<void> {
  for (const { name } of plan.targets) {
    await ports.table.change(keys.target(pipeline, name), (target) => {
      if (target === undefined || target.fence > fence) return undefined;
      const after = baked(target, release);
      return after === target ? undefined : { item: after };
    });
  }
}
