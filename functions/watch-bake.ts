// Task "WatchBake" of statemachines/wave.asl.json: looks at the bake, answers if it can judge, else is woken
// or times out.

import * as z from 'zod';
import { formatDuration } from '../core/duration.ts';
import { type BakeWait, waitKey } from '../core/wait.ts';
import { bakeEndsAt, type Wave, waveName } from '../core/wave.ts';
import { alarmNamesOf } from '../flows/alarm-states.ts';
import { deployedAt } from '../flows/deployed-at.ts';
import { lookAtBake } from '../flows/look-at-bake.ts';
import type { Ports } from '../flows/ports.ts';
import { changeWave, readWave } from '../flows/read.ts';
import { entryOf } from '../flows/stages.ts';
import { startTraffic } from '../flows/start-traffic.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({
  token: z.string(),
  ...waveFields,
  /** No further look comes after this one. */
  lastLook: z.boolean(),
  /** How often the bake was inconclusive so far, and was extended. */
  extension: z.int().min(0),
});

export const watchBake = task(Input, async ({ extension, lastLook, ...input }, ports) => {
  const before = await readWave(ports, input.release, input.wave);
  const deployed = before.deployedAt ?? (await deployedAt(ports, before));
  const wave = await changeWave(ports, input.release, input.wave, (item) =>
    begun(ports, item, extension, deployed),
  );
  if (extension > 1) await startTraffic(ports, wave);
  const alarms = alarmNamesOf(wave.plan.targets);
  const wait: BakeWait = { kind: 'bake', ...input, lastLook, alarms };
  await ports.table.put(waitKey(wait), wait);
  if (lastLook) await untilTheEnd(ports, wave);
  await lookAtBake(ports, wait);
});

/** Timeouts count from their states' entries, so the last look may come a moment before the bake's own end. */
const MOMENT_SECONDS = 5;

async function untilTheEnd(ports: Ports, wave: Wave): Promise<void> {
  const left = (bakeEndsAt(wave)! - ports.clock.now().getTime()) / 1000;
  if (left > 0 && left <= MOMENT_SECONDS) await ports.clock.sleep(left);
}

/** The wave with its bake, or an extension of it, begun now; undefined if it has begun before. */
function begun(ports: Ports, wave: Wave, extension: number, deployed: string | undefined) {
  const release = { pipeline: wave.pipeline, id: wave.release };
  const subject = waveName(wave.plan);
  const { seconds, extensionSeconds } = wave.plan.bake!;
  if (wave.bakeStartedAt === undefined) {
    const entry = entryOf(
      ports,
      release,
      'BakeStarted',
      subject,
      `baking for ${formatDuration(seconds)}`,
    );
    const times = { ...(deployed && { deployedAt: deployed }), bakeStartedAt: entry.at };
    return { item: { ...wave, ...times }, entries: [entry] };
  }
  if (extension <= (wave.extensions ?? 0)) return undefined;
  const under = extension > 1 ? ' again, under synthetic traffic' : '';
  const text = `bake extended${under}, by ${formatDuration(extensionSeconds)}: ${wave.reason ?? ''}`;
  const entry = entryOf(ports, release, 'BakeExtended', subject, text);
  const { verdict: _, reason: __, ...rest } = wave;
  return { item: { ...rest, extendedAt: entry.at, extensions: extension }, entries: [entry] };
}

export const handler = watchBake.onAws();
