import type { VirtualClock } from '../clock.ts';
import { enterState, runState } from './enter-state.ts';
import type { Executions } from './executions.ts';
import type { EngineHost } from './host.ts';
import { newIds } from './ids.ts';
import { beginExecution, endExecution, newExecution, stepBroke } from './lifecycle.ts';
import { OPEN_EXECUTIONS } from './limits.ts';
import type { MapRuns } from './map-run/map-runs.ts';
import type { Runtime } from './runtime.ts';
import { stepQueue } from './step-queue.ts';
import type { Walk } from './strand.ts';
import { newTokens } from './tokens.ts';

interface RuntimeOptions {
  readonly clock: VirtualClock;
  readonly host: EngineHost;
  readonly runTask: Walk['runTask'];
  readonly executions: Executions;
  readonly mapRuns: MapRuns;
  readonly callSelf: Runtime['callSelf'];
}

export function newRuntime(options: RuntimeOptions): Runtime {
  const { clock, executions, runTask, ...shared } = options;
  const { chance } = clock;
  const walk: Walk = { enterState, runState, runTask };
  const queue = stepQueue(clock, (execution, error) => stepBroke(runtime, execution, error));

  const runtime: Runtime = {
    ...shared,
    clock,
    world: { millis: () => clock.millis(), chance: chance.stream('states:expressions') },
    jitter: chance.stream('states:jitter'),
    routes: chance.stream('states:routes'),
    nextId: newIds(chance.stream('states:ids')),
    tokens: newTokens(chance.stream('states:tokens')),
    counters: { transitions: 0, executions: 0, open: 0, maxHistoryEvents: 0, maxPayloadBytes: 0 },
    soon: queue.add,
    runTimed: queue.runTimed,
    stir: queue.stir,
    find: executions.find,
    ended: executions.ended,
    weigh: executions.weigh,
    mayOpen: () => runtime.counters.open < OPEN_EXECUTIONS && executions.hasRoom(),
    start(request) {
      const execution = newExecution(runtime, request);
      executions.add(execution);
      beginExecution(runtime, walk, execution);
      return execution;
    },
    stop(execution, error, cause) {
      const errorPart = error === undefined ? {} : { error };
      const causePart = cause === undefined ? {} : { cause };
      endExecution(runtime, execution, { status: 'ABORTED', ...errorPart, ...causePart });
    },
    expire(execution) {
      const end = () => endExecution(runtime, execution, { status: 'TIMED_OUT' });
      return runtime.runTimed(execution, end);
    },
  };
  return runtime;
}
