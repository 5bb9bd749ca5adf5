// What no event tells of is looked at again by the state that waits for it: how often.

/** As the machines' retriers of `UnderWay` have it: after so many, only the sweep looks. */
export const MOST_QUIET_LOOKS = 35;
/** As the machines' retriers of `FollowsNow` have it: operations that follow in one way back of a StackSet's slice. */
export const MOST_FOLLOWERS = 60;
const FIRST_SECONDS = 15;
const BACKOFF = 1.5;
const LONGEST_SECONDS = 60;

/**
 * How often a state looks again at what takes so long.
 *
 *     nothing     →   0
 *     15 seconds  →   1
 *     5 minutes   →   7
 *     a day       →  35
 */
export function quietLooksOf(seconds: number): number {
  let left = seconds;
  let looks = 0;
  for (let pause = FIRST_SECONDS; left > 0 && looks < MOST_QUIET_LOOKS; looks += 1) {
    left -= pause;
    pause = Math.min(LONGEST_SECONDS, pause * BACKOFF);
  }
  return looks;
}
