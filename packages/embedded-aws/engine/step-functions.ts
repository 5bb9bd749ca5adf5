// AWS Step Functions, embedded: state machines in JSONata on a virtual clock.

import type { VirtualClock } from '../clock.ts';
import { own } from '../own.ts';
import { AwsError, type Operation, type Service, type Tags } from '../service.ts';
import { aliasOperations } from './api/aliases.ts';
import { executionOperations } from './api/executions.ts';
import { historyOperations } from './api/history.ts';
import { mapRunOperations } from './api/map-runs.ts';
import { type Moved, type Route, type StateMachines, setRoutes } from './api/state-machine.ts';
import { stateMachineOperations } from './api/state-machines.ts';
import { executionIn, type Store } from './api/store.ts';
import { meantBy, taskOperations } from './api/tasks.ts';
import { validateOperations } from './api/validate.ts';
import { versionOperations } from './api/versions.ts';
import { type ExecutionLimits, newExecutions } from './executions.ts';
import type { EngineHost } from './host.ts';
import { integrate } from './integrations/integrate.ts';
import type { MapRuns } from './map-run/map-runs.ts';
import { newRuntime } from './new-runtime.ts';
import type { Walk } from './strand.ts';

export type { EngineHost, ExecutionStatusEvent } from './host.ts';

export interface StepFunctions {
  /** The service `states`: its operations are the only way in, but for what is told here. */
  readonly service: Service;
  readonly machines: StateMachines;
  /** Whom to tell of each alias that a call moves. */
  follow(moved: Moved): void;
  /** Points an alias, without a call; nobody is told. */
  point(machineArn: string, alias: string, routes: readonly Route[]): void;
  statistics(): Statistics;
  openExecutions(): number;
}

export interface Statistics {
  /** Billed ones: states entered, and retries. */
  readonly transitions: number;
  readonly executions: number;
  readonly maxHistoryEvents: number;
  readonly maxPayloadBytes: number;
}

export interface StepFunctionsOptions {
  readonly clock: VirtualClock;
  readonly host: EngineHost;
  /** Does the work of Task states in place of the integrations; for canned answers. */
  readonly runTask?: Walk['runTask'];
  /** How much is kept of executions. */
  readonly limits?: ExecutionLimits;
}

/** One engine serves any number of accounts and regions: everything is kept by ARN. */
export function stepFunctions({
  clock,
  host,
  runTask = integrate,
  limits,
}: StepFunctionsOptions): StepFunctions {
  const machines: StateMachines = new Map();
  const executions = newExecutions(limits);
  const mapRuns: MapRuns = new Map();
  const runtime = newRuntime({ clock, host, runTask, executions, callSelf, mapRuns });
  let told: Moved = () => {};
  const store: Store = {
    runtime,
    machines,
    executions,
    mapRuns,
    moved: (...move) => told(...move),
    execution: (arn) => executionIn(executions, arn),
  };
  const operations: Record<string, Operation> = {
    ...stateMachineOperations(store),
    ...versionOperations(store),
    ...aliasOperations(store),
    ...executionOperations(store),
    ...historyOperations(store),
    ...mapRunOperations(store),
    ...taskOperations(store),
    ...validateOperations,
  };

  function callSelf(action: string, input: unknown, call: Parameters<Operation>[1]): unknown {
    const operation = own(operations, action);
    if (action === 'StartExecution' && host.startsTooFast?.(call))
      throw new AwsError('ThrottlingException', 'Rate exceeded');
    if (operation) return operation(input, call);
    throw new AwsError('UnknownOperationException', `Step Functions has no operation ${action}`);
  }

  return {
    service: {
      ...{ id: 'states', operations, meant: meantBy(runtime.tokens) },
      tagsOf: (arn) => tagsOf(machines, arn),
    },
    machines,
    follow: (moved) => {
      told = moved;
    },
    point: (machineArn, name, routes) => point(store, machineArn, name, routes),
    statistics() {
      const {
        transitions,
        executions: started,
        maxHistoryEvents,
        maxPayloadBytes,
      } = runtime.counters;
      return { transitions, executions: started, maxHistoryEvents, maxPayloadBytes };
    },
    openExecutions: () => runtime.counters.open,
  };
}

function point(
  { machines, runtime }: Store,
  machineArn: string,
  name: string,
  routes: readonly Route[],
): void {
  const alias = machines.get(machineArn)?.aliases.get(name);
  if (alias) setRoutes(alias, routes, runtime.clock.millis());
}

/** A version and an alias have the tags of their machine. */
function tagsOf(machines: StateMachines, arn: string): Tags | undefined {
  const [base = arn] = /^.*:stateMachine:[^:]+/.exec(arn) ?? [];
  const tags = machines.get(base)?.tags;
  return tags && Object.fromEntries(tags);
}
