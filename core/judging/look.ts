// A look at a bake: what was gathered at one time, and what is judged of it.

import type { Case } from '@tidegate/judge/case';
import type { AlarmReading } from '../alarm-reading.ts';
import type { LoadReading } from '../load.ts';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import type { Target } from '../target.ts';
import { bakeVerdict, type DataReading, type TruthReading, type Verdict } from '../verdict.ts';
import type { WatchedCase } from '../watch/assemble-case.ts';
import { noSignals, type Signals, signalsSay } from '../watch/signals.ts';
import { type BakedWave, bakeEndsAt, type OpenedWave, type Wave, type WaveOf } from '../wave.ts';
import { heardOf } from './heard.ts';
import { budgetShareOf, judged, rounded } from './judging.ts';
import type { JudgedOf, Judging } from './judging-schema.ts';
import { weigh } from './weigh.ts';

/** What was read of sources that may fail: of what stands in `unread` nothing is known, which is never a pass. */
export interface Gathered<Found> {
  readonly found: Found;
  readonly unread: readonly string[];
}

/** A target whose bake is looked at. */
export interface BakingTarget {
  readonly wave: BakedWave;
  readonly target: TargetDefinition;
  /** Absent where nothing was ever done to it. */
  readonly item: Target | undefined;
  readonly lookedAt: Date;
}

/** A target of a wave whose gate has opened, its bake begun or not: old and new may serve side by side. */
export interface ShiftingTarget extends Omit<BakingTarget, 'wave'> {
  readonly wave: OpenedWave;
}

/** What the judge is told of one target. */
export interface TargetReading {
  readonly target: TargetDefinition;
  readonly signals: Signals;
  readonly bake: WatchedCase | null;
  readonly shift: WatchedCase | null;
  /** What an earlier look has judged of a shift that is over: it says no more than it did. */
  readonly keptShift?: Judging;
}

export interface Look {
  readonly wave: BakedWave;
  /** Before anything was read: what came later is not in it. */
  readonly lookedAt: Date;
  /** No further look is due after this one: it must decide. */
  readonly lastLook: boolean;
  /** The targets as the table has them, by name. */
  readonly items: ReadonlyMap<string, Target>;
  /** Of the targets, those that do not run just what the ledger says. */
  readonly truth: Gathered<readonly TruthReading[]>;
  readonly alarms: Gathered<readonly AlarmReading[]>;
  readonly readings: Gathered<readonly TargetReading[]>;
  readonly data: Gathered<readonly DataReading[]>;
  /** What of its load does not run as it should. */
  readonly load: Gathered<readonly LoadReading[]>;
}

/** A judging, with the case that it was made from; without one where an earlier look has made and kept it. */
export interface JudgedCase {
  readonly judging: Judging;
  readonly from?: Case;
}

/** What the judge says of each target: nothing where it is off, or where a target has nothing to measure. */
export function judgeReadings(
  wave: BakedWave,
  lookedAt: Date,
  readings: readonly TargetReading[],
): JudgedCase[] {
  return readings.flatMap((reading) => {
    const { target, signals, bake, shift, keptShift } = reading;
    const baked = bake && judgeCase({ wave, target, lookedAt }, 'bake', bake, signals);
    const shifted = keptShift
      ? { judging: keptShift }
      : shift && judgeCase({ wave, target, lookedAt }, 'shift', shift, signals);
    return [baked, shifted].filter((each) => each !== null);
  });
}

/** What the judge says of a target while its traffic shifts: nothing where it is off, or the wave has no bake. */
export function judgeShift(shifting: ShiftingTarget, read: WatchedCase): JudgedCase | null {
  return judgeCase(shifting, 'shift', read, noSignals);
}

function judgeCase(
  { wave, target, lookedAt }: Pick<ShiftingTarget, 'wave' | 'target' | 'lookedAt'>,
  of: JudgedOf,
  read: WatchedCase,
  signals: Signals,
): JudgedCase | null {
  const from = rounded(read);
  const { bake, targets } = wave.plan;
  if (bake === undefined) return null;
  const said = judged(from, bake.judge, budgetShareOf(targets));
  if (said === null) return null;
  const judging: Judging = {
    kind: 'judging',
    pipeline: wave.pipeline,
    release: wave.release,
    wave: wave.plan.index,
    target: target.name,
    of,
    lookedAt: lookedAt.toISOString(),
    beganAt: read.firstAt,
    stepSeconds: read.stepSeconds,
    sayings: of === 'bake' ? signalsSay(signals) : [],
    ...said,
  };
  return { judging, from };
}

/**
 * The verdict on a bake, from a look and what was judged of it. A judge in the shadow is kept and scored, and nothing
 * follows from it: nor from what it could not read.
 */
export function verdictOn(look: Look, all: readonly JudgedCase[]): Verdict {
  const { wave, lookedAt, lastLook, truth, alarms, readings, data, load } = look;
  const { targets, bake } = wave.plan;
  const heard = all.map(({ judging }) => heardOf(targets, judging));
  const counted = bake.load?.required ? load : { found: [], unread: [] };
  const judgeUnread = bake.judge.mode === 'act' ? readings.unread : [];
  const evidence = {
    truth: truth.found,
    alarms: alarms.found,
    data: data.found,
    unread: [...truth.unread, ...alarms.unread, ...judgeUnread, ...data.unread, ...counted.unread],
    load: counted.found.flatMap(({ text, isMissed }) => (isMissed ? [text] : [])),
    judged: weigh(heard),
  };
  const plannedEnd = Date.parse(wave.bake.startedAt) + bake.seconds * 1000;
  return bakeVerdict(evidence, {
    timeIsOver: lookedAt.getTime() >= plannedEnd,
    lastLook: lastLook && lookedAt.getTime() >= bakeEndsAt(wave),
    bakeSeconds: bake.seconds,
  });
}

/**
 * Whether what a look found is still asked for: nobody else has decided the bake since, nor has it been extended.
 * Whoever extends a bake looks at it again.
 */
export function isStillAsked(
  wave: Wave,
  { wave: seen }: Pick<Look, 'wave'>,
): wave is WaveOf<'baking'> {
  return wave.status === 'baking' && bakeEndsAt(wave) === bakeEndsAt(seen);
}
