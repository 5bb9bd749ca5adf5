// Ends a wave: keeps how; after a pass, what it runs is baked.

import { keys } from '../core/keys.ts';
import type { VerdictWord } from '../core/outcome.ts';
import type { PlannedWave } from '../core/plan.ts';
import type { Release } from '../core/release.ts';
import { baked } from '../core/target.ts';
import { type Wave, waveName } from '../core/wave.ts';
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
  readonly failedIn: 'gate' | 'deployment' | 'test' | 'bake';
  readonly verdict: VerdictWord | null;
  readonly reason: string;
}

export interface Consequence {
  readonly ended: End['ended'];
  /** How much is taken back, where anything is. */
  readonly scope: 'wave' | 'stage' | 'release';
}

/** Keeps the end, marks what a pass has baked, and leaves the stage after its last wave; resolves to what follows. */
export async function endWave(ports: Ports, end: End): Promise<Consequence> {
  const { pipeline, release: releaseId, wave: index, verdict, reason } = end;
  const release = await readRelease(ports, pipeline, releaseId);
  const before = await readLiveWave(ports, releaseId, index);
  const { ended, scope } = consequenceOf(before.plan, end);
  const deployed = before.deployedAt ?? (await deployedAt(ports, before));
  const wave = await changeWave(ports, releaseId, index, (item) => {
    if (item.outcome !== 'Running' && item.outcome !== 'NotStarted') return undefined;
    const text = `wave ended, ${ended}${reason ? `: ${reason}` : ''}`;
    const entry = entryOf(ports, release, 'WaveEnded', waveName(item.plan), text);
    const times = {
      ...(deployed && { deployedAt: deployed }),
      ...(ended === 'Passed' && { bakedAt: item.bakedAt ?? entry.at }),
    };
    return { item: { ...finished(item, ended, verdict, reason), ...times }, entries: [entry] };
  });
  await forgetAlarms(ports, wave);
  // A release that was settled meanwhile has no wave left to pass.
  if (wave.outcome === 'Passed') await pass(ports, release, wave);
  return { ended, scope };
}

/** What follows from how the wave ended: whether anything is taken back, and how much. */
function consequenceOf(plan: PlannedWave, { ended, failedIn }: End): Consequence {
  if (ended === 'Failed' && failedIn === 'bake' && plan.onBakeFailure === 'stop') {
    return { ended: 'Stopped', scope: 'wave' };
  }
  const scope = plan.rollback === 'release' ? 'release' : failedIn === 'test' ? 'stage' : 'wave';
  return { ended, scope };
}

async function pass(ports: Ports, release: Release, wave: Wave): Promise<void> {
  await markBaked(ports, wave);
  if (!wave.plan.lastOfStage) return;
  const next = await leaveStage(ports, release, wave.plan.stage);
  if (next) await lookAtGateOf(ports, next);
}

function finished(wave: Wave, ended: End['ended'], verdict: End['verdict'], reason: string): Wave {
  const outcome = ended === 'Superseded' || !wave.openedAt ? outcomeOfUnopened(ended) : ended;
  return {
    ...wave,
    ...(verdict && { verdict }),
    ...(reason && { reason }),
    outcome,
  };
}

/** A wave whose gate never opened has changed nothing. */
function outcomeOfUnopened(ended: End['ended']): Wave['outcome'] {
  return ended === 'Superseded' ? 'NotStarted' : 'Stopped';
}

/** Nothing of a wave that has ended is woken any more. */
export async function forgetAlarms(ports: Ports, wave: Wave): Promise<void> {
  if (wave.blockedSince !== undefined) await unwatchAlarms(ports, 'gate', wave);
  if (wave.bakeStartedAt !== undefined) await unwatchAlarms(ports, 'bake', wave);
}

/** What a wave's targets run has baked there, unless somebody has come to them since: the fence tells. */
export async function markBaked(
  ports: Ports,
  { pipeline, release, plan, fence = 0 }: Wave,
): Promise<void> {
  for (const { name } of plan.targets) {
    await ports.table.change(keys.target(pipeline, name), (target) => {
      if (target === undefined || target.fence > fence) return undefined;
      const after = baked(target, release);
      return after === target ? undefined : { item: after };
    });
  }
}
