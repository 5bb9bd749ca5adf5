// Branches and inline iterations: several strands inside one state, some at a time.

import type { Block } from './definition.ts';
import { enterState } from './enter-state.ts';
import type { Failure } from './failure.ts';
import type { Json } from './json.ts';
import { attempt } from './leave-state.ts';
import { resumeStrand } from './resume.ts';
import { innerScope } from './scope.ts';
import {
  abortStrand,
  newStrand,
  type Strand,
  type StrandEnding,
  strandSoon,
  type Visit,
} from './strand.ts';

export interface Fork {
  /** Ends the strands that still run; `recorded` says whether the history tells of it. */
  abort(recorded: boolean, cause?: number): void;
  /** After a redrive: runs what did not succeed, and keeps what did. */
  resume(): void;
}

export interface ForkPlan {
  readonly count: number;
  readonly concurrency: number;
  block(index: number): Block;
  /** May fail with a `StateFailure`, which fails the state. */
  input(index: number): Json;
  /** Records the beginning and returns the event that the strand follows. */
  began(index: number): number;
  succeeded?(index: number, strand: Strand): void;
  failed?(index: number, strand: Strand): void;
  aborted?(index: number, strand: Strand): void;
  done(outputs: Json[]): void;
  broke(failure: Failure): void;
}

/** Starts the strands of a state. */
export function startFork(visit: Visit, plan: ForkPlan): void {
  const fork = newFork(visit, plan);
  visit.fork = fork;
  fork.resume();
}

function newFork(visit: Visit, plan: ForkPlan): Fork {
  const outer = visit.strand;
  const outputs = new Map<number, Json>();
  const strands = new Map<number, Strand>();
  let waiting: number[] = [];
  let running = 0;

  function resume(): void {
    waiting = [];
    for (let index = plan.count - 1; index >= 0; index -= 1) {
      if (!outputs.has(index)) waiting.push(index);
    }
    running = 0;
    if (waiting.length === 0) finish();
    else fill();
  }

  /** Starts as many as may run at once. */
  function fill(): void {
    while (running < plan.concurrency && waiting.length > 0) begin(waiting.pop()!);
  }

  function begin(index: number): void {
    const interrupted = strands.get(index);
    running += 1;
    if (interrupted) strandSoon(outer, () => resumeStrand(interrupted));
    else start(index);
  }

  function start(index: number): void {
    const input = plan.input(index);
    const { runtime, execution } = outer;
    const block = plan.block(index);
    const strand: Strand = newStrand({
      runtime,
      execution,
      block,
      scope: innerScope(outer.scope),
      input,
      lastEvent: plan.began(index),
      whenEnded: (ending) => attempt(visit, () => settle(index, strand, ending)),
    });
    strands.set(index, strand);
    strandSoon(strand, () => enterState(strand, block.startAt, input));
  }

  function settle(index: number, strand: Strand, ending: StrandEnding): void {
    running -= 1;
    outer.lastEvent = strand.lastEvent;
    if (ending.kind === 'failed') {
      plan.failed?.(index, strand);
      plan.broke(ending.failure);
      return;
    }
    plan.succeeded?.(index, strand);
    strands.delete(index);
    outputs.set(index, ending.output);
    if (outputs.size === plan.count) finish();
    else fill();
  }

  function finish(): void {
    plan.done(Array.from({ length: plan.count }, (_, index) => outputs.get(index)!));
  }

  function abort(recorded: boolean, cause?: number): void {
    waiting = [];
    for (const [index, strand] of strands) {
      if (strand.ended !== undefined) continue;
      abortStrand(strand, recorded, cause);
      if (recorded) plan.aborted?.(index, strand);
    }
  }

  return { abort, resume };
}
