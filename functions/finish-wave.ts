// Task "FinishWave" of statemachines/wave.asl.json: keeps how the wave ended; after a pass, what it runs is baked.

import * as z from 'zod';
import { keys } from '../core/keys.ts';
import { baked, type Target } from '../core/target.ts';
import { type Wave, waveName } from '../core/wave.ts';
import { lookAtGateOf } from '../flows/look-at-gate.ts';
import type { Ports } from '../flows/ports.ts';
import { changeWave, readRelease } from '../flows/read.ts';
import { entryOf, leaveStage } from '../flows/stages.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({
  ...waveFields,
  ended: z.enum(['Passed', 'Failed', 'Stopped', 'Superseded']),
  verdict: z.enum(['pass', 'fail', 'inconclusive']).nullable(),
  reason: z.string(),
});

export const finishWave = task(Input, async (input, ports) => {
  const { pipeline, release: releaseId, wave: index, ended, verdict, reason } = input;
  const release = await readRelease(ports, pipeline, releaseId);
  const wave = await changeWave(ports, releaseId, index, (item) => {
    if (item.outcome !== 'Running' && item.outcome !== 'NotStarted') return undefined;
    const text = `wave ended, ${ended}${reason ? `: ${reason}` : ''}`;
    const entry = entryOf(ports, release, 'WaveEnded', waveName(item.plan), text);
    return { item: finished(item, ended, verdict, reason), entries: [entry] };
  });
  if (ended !== 'Passed') return;
  await markBaked(ports, wave);
  if (!wave.plan.lastOfStage) return;
  const next = await leaveStage(ports, release, wave.plan.stage);
  if (next) await lookAtGateOf(ports, next);
});

function finished(
  wave: Wave,
  ended: z.output<typeof Input>['ended'],
  verdict: z.output<typeof Input>['verdict'],
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
function outcomeOfUnopened(ended: z.output<typeof Input>['ended']): Wave['outcome'] {
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
