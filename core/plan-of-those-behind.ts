// The plan of a release that catches targets up: their waves, and in them nothing but these targets.

import type { PlannedWave } from './planned-wave.ts';
import { inSlices, wholeWaves } from './slices.ts';

/**
 * The waves in which any of the named targets are, with all that these ask for: gates, tests, bakes, alarms. All of
 * the targets must get it; what a stage asks for before its first wave is asked for before the first that is left.
 *
 *     gamma; prod/one-box, prod/rest; one target of prod/rest is named  →  prod/rest, with that target
 */
export function planOfThose(
  plan: readonly PlannedWave[],
  names: readonly string[],
): readonly PlannedWave[] {
  const wanted = new Set(names);
  const whole = wholeWaves(plan);
  const kept = whole.flatMap((wave) => {
    const targets = wave.targets.filter(({ name }) => wanted.has(name));
    return targets.length === 0 ? [] : [{ ...wave, targets }];
  });
  return inSlices(
    kept.map((each, at) => {
      const {
        sliced: _,
        index: __,
        mayFail: ___,
        approvals: ____,
        skipAwaySeconds: _____,
        ...wave
      } = each;
      const approvals =
        kept[at - 1]?.stage !== wave.stage &&
        whole.find(({ stage }) => stage === wave.stage)?.approvals;
      const lastOfStage = kept[at + 1]?.stage !== wave.stage;
      return { ...wave, lastOfStage, ...(approvals && { approvals }) };
    }),
  );
}
