// What a virtual clock keeps: its time, what is timed, what is parked, and who moves.

import { AsyncLocalStorage } from 'node:async_hooks';
import { type Chance, chanceFrom } from './chance.ts';
import type { Pace } from './pace.ts';
import { type ParkedPieces, parkedPieces } from './parked-pieces.ts';
import { type TimerQueue, timerQueue } from './timer-queue.ts';

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

/** A handler that the loop waits for. */
export interface Tracked {
  /** How many parked pieces or sleeps it is waiting for. */
  waiting: number;
  /** It has come to its end, whatever it has left behind that waits. */
  isOver: boolean;
}

/** A moment in real milliseconds, and what of the processor this thread had had by then. */
export interface Breath {
  readonly at: number;
  readonly processor: number;
}

/** Older versions of Node.js tell their process’s alone. */
const usage = process.threadCpuUsage ?? process.cpuUsage;

export function breath(): Breath {
  const { user, system } = usage.call(process);
  return { at: performance.now(), processor: (user + system) / 1000 };
}

export interface ClockState {
  readonly chance: Chance;
  /** What is drawn by those who ask the clock. */
  readonly draws: Chance;
  readonly timers: TimerQueue;
  readonly parked: ParkedPieces;
  /** How many handlers wait for nothing, and so go on. */
  moving: number;
  readonly current: AsyncLocalStorage<Tracked>;
  readonly pace: Pace | undefined;
  readonly onDefect: ((error: unknown) => void) | undefined;
  millis: number;
  /** Tells whoever paces that something has parked. */
  wake: () => void;
  /** When the outside was last let in. */
  breathed: Breath;
  /** Parked pieces that have gone first while a timer was due. */
  inARow: number;
  /** What has happened in the present millisecond. */
  readonly atOnce: { millis: number; pieces: number };
}

export function clockState({ startAt, seed, pace, onDefect }: ClockOptions): ClockState {
  const chance = chanceFrom(seed);
  const millis = startAt.getTime();
  return {
    chance,
    draws: chance.stream('draws'),
    timers: timerQueue(),
    parked: parkedPieces(chance.stream('order')),
    moving: 0,
    current: new AsyncLocalStorage(),
    pace,
    onDefect,
    millis,
    wake: () => {},
    breathed: breath(),
    inARow: 0,
    atOnce: { millis, pieces: 0 },
  };
}
