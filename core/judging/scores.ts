// How often each alarm, each metric and each shadow was right: what a person mutes, mends or promotes by.

import { falseRollbackBudget, type Sensitivity } from '@tidegate/judge/settings';
import { type BakedWave, decisionOf } from '../wave.ts';
import type { Charge } from './charge.ts';
import type { Correction } from './correction.ts';
import type { Judging } from './judging-schema.ts';

/** A bake that has ended, with what a person has said of it since. */
export interface Bake {
  readonly wave: BakedWave;
  readonly judgings: readonly Judging[];
  readonly correction?: Pick<Correction, 'is'>;
}

/** One alarm or metric of one target. */
export interface SignalScore extends Pick<Charge, 'by' | 'target' | 'name'> {
  /** Bakes that it failed. */
  readonly failed: number;
  /** Of those, the ones that a person calls harmless. */
  readonly harmless: number;
  /** Bakes of its target that a person calls harmful, and that it let pass. */
  readonly missed: number;
}

/** The most wrong first, then the loudest. */
export function signalScoresOf(bakes: readonly Bake[]): readonly SignalScore[] {
  const signals = new Map<string, SignalScore>();
  const add = (of: Pick<Charge, 'by' | 'target' | 'name'>, more: Partial<SignalScore>) => {
    const { by, target, name } = of;
    const key = JSON.stringify([by, target, name]);
    const before = signals.get(key) ?? { by, target, name, failed: 0, harmless: 0, missed: 0 };
    signals.set(key, {
      ...before,
      failed: before.failed + (more.failed ?? 0),
      harmless: before.harmless + (more.harmless ?? 0),
      missed: before.missed + (more.missed ?? 0),
    });
  };
  for (const { wave, judgings, correction } of bakes) {
    const harmless = correction?.is === 'harmless' ? 1 : 0;
    for (const charge of wave.bake.lastLook?.charges ?? []) add(charge, { failed: 1, harmless });
    if (correction?.is !== 'missed') continue;
    for (const { name: target, alarms } of wave.plan.targets) {
      for (const name of alarms) add({ by: 'alarm', target, name }, { missed: 1 });
      if (judgings.some((judging) => judging.target === target))
        add({ by: 'metric', target, name: 'all that the judge watches' }, { missed: 1 });
    }
  }
  const wrong = ({ harmless, missed }: SignalScore) => harmless + missed;
  return [...signals.values()].sort((a, b) => wrong(b) - wrong(a) || b.failed - a.failed);
}

/** How a sensitivity does in the shadow. */
export interface ShadowScore {
  readonly sensitivity: Sensitivity;
  readonly bakes: number;
  readonly wouldFail: number;
  /** Of those, the ones that failed, or that a person calls harmful. */
  readonly right: number;
  readonly wrong: number;
  /** Harmful ones that it would have passed. */
  readonly missed: number;
  readonly budget: number;
  /** Whether it has shown that it may act: enough bakes, and no more wrong ones than its budget allows. */
  readonly earned: boolean;
}

/** Fewer bakes prove nothing of a rate. */
export const BAKES_TO_EARN = 30;

/** One score for each sensitivity that has judged in the shadow. */
export function shadowScoresOf(bakes: readonly Bake[]): readonly ShadowScore[] {
  const all = bakes.flatMap((bake) =>
    shadowsOf(bake).map(([sensitivity, fails]) => ({
      sensitivity,
      fails,
      harmful: isHarmful(bake),
    })),
  );
  return [...Map.groupBy(all, ({ sensitivity }) => sensitivity)].map(([sensitivity, own]) => {
    const count = (is: (each: (typeof own)[number]) => boolean) => own.filter(is).length;
    const wrong = count(({ fails, harmful }) => fails && !harmful);
    const budget = falseRollbackBudget[sensitivity];
    return {
      sensitivity,
      bakes: own.length,
      wouldFail: count(({ fails }) => fails),
      right: count(({ fails, harmful }) => fails && harmful),
      wrong,
      missed: count(({ fails, harmful }) => !fails && harmful),
      budget,
      earned: own.length >= BAKES_TO_EARN && wrong <= budget * own.length,
    };
  });
}

/** What was judged in the shadow of a bake: other sensitivities, and all of a judge that may not act yet. */
function shadowsOf({ judgings }: Bake): [Sensitivity, boolean][] {
  const fails = new Map<Sensitivity, boolean>();
  const add = (sensitivity: Sensitivity, verdict: string) =>
    fails.set(sensitivity, (fails.get(sensitivity) ?? false) || verdict === 'fail');
  for (const { mode, sensitivity, judgement, shadows } of judgings) {
    if (mode === 'shadow') add(sensitivity, judgement.verdict);
    for (const each of shadows) add(each.sensitivity, each.judgement.verdict);
  }
  return [...fails];
}

/** A bake that failed was harmful, and one that passed was not, unless a person says otherwise. */
function isHarmful({ wave, correction }: Bake): boolean {
  return correction ? correction.is === 'missed' : decisionOf(wave).verdict === 'fail';
}
