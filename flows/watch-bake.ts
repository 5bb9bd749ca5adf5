// Begins a bake, or an extension of it, and looks at it for the first time.

import { formatDuration } from '../core/duration.ts';
import type { BakeWait } from '../core/wait.ts';
import { bakeEndsAt, type Wave, waveName } from '../core/wave.ts';
import { alarmNamesOf } from './alarm-states.ts';
import { deployedAt } from './deployed-at.ts';
import { readLiveWave, register } from './hands.ts';
import { lookAtBake } from './look-at-bake.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { entryOf } from './stages.ts';
import { startTraffic } from './start-traffic.ts';
import { watchAlarms } from './watch-alarms.ts';

/** What is asked of a bake; its alarms are told by its wave. */
export interface Watch extends Omit<BakeWait, 'kind' | 'alarms'> {
  /** How often the bake was inconclusive so far, and was extended. */
  readonly extension: number;
}

/** Registers the token before it looks: whoever learns more after that answers it. */
export async function watch(ports: Ports, { extension, lastLook, ...input }: Watch): Promise<void> {
  const before = await readLiveWave(ports, input.release, input.wave);
  // Written once, and before the bake has begun: whoever finds it begun finds it under its alarms.
  if (before.bakeStartedAt === undefined) await watchAlarms(ports, 'bake', before);
  const deployed = before.deployedAt ?? (await deployedAt(ports, before));
  const wave = await changeWave(ports, input.release, input.wave, (item) =>
    begun(ports, item, extension, deployed),
  );
  if (extension > 1) await startTraffic(ports, wave);
  const alarms = alarmNamesOf(wave.plan.targets);
  const wait: BakeWait = { kind: 'bake', ...input, lastLook, alarms };
  await register(ports, wait);
  if (lastLook) await untilTheEnd(ports, wave);
  await lookAtBake(ports, wait);
}

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
