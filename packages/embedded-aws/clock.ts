// The virtual clock, and the one loop that decides what happens next in the embedded AWS.

import { AsyncLocalStorage } from 'node:async_hooks';
import { type Chance, chanceFrom } from './chance.ts';
import { timerQueue } from './timer-queue.ts';

/**
 * Time and order of the embedded AWS.
 *
 * Work is *parked* (an SDK call, a Lambda invocation) or *timed*. When nothing else moves, one parked piece
 * is released,
 * chosen by the seed; when none is left, the clock jumps to the next timer. A run is therefore a function of its inputs
 * and its seed.
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
  /** Waits until the loop releases it, then runs it; nothing else is released until it has settled. */
  park<T>(run: () => T | Promise<T>): Promise<T>;
  /** Runs a handler that may await nothing but parked work and this clock; the loop waits while it moves. */
  track<T>(run: () => Promise<T>): Promise<T>;
  /** Plays until `done` says so or nothing is left to happen; resolves to whether `done` said so. */
  play(done?: () => boolean): Promise<boolean>;
}

export const SETTLED = Symbol('settled');

/**
 * Called before each jump with both times; what it resolves to is the time to jump to, no later than `to`. It may end
 * early once `woken` resolves: something has parked meanwhile, and acts at the time that has been reached.
 */
export type Pace = (from: number, to: number, woken?: Promise<void>) => Promise<number>;

export interface ClockOptions {
  readonly startAt: Date;
  readonly seed: number;
  readonly pace?: Pace;
}

interface Tracked {
  /** How many parked pieces or sleeps the handler is waiting for. */
  waiting: number;
}

const PATIENCE_TURNS = 10_000;

export function virtualClock({ startAt, seed, pace }: ClockOptions): VirtualClock {
  const chance = chanceFrom(seed);
  const order = chance.stream('order');
  const draws = chance.stream('draws');
  const timers = timerQueue();
  const parked: (() => Promise<void>)[] = [];
  const tracked = new Set<Tracked>();
  const current = new AsyncLocalStorage<Tracked>();
  let millis = startAt.getTime();
  let wake = () => {};

  /** Marks the present handler, if any, as waiting until the promise made by `start` settles. */
  async function waitFor<T>(start: () => Promise<T>): Promise<T> {
    const handler = current.getStore();
    if (handler) handler.waiting += 1;
    try {
      return await start();
    } finally {
      if (handler) handler.waiting -= 1;
    }
  }

  function at(time: number, run: () => unknown): () => void {
    return timers.add(Math.max(time, millis), run);
  }

  function park<T>(run: () => T | Promise<T>): Promise<T> {
    return waitFor(
      () =>
        new Promise<T>((resolve, reject) => {
          parked.push(() => Promise.resolve().then(run).then(resolve, reject));
          wake();
        }),
    );
  }

  function sleep(seconds: number): Promise<void> {
    return waitFor(() => new Promise((resolve) => at(millis + seconds * 1000, resolve)));
  }

  async function track<T>(run: () => Promise<T>): Promise<T> {
    const handler: Tracked = { waiting: 0 };
    tracked.add(handler);
    try {
      return await current.run(handler, run);
    } finally {
      tracked.delete(handler);
    }
  }

  const isMoving = () => {
    for (const handler of tracked) if (handler.waiting === 0) return true;
    return false;
  };

  /** Waits for handlers that go on although no promise is left that could: they need turns of the event loop. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < PATIENCE_TURNS; turn += 1) {
      await new Promise(setImmediate);
      if (!isMoving()) return;
    }
    throw new Error(
      'Expected handlers to await only SDK calls and the clock, got one that does not.',
    );
  }

  async function play(done: () => boolean = () => false): Promise<boolean> {
    let settled = false;
    for (;;) {
      if (!settled) await nothingMoves();
      if (!settled && isMoving()) await settle();
      settled = false;
      if (done()) return true;
      if (parked.length > 0) {
        await takeOne(parked, order)();
        // Each piece takes a moment, so that what follows from it bears a later time; no timer is passed over.
        millis = Math.min(millis + 1, Math.max(millis, timers.peek() ?? Number.POSITIVE_INFINITY));
        continue;
      }
      const next = timers.peek();
      if (next === undefined) return false;
      if (pace && next > millis) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        millis = Math.max(millis, await pace(millis, next, woken));
        if (millis < next) continue;
      }
      millis = next;
      settled = timers.take()() === SETTLED;
    }
  }

  return {
    chance,
    now: () => new Date(millis),
    millis: () => millis,
    random: () => draws.next(),
    sleep,
    at,
    park,
    track,
    play,
  };
}

/** Resolves when no promise can go on: a tick comes only then, and costs a tenth of a turn of the event loop. */
function nothingMoves(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function takeOne<T>(list: T[], chance: Chance): T {
  const index = chance.below(list.length);
  const [taken] = list.splice(index, 1);
  return taken!;
}
