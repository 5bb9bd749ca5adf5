// Task "FinishWave" of statemachines/wave.asl.json: keeps how the wave ended; after a pass, what it runs is baked.

import * as z from 'zod';
import { keys } from '../core/keys.ts';
import type { PlannedWave } from '../core/plan.ts';
import type { Release } from '../core/release.ts';
import { baked, type Target } from '../core/target.ts';
import { type Wave, waveName } from '../core/wave.ts';
import { deployedAt } from '../flows/deployed-at.ts';
import { lookAtGateOf } from '../flows/look-at-gate.ts';
import type { Ports } from '../flows/ports.ts';
import { changeWave, readRelease, readWave } from '../flows/read.ts';
import { entryOf, leaveStage } from '../flows/stages.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({
  ...waveFields,
  ended: z.enum(['Passed', 'Failed', 'Stopped', 'Superseded']),
  failedIn: z.enum(['gate', 'deployment', 'test', 'bake']),
  verdict: z.enum(['pass', 'fail', 'inconclusive']).nullable(),
  reason: z.string(),
});

type Finish = z.output<typeof Input>;

export const finishWave = task(Input, async (input, ports) => {
  const { pipeline, release: releaseId, wave: index, verdict, reason } = input;
  const release = await readRelease(ports, pipeline, releaseId);
  const before = await readWave(ports, releaseId, index);
  const { ended, scope } = consequenceOf(before.plan, input);
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
  // A release that was settled meanwhile has no wave left to pass.
  if (wave.outcome === 'Passed') await pass(ports, release, wave);
  return { ended, scope };
});

/** What follows from how the wave ended: whether anything is taken back, and how much. */
function consequenceOf(plan: PlannedWave, { ended, failedIn }: Finish) {
  if (ended === 'Failed' && failedIn === 'bake' && plan.onBakeFailure === 'stop') {
    return { ended: 'Stopped' as const, scope: 'wave' as const };
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

function finished(
  wave: Wave,
  ended: Finish['ended'],
  verdict: Finish['verdict'],
  reason: string,
): Wave {
  const outcome = ended === 'Superseded' || !wave.openedAt ? outcomeOfUnopened(ended) : ended;
  return {
    ...wave,
    ...(verdict && { verdict }),
    ...(reason && { reason }),
    outcome,
  };
}

/** A wave whose gate never opened has changed nothing. */
function outcomeOfUnopened(ended: Finish['ended']): Wave['outcome'] {
  return ended === 'Superseded' ? 'NotStarted' : 'Stopped';
}

async function markBaked(ports: Ports, { pipeline, release, plan }: Wave): Promise<void> {
  for (const { name } of plan.targets) {
    await ports.table.change<Target>(keys.target(pipeline, name), (target) => {
      if (target === undefined || target.baked?.release === release) return undefined;
      return { item: baked(target, release) };
    });
  }
}

export const handler = finishWave.onAws();
