// When a bake is looked at.

const FIRST_LOOK_SECONDS = 60;

/** How much longer a shift has lasted from one look of the judge to the next. */
const SHIFT_GROWTH = 1.25;

/**
 * Whether the judge looks at a shift again: the sweep asks every few minutes, and what it costs must not grow with a
 * shift that is patient. So a shift of any length is looked at O(log length) times.
 *
 *     since 10:00, not looked at yet, 10:05  →  yes
 *     since 10:00, last at 10:20, 10:25      →  yes
 *     since 10:00, last at 11:00, 11:05      →  no, until 11:15
 */
export function isShiftLookDue(since: string, lastAt: string | undefined, now: Date): boolean {
  if (lastAt === undefined) return true;
  const lasted = (at: number) => at - Date.parse(since);
  return lasted(now.getTime()) >= SHIFT_GROWTH * lasted(Date.parse(lastAt));
}

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

/** How often people may let a wave bake again: each time is as long as its extension, and costs as many looks. */
export const MOST_RETRIES = 2;

/**
 * How often an inconclusive bake is extended: once by patience, and once more under synthetic traffic.
 *
 *     no traffic named  →  1
 *     a traffic project →  2
 */
export function extensionsOf({ traffic }: { readonly traffic?: unknown }): number {
  return traffic === undefined ? 1 : 2;
}
