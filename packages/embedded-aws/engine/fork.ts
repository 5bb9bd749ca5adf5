// Branches and inline iterations: several strands inside one state, some at a time.

import type { Block } from './definition.ts';
import type { Failure } from './failure.ts';
import type { Json } from './json.ts';
import { attempt } from './leave-state.ts';
import { innerScope } from './scope.ts';
import {
  abortStrand,
  newStrand,
  type Strand,
  type StrandEnding,
  strandSoon,
  type Visit,
} from './strand.ts';

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

interface Running {
  readonly visit: Visit;
  readonly plan: ForkPlan;
  readonly outputs: Map<number, Json>;
  /** Those that have not succeeded, by index. */
  readonly strands: Map<number, Strand>;
  /** Indices that wait for their turn, the next one last. */
  waiting: number[];
  running: number;
}

/** Starts the strands of a state. */
export function startFork(visit: Visit, plan: ForkPlan): void {
  const fork: Running = {
    visit,
    plan,
    outputs: new Map(),
    strands: new Map(),
    waiting: Array.from({ length: plan.count }, (_, index) => plan.count - 1 - index),
    running: 0,
  };
  visit.fork = { abort: (recorded, cause) => abortFork(fork, recorded, cause) };
  if (plan.count === 0) finish(fork);
  else fill(fork);
}

/** Starts as many as may run at once. */
function fill(fork: Running): void {
  const { plan, waiting } = fork;
  while (fork.running < plan.concurrency) {
    const index = waiting.pop();
    if (index === undefined) return;
    fork.running += 1;
    start(fork, index);
  }
}

function start(fork: Running, index: number): void {
  const { plan, visit } = fork;
  const outer = visit.strand;
  const input = plan.input(index);
  const block = plan.block(index);
  const strand: Strand = newStrand({
    runtime: outer.runtime,
    walk: outer.walk,
    execution: outer.execution,
    block,
    scope: innerScope(outer.scope),
    input,
    lastEvent: plan.began(index),
    whenEnded: (ending) => attempt(visit, () => settle(fork, index, strand, ending)),
  });
  fork.strands.set(index, strand);
  strandSoon(strand, () => strand.walk.enterState(strand, block.startAt, input));
}

function settle(fork: Running, index: number, strand: Strand, ending: StrandEnding): void {
  const { plan, outputs, strands, visit } = fork;
  fork.running -= 1;
  visit.strand.lastEvent = strand.lastEvent;
  if (ending.kind === 'failed') {
    plan.failed?.(index, strand);
    plan.broke(ending.failure);
    return;
  }
  plan.succeeded?.(index, strand);
  strands.delete(index);
  outputs.set(index, ending.output);
  if (outputs.size === plan.count) finish(fork);
  else fill(fork);
}

function finish({ plan, outputs }: Running): void {
  plan.done(Array.from({ length: plan.count }, (_, index) => outputs.get(index)!));
}

function abortFork(fork: Running, recorded: boolean, cause?: number): void {
  fork.waiting = [];
  for (const [index, strand] of fork.strands) {
    if (strand.ended !== undefined) continue;
    abortStrand(strand, recorded, cause);
    if (recorded) fork.plan.aborted?.(index, strand);
  }
}
