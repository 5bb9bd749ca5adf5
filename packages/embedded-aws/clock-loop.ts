// The one loop that decides what happens next in the embedded AWS.

import { breath, type ClockState } from './clock-state.ts';
import type { Pace } from './pace.ts';

export const SETTLED = Symbol('settled');

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
/**
 * And of the processor's, before a crowd of work makes way for them: it is in another order after that, and a run must
 * be the same on a machine that has much else to do.
 */
const OVERDUE_MILLIS = 50;

export async function play(state: ClockState, done: () => boolean = () => false): Promise<boolean> {
  const { timers, pace } = state;
  let settled = false;
  for (;;) {
    if (pace) await breathe(state, pace);
    if (!settled) await nothingMoves();
    if (!settled && isMoving(state)) await settle(state);
    settled = false;
    if (done()) return true;
    if (isParkedNext(state)) {
      await releaseOne(state);
      continue;
    }
    const next = timers.peek();
    if (next === undefined) return false;
    if (pace && next > state.millis) {
      const woken = new Promise<void>((resolve) => {
        state.wake = resolve;
      });
      const reached = await pace(state.millis, next, woken);
      state.millis = Math.max(state.millis, reached);
      state.breathed = breath();
      if (state.millis < next) continue;
    }
    state.millis = Math.max(state.millis, next);
    settled = fireNext(state) === SETTLED;
  }
}

export function isOverdue({ pace, breathed }: ClockState): boolean {
  if (pace === undefined || performance.now() - breathed.at <= OVERDUE_MILLIS) return false;
  return breath().processor - breathed.processor > OVERDUE_MILLIS;
}

/** Lets the outside in every few real milliseconds, whatever is parked or due; whoever looks on may end the run. */
async function breathe(state: ClockState, pace: Pace): Promise<void> {
  const { millis } = state;
  if (performance.now() - state.breathed.at < BREATH_MILLIS) return;
  await new Promise(setImmediate);
  await pace(millis, millis);
  state.breathed = breath();
}

/** Resolves when no promise can go on: a tick comes only then, and costs a tenth of a turn of the event loop. */
function nothingMoves(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

function isMoving({ moving }: ClockState): boolean {
  return moving > 0;
}

/** Waits for handlers that go on although no promise is left that could: they need turns of the event loop. */
async function settle(state: ClockState): Promise<void> {
  for (let turn = 0; turn < PATIENCE_TURNS; turn += 1) {
    await new Promise(setImmediate);
    if (!isMoving(state)) return;
  }
  for (let wait = 0; wait < PATIENCE_WAITS; wait += 1) {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MILLIS));
    if (!isMoving(state)) return;
  }
  throw new Error(
    'Expected handlers to await only SDK calls and the clock, got one that does not.',
  );
}

/** Parked work goes first, but not for ever: a crowd of clients would else keep every timer waiting. */
function isParkedNext(state: ClockState): boolean {
  if (!isDue(state)) state.inARow = 0;
  return state.parked.count() > 0 && state.inARow < MOST_IN_A_ROW;
}

function isDue({ timers, millis }: ClockState): boolean {
  return (timers.peek() ?? Number.POSITIVE_INFINITY) <= millis;
}

async function releaseOne(state: ClockState): Promise<void> {
  const { parked, timers } = state;
  countPiece(state);
  state.inARow += 1;
  await parked.take()?.();
  // Each piece takes a moment, so that what follows from it bears a later time; no timer is passed over.
  const next = timers.peek() ?? Number.POSITIVE_INFINITY;
  state.millis = Math.min(state.millis + 1, Math.max(state.millis, next));
}

/** What its timer answers; a defect in one is told, if there is somebody to tell, and ends nobody else's work. */
function fireNext(state: ClockState): unknown {
  const { timers, onDefect } = state;
  countPiece(state);
  state.inARow = Math.max(0, state.inARow - 1);
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
function countPiece(state: ClockState): void {
  const { atOnce, millis } = state;
  if (atOnce.millis !== millis) {
    atOnce.millis = millis;
    atOnce.pieces = 0;
  }
  atOnce.pieces += 1;
  if (atOnce.pieces > MOST_AT_ONCE) state.millis += 1;
}
