// How long the rollback of a release may take: that goes by what it takes back, not by the wave that failed.

import { isInParts, PART_TARGETS, rollbackScopeOf } from './bounds.ts';
import { LONGEST_SHIFT_SECONDS } from './pace.ts';
import type { PlannedWave } from './planned-wave.ts';

/** As many targets as an execution returns at a time. */
const TARGETS_AT_A_TIME = 40;

/** Each deployment of a way back is tried once more. */
const TIMES = 2;

/** A target that is busy, is looked at again, and whose calls fail for an hour: what the machine bears. */
const WAITS_OF_A_ROUND_SECONDS = 7_200;

/** Its plan, its hooks' starts, and their repetitions. */
const SLACK_SECONDS = 3_600;

/**
 * The longest that any rollback of these waves may take: of each wave, as if it failed, all in its scope, forty at a
 * time, where each of them takes its longest twice.
 *
 *     4 waves of 40, `rollback: wave`, 4h each     →   1 round:  4h × 2 + 2h, and an hour
 *     4 waves of 40, `rollback: release`, 4h each  →   4 rounds of the same, and an hour
 *     more than 180, which go in parts of 100      →   3 rounds: the parts go at once
 */
export function rollbackSecondsOf(waves: readonly PlannedWave[]): number {
  const deploySeconds = Math.max(0, ...waves.map(longestDeployment));
  const rounds = Math.max(1, ...waves.map((wave) => roundsOf(rollbackScopeOf(wave, waves))));
  const hookSeconds = Math.max(0, ...waves.map((wave) => wave.hookSeconds ?? 0));
  return rounds * (TIMES * deploySeconds + WAITS_OF_A_ROUND_SECONDS) + hookSeconds + SLACK_SECONDS;
}

function roundsOf(targets: number): number {
  return Math.ceil((isInParts(targets) ? PART_TARGETS : targets) / TARGETS_AT_A_TIME);
}

/** Groups whose times are theirs may be given slower ones while the release is on its way. */
function longestDeployment({ deploySeconds, deployLimit }: PlannedWave): number {
  return deployLimit === 'derived' ? Math.max(deploySeconds, LONGEST_SHIFT_SECONDS) : deploySeconds;
}
