// Entering a state, and running it by its type.

import type { State } from './definition.ts';
import { STATE_EVENTS } from './history/state-events.ts';
import type { Json } from './json.ts';
import { attempt } from './leave-state.ts';
import { runChoice } from './states/choice.ts';
import { runFail } from './states/fail.ts';
import { runMap } from './states/map.ts';
import { runParallel } from './states/parallel.ts';
import { runPass } from './states/pass.ts';
import { runSucceed } from './states/succeed.ts';
import { runTask } from './states/task.ts';
import { runWait } from './states/wait.ts';
import { record, type Strand, type Visit } from './strand.ts';

/** Begins a strand's next state. The validator has made sure that it exists. */
export function enterState(strand: Strand, name: string, input: Json): void {
  const { runtime, block } = strand;
  const state = block.states.get(name)!;
  runtime.counters.transitions += 1;
  const visit: Visit = {
    strand,
    state,
    input,
    enteredAt: runtime.clock.millis(),
    enteredEvent: record(strand, STATE_EVENTS[state.type].entered, { name, input }),
    retryCount: 0,
    attempts: undefined,
    token: undefined,
    stop: undefined,
    fork: undefined,
  };
  strand.visit = visit;
  runState(visit);
}

/** Does a state's work, for the first time or again. */
export function runState(visit: Visit): void {
  attempt(visit, dispatch);
}

type Runner<S extends State> = (visit: Visit, state: S) => void;

const RUNNERS: { readonly [Type in State['type']]: Runner<Extract<State, { type: Type }>> } = {
  Pass: runPass,
  Choice: runChoice,
  Wait: runWait,
  Succeed: runSucceed,
  Fail: runFail,
  Task: runTask,
  Parallel: runParallel,
  Map: runMap,
};

function dispatch(visit: Visit): void {
  const { state } = visit;
  (RUNNERS[state.type] as Runner<State>)(visit, state);
}
