// Time and chance as values: one of these is passed to everything that needs either.

/**
 * The only source of time, delay and chance for `functions/` and `aws/`.
 *
 * `aws/clock.ts` is the real one, `packages/embedded-aws/clock.ts` the virtual one of the embedded AWS; nothing
 * else reads the time, sets a timer or draws a random number, so a local run is a function of its inputs and its
 * seed.
 */
export interface Clock {
  now(): Date;
  /** Resolves after so many seconds of this clock's own time. */
  sleep(seconds: number): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}
