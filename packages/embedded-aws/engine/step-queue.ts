// The order of the engine's steps: first come, first served, never one inside another.

import type { VirtualClock } from '../clock.ts';
import { SETTLED } from '../clock-loop.ts';
import type { Execution } from './execution.ts';

/** Whatever a step belongs to besides its execution: it is not run once that has ended. */
interface Ends {
  readonly ended: unknown;
}

export interface StepQueue {
  /** Runs a step after those that wait already, if its execution, and its strand, still run then. */
  add(execution: Execution, run: () => void, strand?: Ends): void;
  /**
   * For a timer, when nothing else moves: runs a step, and those that follow from it, in the order that `add`
   * would, but at once, as long as none of them stirs the world. What it returns is the timer's answer to the clock.
   */
  runTimed(execution: Execution, run: () => void, strand?: Ends): unknown;
  /** Notes that the present step has called something outside, so that promises may be on their way. */
  stir(): void;
}

interface Step {
  readonly execution: Execution;
  readonly run: () => void;
  readonly strand: Ends | undefined;
}

/**
 * Steps run in a microtask of their own, so whoever adds one is not kept waiting and no stack grows. Where they would
 * keep the outside waiting, the rest is left to a timer.
 *
 * @param broke What a step threw: the engine's own end of a history, or a fault of the engine.
 */
export function stepQueue(
  clock: VirtualClock,
  broke: (execution: Execution, error: unknown) => void,
): StepQueue {
  let steps: Step[] = [];
  let draining = false;
  let stirred = false;

  function runBatch(): void {
    const batch = steps;
    steps = [];
    for (let index = 0; index < batch.length; index += 1) {
      runStep(batch[index]!);
      if (!clock.isOverdue()) continue;
      steps = [...batch.slice(index + 1), ...steps];
      return;
    }
  }

  function runStep({ execution, run, strand }: Step): void {
    if (execution.ending || strand?.ended !== undefined) return;
    try {
      run();
    } catch (error) {
      broke(execution, error);
    }
  }

  function drain(): void {
    runBatch();
    goOn();
  }

  /** Answers that have come meanwhile take their turn between batches. */
  function goOn(): void {
    draining = steps.length > 0;
    if (!draining) return;
    if (clock.isOverdue()) clock.at(clock.millis(), drain);
    else queueMicrotask(drain);
  }

  return {
    add(execution, run, strand) {
      steps.push({ execution, run, strand });
      if (!draining) goOn();
    },
    runTimed(execution, run, strand) {
      steps.push({ execution, run, strand });
      if (draining) return undefined;
      draining = true;
      stirred = false;
      while (steps.length > 0 && !stirred && !clock.isOverdue()) runBatch();
      goOn();
      return stirred || draining ? undefined : SETTLED;
    },
    stir() {
      stirred = true;
    },
  };
}
