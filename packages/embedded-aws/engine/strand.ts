// A strand: one line of states being walked. An execution is one; each branch and each inline iteration is another.

import type { Block, State, TaskState } from './definition.ts';
import type { Execution } from './execution.ts';
import type { Failure } from './failure.ts';
import type { EventDetails } from './history/events.ts';
import { appendEvent, HistoryFull, payloadBytes } from './history/history.ts';
import { STATE_EVENTS } from './history/state-events.ts';
import type { TaskWork } from './integrations/task-work.ts';
import type { Json } from './json.ts';
import type { Runtime } from './runtime.ts';
import type { Scope } from './scope.ts';

export type StrandEnding =
  | { readonly kind: 'done'; readonly output: Json }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** How a strand goes on: what leaves a state reaches the states only from here, and a Task its integration. */
export interface Walk {
  /** Begins a strand's next state. */
  enterState(strand: Strand, name: string, input: Json): void;
  /** Does a state's work, for the first time or again. */
  runState(visit: Visit): void;
  /** Starts a task's work. What it rejects with becomes the task's failure: a `StateFailure`. */
  runTask(visit: Visit, state: TaskState, input: Json): TaskWork;
}

export interface Strand {
  readonly runtime: Runtime;
  readonly walk: Walk;
  readonly execution: Execution;
  readonly block: Block;
  readonly scope: Scope;
  /** The input of its first state. */
  readonly input: Json;
  /** Told when the strand ends by itself; not when it is aborted. */
  readonly whenEnded: (ending: StrandEnding) => void;
  /** The number of the event that comes before its next one. */
  lastEvent: number;
  /** Where it stands, or stood when it ended. */
  visit: Visit | undefined;
  ended: 'done' | 'failed' | 'aborted' | undefined;
}

/** One stay in a state, with its retries. */
export interface Visit {
  readonly strand: Strand;
  readonly state: State;
  readonly input: Json;
  readonly enteredAt: number;
  readonly enteredEvent: number;
  /** Retries so far, in all and by retrier. */
  retryCount: number;
  attempts: number[] | undefined;
  token: string | undefined;
  /** Ends whatever the state waits for: timers, tokens, children. */
  stop: (() => void) | undefined;
  /** The branches or iterations of a Parallel or an inline Map. */
  fork: Fork | undefined;
}

/** The branches or iterations of a state, as whoever leaves it sees them. */
interface Fork {
  /** Ends the strands that still run; `recorded` says whether the history tells of it. */
  abort(recorded: boolean, cause?: number): void;
}

export function newStrand(
  from: Pick<
    Strand,
    'runtime' | 'walk' | 'execution' | 'block' | 'scope' | 'input' | 'whenEnded' | 'lastEvent'
  >,
): Strand {
  return { ...from, visit: undefined, ended: undefined };
}

/** Appends an event of this strand to the history. */
export function record(strand: Strand, type: string, details?: EventDetails): number {
  const { runtime, execution, lastEvent } = strand;
  const bytes = payloadBytes(details);
  if (bytes > runtime.counters.maxPayloadBytes) runtime.counters.maxPayloadBytes = bytes;
  // Its first event has been let in by who started it.
  if (!runtime.weigh(execution, bytes) && execution.history.events.length > 0)
    throw new HistoryFull('The histories of all executions are more than this process holds.');
  strand.lastEvent = appendEvent(
    execution.history,
    type,
    runtime.clock.millis(),
    lastEvent,
    details,
  );
  return strand.lastEvent;
}

/** Appends an event that the strand's next one does not follow: AWS links past these. */
export function recordAside(strand: Strand, type: string, details?: EventDetails): void {
  const { runtime, execution, lastEvent } = strand;
  appendEvent(execution.history, type, runtime.clock.millis(), lastEvent, details);
}

/** Runs a step of this strand soon, unless it has ended by then. */
export function strandSoon(strand: Strand, step: () => void): void {
  strand.runtime.soon(strand.execution, step, strand);
}

export function endStrand(strand: Strand, ending: StrandEnding): void {
  if (strand.ended !== undefined) return;
  strand.ended = ending.kind;
  strand.whenEnded(ending);
}

/** Stops a strand from outside: what it waits for is let go, inner strands first. */
export function abortStrand(strand: Strand, recorded: boolean, cause = strand.lastEvent): void {
  if (strand.ended !== undefined) return;
  strand.ended = 'aborted';
  const { visit } = strand;
  if (!visit) return;
  visit.stop?.();
  visit.stop = undefined;
  visit.fork?.abort(recorded, cause);
  if (!recorded || !RECORDED.has(visit.state.type)) return;
  const { execution, runtime } = strand;
  const { aborted } = STATE_EVENTS[visit.state.type];
  appendEvent(execution.history, aborted, runtime.clock.millis(), cause);
}

const RECORDED = new Set(['Task', 'Wait', 'Parallel', 'Map']);
