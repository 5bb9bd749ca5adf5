// The order of the engine's steps: first come, first served, never one inside another.

import type { Execution } from './execution.ts';

export interface StepQueue {
  /** Runs a step after those that wait already, if its execution still runs then. */
  add(execution: Execution, step: () => void): void;
}

interface Step {
  readonly execution: Execution;
  readonly run: () => void;
}

/**
 * Steps run in a microtask of their own, so whoever adds one is not kept waiting and no stack grows.
 *
 * @param broke What a step threw: the engine's own end of a history, or a fault of the engine.
 */
export function stepQueue(broke: (execution: Execution, error: unknown) => void): StepQueue {
  let steps: Step[] = [];
  let draining = false;

  function drain(): void {
    const batch = steps;
    steps = [];
    for (const step of batch) runStep(step);
    // Answers that have come meanwhile take their turn between batches.
    if (steps.length > 0) queueMicrotask(drain);
    else draining = false;
  }

  function runStep({ execution, run }: Step): void {
    if (execution.ending) return;
    try {
      run();
    } catch (error) {
      broke(execution, error);
    }
  }

  return {
    add(execution, run) {
      steps.push({ execution, run });
      if (draining) return;
      draining = true;
      queueMicrotask(drain);
    },
  };
}
