// The judge in a bake: reads what each target's metrics tell, judges it, and keeps both.

import type { Case } from '@tidegate/judge/case';
import {
  budgetShareOf,
  type JudgedOf,
  type Judging,
  judged,
  rounded,
} from '../core/judging/judging.ts';
import { type Heard, heardOf } from '../core/judging/weigh.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { isShiftOver } from '../core/watch/case-times.ts';
import { type Signals, signalsSay } from '../core/watch/signals.ts';
import type { Wave } from '../core/wave.ts';
import { readJudging, saveJudging } from './judgings.ts';
import type { Ports } from './ports.ts';
import { readCase, readShift } from './read-case.ts';
import { readSignals } from './read-signals.ts';
import { sideBySide } from './side-by-side.ts';

/**
 * What the judge says of each target of a wave: nothing where it is off, or where a target has nothing to measure.
 */
export async function judgeTargets(
  ports: Ports,
  wave: Wave,
  lookedAt: Date,
  { unread, orUnread }: Reads,
): Promise<Heard[]> {
  const { targets, bake } = wave.plan;
  if (bake === undefined || bake.judge.mode === 'off') return [];
  const heard = await sideBySide(targets, async (target) => {
    const signals = await readSignals(ports, wave, target, lookedAt);
    unread.push(...signals.unread);
    const look = { wave, target, lookedAt, signals };
    const read = () => Promise.all([judgeBake(ports, look), judgeShift(ports, look)]);
    return (await orUnread(`the metrics of ${target.name}`, read)) ?? [];
  });
  return heard.flat().filter((each) => each !== null);
}

interface Reads {
  /** Takes what could not be read. */
  readonly unread: string[];
  /** Resolves to undefined where a read fails, and says of what. */
  readonly orUnread: <T>(what: string, read: () => Promise<T>) => Promise<T | undefined>;
}

interface Look {
  readonly wave: Wave;
  readonly target: TargetDefinition;
  readonly lookedAt: Date;
  readonly signals: Signals;
}

async function judgeBake(ports: Ports, look: Look): Promise<Heard | null> {
  const { wave, target, lookedAt, signals } = look;
  return judgeCase(ports, look, 'bake', await readCase(ports, wave, target, lookedAt, signals));
}

/** A shift that is over says no more than it did: it is read once more when its last minute has settled. */
async function judgeShift(ports: Ports, look: Look): Promise<Heard | null> {
  const { wave, target, lookedAt } = look;
  const place = { release: wave.release, wave: wave.plan.index, target: target.name };
  const before = await readJudging(ports, { ...place, of: 'shift' });
  if (before && isShiftOver(wave, new Date(before.lookedAt))) return heardOf(target, before);
  return judgeCase(ports, look, 'shift', await readShift(ports, wave, target, lookedAt));
}

async function judgeCase(
  ports: Ports,
  { wave, target, lookedAt, signals }: Look,
  of: JudgedOf,
  read: Case | null,
): Promise<Heard | null> {
  if (read === null) return null;
  const it = rounded(read);
  const { bake, targets } = wave.plan;
  const said = judged(it, bake!.judge, budgetShareOf(targets));
  if (said === null) return null;
  const judging: Judging = {
    kind: 'judging',
    pipeline: wave.pipeline,
    release: wave.release,
    wave: wave.plan.index,
    target: target.name,
    of,
    lookedAt: lookedAt.toISOString(),
    beganAt: it.firstAt!,
    stepSeconds: it.stepSeconds,
    sayings: of === 'bake' ? signalsSay(signals) : [],
    ...said,
  };
  await saveJudging(ports, judging, it);
  return heardOf(target, judging);
}
