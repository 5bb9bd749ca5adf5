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
  /**
   * Whether whoever works through much at once should leave the rest to a timer: somebody outside waits to be heard.
   * Never where nobody looks on.
   */
  isOverdue(): boolean;
}

export const SETTLED = Symbol('settled');

/**
 * Called before each jump with both times; what it resolves to is the time to jump to, no later than `to`. It may end
 * early once `woken` resolves: something has parked meanwhile, and acts at the time that has been reached. While much
 * happens at once it is called now and then with one time twice, so that whoever looks on can show it, or leave.
 */
export type Pace = (from: number, to: number, woken?: Promise<void>) => Promise<number>;

export interface ClockOptions {
  readonly startAt: Date;
  readonly seed: number;
  readonly pace?: Pace;
  /**
   * Told of what a timer threw, which is a defect of ours; the world goes on without it. Where nobody is, `play`
   * rejects, and a test or a simulation fails.
   */
  readonly onDefect?: ((error: unknown) => void) | undefined;
}

interface Tracked {
  /** How many parked pieces or sleeps the handler is waiting for. */
  waiting: number;
}

const PATIENCE_TURNS = 10_000;
/** Then in real milliseconds: what a handler imports late is read from a disk that others use too. */
const PATIENCE_WAITS = 300;
const WAIT_MILLIS = 10;
/** Parked pieces that go first while a timer is due; then it is each one's turn. */
const MOST_IN_A_ROW = 1_000;
/** What happens in one millisecond of this clock; what starts itself anew at once would else stop time. */
const MOST_AT_ONCE = 10_000;
/** How long, in real milliseconds, the outside waits while this world is busy: a signal, a request, a frame. */
const BREATH_MILLIS = 8;
const OVERDUE_MILLIS = 50;

export function virtualClock({ startAt, seed, pace, onDefect }: ClockOptions): VirtualClock {
  const chance = chanceFrom(seed);
  const order = chance.stream('order');
  const draws = chance.stream('draws');
  const timers = timerQueue();
  const parked: (() => Promise<void>)[] = [];
  const tracked = new Set<Tracked>();
  const current = new AsyncLocalStorage<Tracked>();
  let millis = startAt.getTime();
  let wake = () => {};
  let breathedAt = performance.now();
  let inARow = 0;
  const atOnce = { millis, pieces: 0 };

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
    for (let wait = 0; wait < PATIENCE_WAITS; wait += 1) {
      await new Promise((resolve) => setTimeout(resolve, WAIT_MILLIS));
      if (!isMoving()) return;
    }
    throw new Error(
      'Expected handlers to await only SDK calls and the clock, got one that does not.',
    );
  }

  /** Lets the outside in every few real milliseconds, whatever is parked or due; whoever looks on may end the run. */
  async function breathe(): Promise<void> {
    if (!pace || performance.now() - breathedAt < BREATH_MILLIS) return;
    await new Promise(setImmediate);
    await pace(millis, millis);
    breathedAt = performance.now();
  }

  const isDue = () => (timers.peek() ?? Number.POSITIVE_INFINITY) <= millis;

  /** Parked work goes first, but not for ever: a crowd of clients would else keep every timer waiting. */
  function isParkedNext(): boolean {
    if (!isDue()) inARow = 0;
    return parked.length > 0 && inARow < MOST_IN_A_ROW;
  }

  async function releaseOne(): Promise<void> {
    countPiece();
    inARow += 1;
    await takeOne(parked, order)();
    // Each piece takes a moment, so that what follows from it bears a later time; no timer is passed over.
    millis = Math.min(millis + 1, Math.max(millis, timers.peek() ?? Number.POSITIVE_INFINITY));
  }

  /** What its timer answers; a defect in one is told, if there is somebody to tell, and ends nobody else's work. */
  function fireNext(): unknown {
    countPiece();
    inARow = Math.max(0, inARow - 1);
    const fire = timers.take();
    if (!onDefect) return fire();
    try {
      const answered = fire();
      if (answered instanceof Promise) answered.catch(onDefect);
      return answered;
    } catch (error) {
      onDefect(error);
      return undefined;
    }
  }

  /** Time passes even where something new is always due at once. */
  function countPiece(): void {
    if (atOnce.millis !== millis) Object.assign(atOnce, { millis, pieces: 0 });
    atOnce.pieces += 1;
    if (atOnce.pieces > MOST_AT_ONCE) millis += 1;
  }

  async function play(done: () => boolean = () => false): Promise<boolean> {
    let settled = false;
    for (;;) {
      await breathe();
      if (!settled) await nothingMoves();
      if (!settled && isMoving()) await settle();
      settled = false;
      if (done()) return true;
      if (isParkedNext()) {
        await releaseOne();
        continue;
      }
      const next = timers.peek();
      if (next === undefined) return false;
      if (pace && next > millis) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        millis = Math.max(millis, await pace(millis, next, woken));
        breathedAt = performance.now();
        if (millis < next) continue;
      }
      millis = Math.max(millis, next);
      settled = fireNext() === SETTLED;
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
    isOverdue: () => pace !== undefined && performance.now() - breathedAt > OVERDUE_MILLIS,
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
