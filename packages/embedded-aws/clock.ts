// The virtual clock: its time, and how work waits on it.

import type { Chance } from './chance.ts';
import { isOverdue, play } from './clock-loop.ts';
import { type ClockOptions, type ClockState, clockState, type Tracked } from './clock-state.ts';

/**
 * Time and order of the embedded AWS.
 *
 * Work is *parked* (an SDK call, a Lambda invocation) or *timed*. When nothing else moves, one parked piece is
 * released, chosen by the seed; when none is left, the clock jumps to the next timer. A run is therefore a function
 * of its inputs and its seed.
 */
export interface VirtualClock {
  now(): Date;
  /** Resolves after so many seconds of this clock's own time. */
  sleep(seconds: number): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
  readonly chance: Chance;
  /** The present, in milliseconds since 1970. */
  millis(): number;
  /**
   * Runs at that time (never before the present); returns a function that cancels it. What answers `SETTLED` has left
   * nothing that moves by itself, and the loop goes on without looking for it.
   */
  at(millis: number, run: () => unknown): () => void;
  /**
   * Waits until the loop releases it, then runs it; nothing else is released until it has settled. It stands among what
   * is parked by its turn, which is the present one unless it was taken before.
   */
  park<T>(run: () => T | Promise<T>, turn?: number): Promise<T>;
  /** A place in the order of what is parked, for work that gets there later. */
  turn(): number;
  /** Runs a handler that may await nothing but parked work and this clock; the loop waits while it moves. */
  track<T>(run: () => Promise<T>): Promise<T>;
  /** Plays until `done` says so or nothing is left to happen; resolves to whether `done` said so. */
  play(done?: () => boolean): Promise<boolean>;
  /**
   * Whether whoever works through much at once should leave the rest to a timer: somebody outside waits to be heard.
   * Never where nobody looks on.
   */
  isOverdue(): boolean;
}

export function virtualClock(options: ClockOptions): VirtualClock {
  const state = clockState(options);
  const { chance, draws } = state;
  return {
    chance,
    now: () => new Date(state.millis),
    millis: () => state.millis,
    random: () => draws.next(),
    sleep: (seconds) => sleep(state, seconds),
    at: (millis, run) => at(state, millis, run),
    park: (run, turn) => park(state, run, turn),
    turn: state.parked.turn,
    track: (run) => track(state, run),
    play: (done) => play(state, done),
    isOverdue: () => isOverdue(state),
  };
}

function at(state: ClockState, time: number, run: () => unknown): () => void {
  return state.timers.add(Math.max(time, state.millis), run);
}

function sleep(state: ClockState, seconds: number): Promise<void> {
  return waitFor(
    state,
    () => new Promise((resolve) => at(state, state.millis + seconds * 1000, resolve)),
  );
}

function park<T>(
  state: ClockState,
  run: () => T | Promise<T>,
  turn = state.parked.turn(),
): Promise<T> {
  return waitFor(
    state,
    () =>
      new Promise<T>((resolve, reject) => {
        state.parked.add(turn, () => Promise.resolve().then(run).then(resolve, reject));
        state.wake();
      }),
  );
}

/** Marks the present handler, if any, as waiting until the promise made by `start` settles. */
async function waitFor<T>(state: ClockState, start: () => Promise<T>): Promise<T> {
  const handler = state.current.getStore();
  if (handler) count(state, handler, 1);
  try {
    return await start();
  } finally {
    if (handler) count(state, handler, -1);
  }
}

function count(state: ClockState, handler: Tracked, more: 1 | -1): void {
  const before = handler.waiting;
  handler.waiting += more;
  if (handler.isOver) return;
  if (before === 0) state.moving -= 1;
  else if (handler.waiting === 0) state.moving += 1;
}

async function track<T>(state: ClockState, run: () => Promise<T>): Promise<T> {
  const handler: Tracked = { waiting: 0, isOver: false };
  state.moving += 1;
  try {
    return await state.current.run(handler, run);
  } finally {
    handler.isOver = true;
    if (handler.waiting === 0) state.moving -= 1;
  }
}
