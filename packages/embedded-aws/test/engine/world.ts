// A world with nothing in it but Step Functions, for tests of the engine.

import { virtualClock } from '../../clock.ts';
import type { Json, JsonObject } from '../../engine/json.ts';
import type { EngineHost, ExecutionStatusEvent } from '../../engine/step-functions.ts';
import { stepFunctions } from '../../engine/step-functions.ts';
import type { Call } from '../../service.ts';

export const CALL: Call = { account: '111122223333', region: 'us-east-1', requestId: 'test' };
export const ROLE = 'arn:aws:iam::111122223333:role/test';
export const WORK = 'arn:aws:lambda:us-east-1:111122223333:function:work';
export const START = new Date('2026-11-20T14:00:00Z');

export type Answer = Record<string, unknown>;

export interface Played {
  readonly arn: string;
  readonly status: string;
  readonly output: Json;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly path: readonly string[];
  readonly events: readonly string[];
  readonly seconds: number;
}

interface WorldOptions {
  readonly work?: (payload: Json) => Json | Promise<Json>;
  readonly callService?: EngineHost['callService'];
  readonly seed?: number;
}

export function world({ work = (payload) => payload, callService, seed = 1 }: WorldOptions = {}) {
  const clock = virtualClock({ startAt: START, seed });
  const emitted: ExecutionStatusEvent[] = [];
  const engine = stepFunctions({
    clock,
    host: {
      invokeFunction: async (_name, payload) => ({
        payload: await work(payload),
        executedVersion: '$LATEST',
      }),
      callService: callService ?? (async () => ({})),
      emit: (event) => emitted.push(event),
    },
  });
  const call = (action: string, input: object = {}, as: Call = CALL) =>
    engine.service.operations[action]!(input, as) as Answer;

  function create(definition: object, name = 'machine'): string {
    const text = JSON.stringify(definition);
    return call('CreateStateMachine', { name, roleArn: ROLE, definition: text })
      .stateMachineArn as string;
  }

  function start(stateMachineArn: string, input: Json = {}, name?: string): string {
    const named = name === undefined ? {} : { name };
    const request = { stateMachineArn, input: JSON.stringify(input), ...named };
    return call('StartExecution', request).executionArn as string;
  }

  const history = (executionArn: string) =>
    call('GetExecutionHistory', { executionArn, maxResults: 1000 }).events as JsonObject[];

  function told(arn: string): Played {
    const description = call('DescribeExecution', { executionArn: arn });
    return playedFrom(arn, description, history(arn), clock.now());
  }

  /** Plays one execution of a definition to its end. */
  async function play(definition: object, input: Json = {}): Promise<Played> {
    const arn = start(create(definition), input);
    await clock.play();
    return told(arn);
  }

  return { clock, engine, emitted, call, create, start, history, told, play };
}

function playedFrom(
  arn: string,
  description: Answer,
  events: readonly JsonObject[],
  now: Date,
): Played {
  const { status, output, error, cause, startDate, stopDate = now } = description;
  const entered = events.map(
    ({ stateEnteredEventDetails }) => stateEnteredEventDetails as { name: string } | undefined,
  );
  return {
    arn,
    status: status as string,
    output: output === undefined ? null : (JSON.parse(output as string) as Json),
    error: error as string | undefined,
    cause: cause as string | undefined,
    path: entered.flatMap((details) => (details ? [details.name] : [])),
    events: events.map(({ type }) => type as string),
    seconds: ((stopDate as Date).getTime() - (startDate as Date).getTime()) / 1000,
  };
}

/** A machine in JSONata that starts at its first state. */
export function machine(states: object, more: object = {}): object {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...more };
}

/** A machine of one state. */
export const only = (state: object): object => machine({ Only: { ...state, End: true } });

/** An error that a function throws. */
export function thrown(name: string, message = 'it broke'): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** A block of one state, for a Map. */
export const each = (state: object, more: object = {}) => ({
  StartAt: 'Each',
  States: { Each: { ...state, End: true } },
  ...more,
});

const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
/** A machine of one distributed Map. */
export const distributed = (state: object, more: object = {}) =>
  only({ Type: 'Map', ItemProcessor: each(state, DISTRIBUTED), ...more });
