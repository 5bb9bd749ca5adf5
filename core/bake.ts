// When a bake is looked at.

const FIRST_LOOK_SECONDS = 60;

/** The time the last look has to answer: it always can, so this only bounds a function that hangs. */
const ANSWER_SECONDS = 300;

/**
 * Seconds until the bake's next look.
 *
 * Looks start one minute apart and double, so a bake of any length costs O(log length) looks; the last one
 * falls on the bake's end, never after it.
 *
 *     elapsed     0  of  3600  →   60
 *     elapsed    60  of  3600  →   60
 *     elapsed   960  of  3600  →  960
 *     elapsed  3000  of  3600  →  600
 *     elapsed     0  of    30  →   30
 */
export function secondsToNextLook(elapsedSeconds: number, bakeSeconds: number): number {
  return Math.min(Math.max(FIRST_LOOK_SECONDS, elapsedSeconds), bakeSeconds - elapsedSeconds);
}

/**
 * How long each look of a bake waits for the next, as the wave machine's timeouts; the last look is at the bake's end.
 *
 *        0  →  [300]
 *       30  →  [30, 300]
 *      600  →  [60, 60, 120, 240, 120, 300]
 */
export function lookSeconds(bakeSeconds: number): number[] {
  const waits: number[] = [];
  let elapsed = 0;
  while (elapsed < bakeSeconds) {
    const wait = secondsToNextLook(elapsed, bakeSeconds);
    waits.push(wait);
    elapsed += wait;
  }
  return [...waits, ANSWER_SECONDS];
}

/**
 * How often an inconclusive bake is extended: once by patience, and once more under synthetic traffic.
 *
 *     no traffic named  →  1
 *     a traffic project →  2
 */
export function extensionsOf({ traffic }: { readonly traffic?: string | undefined }): number {
  return traffic === undefined ? 1 : 2;
}
