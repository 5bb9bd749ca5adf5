// What a release costs on AWS: state transitions and Lambda calls, from its plan or as counted, in USD.

import { lookSeconds } from './bake.ts';
import type { PlannedWave } from './plan.ts';

/**
 * List prices in us-east-1, in USD, read 2026-11-22: https://aws.amazon.com/step-functions/pricing/ (Standard),
 * https://aws.amazon.com/lambda/pricing/ (arm64). Free tiers are not counted, nor are the builds and deployments
 * themselves: those cost the same without Tidegate. The table's requests are below a tenth of all this.
 */
const prices = { transition: 0.000025, invocation: 0.0000002, gigabyteSecond: 0.0000133334 };

/** A function of 512 MB that runs for 0.1 s: it makes a few calls and waits for none. */
const GIGABYTE_SECONDS_OF_A_CALL = 0.05;

const SWEEP_SECONDS = 300;

export interface Counts {
  readonly transitions: number;
  readonly invocations: number;
}

/**
 *     1,000 transitions, 0 calls       →  0.025
 *     0 transitions, 1,000,000 calls   →  0.867
 */
export function usdOf({ transitions, invocations }: Counts): number {
  const call = prices.invocation + GIGABYTE_SECONDS_OF_A_CALL * prices.gigabyteSecond;
  return transitions * prices.transition + invocations * call;
}

/**
 * The looks of a bake that passes when its time is over; a look is one transition.
 *
 *     no bake  →   0
 *     30m      →   7
 *     12h      →  12
 */
export function looksOf({ bake }: Pick<PlannedWave, 'bake'>): number {
  return bake ? lookSeconds(bake.seconds).length : 0;
}

/** The states that every wave enters, whatever is in it: its gate, two Maps, four questions, its end. */
const TRANSITIONS_OF_A_WAVE = 9;
/** RunWave and WavePassed? in the release. */
const TRANSITIONS_AROUND_A_WAVE = 2;
/** ClaimRelease, SettleRelease, Outcome? and the end. */
const TRANSITIONS_OF_A_RELEASE = 4;

/** The transitions of a wave's own execution when all goes well. */
export function transitionsOfWave(wave: PlannedWave): number {
  const healthy = wave.bake ? 1 : 0;
  return TRANSITIONS_OF_A_WAVE + wave.targets.length + wave.tests.length + looksOf(wave) + healthy;
}

/** The transitions and Lambda calls of a release that is promoted and takes so many seconds, its sweeps with it. */
export function countsOf(plan: readonly PlannedWave[], seconds: number): Counts {
  const transitions = plan.map((wave) => TRANSITIONS_AROUND_A_WAVE + transitionsOfWave(wave));
  return {
    transitions: TRANSITIONS_OF_A_RELEASE + sum(transitions),
    invocations: 3 + sum(plan.map(callsOfWave)) + Math.ceil(seconds / SWEEP_SECONDS),
  };
}

/** OpenGate and FinishWave; each target's and test's start and the event of its end; the looks. */
function callsOfWave(wave: PlannedWave): number {
  return 2 + 2 * (wave.targets.length + wave.tests.length) + looksOf(wave);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
