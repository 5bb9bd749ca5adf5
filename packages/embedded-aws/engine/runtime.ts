// What every part of the engine shares: the clock, the host, the order of steps, the counters.

import type { Chance } from '../chance.ts';
import type { VirtualClock } from '../clock.ts';
import type { Call } from '../service.ts';
import type { Execution, Revision } from './execution.ts';
import type { Executions } from './executions.ts';
import type { World } from './expressions/world.ts';
import type { EngineHost } from './host.ts';
import type { NextId } from './ids.ts';
import type { Json } from './json.ts';
import type { MapRuns } from './map-run/map-runs.ts';
import type { StepQueue } from './step-queue.ts';
import type { Tokens } from './tokens.ts';

export interface Counters {
  transitions: number;
  executions: number;
  open: number;
  maxHistoryEvents: number;
  maxPayloadBytes: number;
}

export interface StartRequest {
  readonly revision: Revision;
  readonly name: string;
  readonly arn: string;
  readonly input: Json;
  /** The input as it was given. */
  readonly inputText?: string;
  readonly mapRunArn?: string;
}

export interface Runtime {
  readonly clock: VirtualClock;
  readonly host: EngineHost;
  readonly world: World;
  /** Draws for jitter. */
  readonly jitter: Chance;
  /** Draws between the routes of an alias. */
  readonly routes: Chance;
  /** Ids of executions, requests and events. */
  readonly nextId: NextId;
  readonly tokens: Tokens;
  readonly counters: Counters;
  readonly mapRuns: MapRuns;
  /** Runs one step of an execution, or of a strand, after those already waiting, if it is still running then. */
  readonly soon: StepQueue['add'];
  readonly runTimed: StepQueue['runTimed'];
  readonly stir: StepQueue['stir'];
  /** Starts an execution whose name is known to be free. */
  start(request: StartRequest): Execution;
  /** Ends an execution by hand. */
  stop(execution: Execution, error?: string, cause?: string): void;
  /** Ends an execution whose time is up, for a timer. */
  expire(execution: Execution): unknown;
  /** Calls one of the engine's own operations, as an integration does. */
  callSelf(action: string, input: Json, call: Call): unknown;
  find(executionArn: string): Execution | undefined;
  readonly ended: Executions['ended'];
  readonly weigh: Executions['weigh'];
  /** Whether one more may be open: AWS has a limit, and so has the memory of this process. */
  mayOpen(): boolean;
}

/** The call that a task of this execution makes. */
export function callOf(runtime: Runtime, { revision }: Execution): Call {
  const { account, region } = revision;
  return { account, region, requestId: runtime.nextId() };
}
