// Begins a bake, or an extension of it, and looks at it for the first time.

import { exactDuration } from '../core/duration.ts';
import { Failure } from '../core/failure.ts';
import { bakes } from '../core/planned-wave.ts';
import type { BakeWait } from '../core/wait.ts';
import {
  type BakedWave,
  bakeEndsAt,
  haltOf,
  harmOf,
  hasBaked,
  type Wave,
  type WaveOf,
} from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { alarmNamesOf } from './alarm-states.ts';
import { deployedAt } from './deployed-at.ts';
import { readLiveWave, register } from './hands.ts';
import { startLoad } from './load.ts';
import { lookAtBake } from './look-at-bake.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { entryOf } from './stages.ts';
import { startTraffic } from './start-traffic.ts';

/** What is asked of a bake; its alarms are told by its wave. */
export interface Watch extends Omit<BakeWait, 'kind' | 'alarms'> {
  /** How often the bake was inconclusive so far, and was extended. */
  readonly extension: number;
}

/** Registers the token before it looks: whoever learns more after that answers it. */
export async function watch(ports: Ports, { extension, lastLook, ...input }: Watch): Promise<void> {
  const before = await readLiveWave(ports, input.release, input.wave);
  const deployed = await deployedAt(ports, before);
  const wave = await changeWave(ports, input.release, input.wave, (item) =>
    begun(ports, item, extension, deployed),
  );
  const halt = wave.status === 'open' ? haltOf(wave) : wave.halted;
  if (halt) {
    const verdict = harmOf(wave) ? 'fail' : 'inconclusive';
    return ports.workflows.answer(input.token, { verdict, reason: halt.reason });
  }
  if (!hasBaked(wave)) {
    // Ended meanwhile, it never bakes: that is a late hand's end, and nothing that a person should be woken for.
    await readLiveWave(ports, input.release, input.wave);
    throw notBaking(wave);
  }
  if (extension > 1) await startTraffic(ports, wave);
  const alarms = alarmNamesOf(wave.plan.targets);
  const wait: BakeWait = { kind: 'bake', ...input, lastLook, alarms };
  await register(ports, wait);
  await startLoad(ports, wave, extension);
  if (lastLook) await untilTheEnd(ports, wave);
  await lookAtBake(ports, wait);
}

function notBaking({ plan, status }: Wave): Failure {
  return new Failure(
    'Missing',
    `expected wave ${waveName(plan)} to bake, got one that is ${status} and has no bake`,
  );
}

/** Timeouts count from their states' entries, so the last look may come a moment before the bake's own end. */
const MOMENT_SECONDS = 5;

async function untilTheEnd(ports: Ports, wave: BakedWave): Promise<void> {
  const left = (bakeEndsAt(wave) - ports.clock.now().getTime()) / 1000;
  if (left > 0 && left <= MOMENT_SECONDS) await ports.clock.sleep(left);
}

/** The wave with its bake, or an extension of it, begun now; undefined if it has begun before. */
function begun(ports: Ports, wave: Wave, extension: number, deployed: string | undefined) {
  const release = { pipeline: wave.pipeline, id: wave.release };
  const subject = waveName(wave.plan);
  if (wave.status === 'open') {
    const { plan } = wave;
    if (!bakes(plan) || haltOf(wave)) return undefined;
    const text = `baking for ${exactDuration(plan.bake.seconds)}`;
    const entry = entryOf(ports, release, 'BakeStarted', subject, text);
    const times = { ...(deployed && { deployedAt: deployed }), bake: { startedAt: entry.at } };
    return { item: { ...wave, ...times, plan, status: 'baking' as const }, entries: [entry] };
  }
  if (wave.halted || wave.status !== 'judged' || extension <= (wave.bake.extended?.times ?? 0))
    return undefined;
  // Patience proves nothing about what somebody else has put there.
  if (wave.bake.drift !== undefined) return undefined;
  const { judged, ...rest } = wave;
  const under = underOf(wave, extension);
  const by = exactDuration(wave.plan.bake.extensionSeconds);
  const text = `bake extended${under}, by ${by}: ${judged.reason}`;
  const entry = entryOf(ports, release, 'BakeExtended', subject, text);
  const { answered: _, ...before } = wave.bake;
  const bake = { ...before, extended: { at: entry.at, times: extension } };
  return { item: { ...rest, status: 'baking' as const, bake }, entries: [entry] };
}

function underOf({ bake, plan }: WaveOf<'judged'>, extension: number): string {
  if (bake.answered) return ` again, as ${bake.answered.name} asked for`;
  return extension > 1 && plan.bake.traffic !== undefined ? ' again, under synthetic traffic' : '';
}
