// How large the data gets that the machines pass from state to state. Step Functions allows 256 KiB.

import { lookSeconds } from './bake.ts';
import type { PlannedWave } from './planned-wave.ts';

/** Names, numbers and the reason, which is cut at 1,000 characters. */
const BYTES_OF_A_WAVE = 2_000;
/** A target's or test's name and the reason of its end. */
const BYTES_OF_A_RESULT = 1_200;
const BYTES_OF_A_LOOK = 12;

/** The most bytes that any state of the wave's execution takes or gives. */
export function payloadBoundOf({ targets, tests, bake }: PlannedWave): number {
  const results = Math.max(targets.length, tests.length) * BYTES_OF_A_RESULT;
  const looks = bake
    ? lookSeconds(bake.seconds).length + lookSeconds(bake.extensionSeconds).length
    : 0;
  return BYTES_OF_A_WAVE + results + looks * BYTES_OF_A_LOOK;
}

/** The most bytes that any state of a rollback takes or gives, for so many targets in its scope. */
export function rollbackPayloadBoundOf(targets: number): number {
  return BYTES_OF_A_WAVE + targets * BYTES_OF_A_RESULT;
}
