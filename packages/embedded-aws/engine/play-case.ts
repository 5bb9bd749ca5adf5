// One state machine played to its end with canned answers: what `npm run asl` prints.

import { virtualClock } from '../clock.ts';
import { AwsError, type Call } from '../service.ts';
import { StateFailure } from './failure.ts';
import type { EngineHost } from './host.ts';
import { isArray, isObject, type Json, type JsonObject, property } from './json.ts';
import { jsonBytes } from './json-size.ts';
import { NESTING_LEVELS } from './limits.ts';
import { type StepFunctions, stepFunctions } from './step-functions.ts';
import type { Walk } from './strand.ts';

export interface AslResult {
  readonly id: Json;
  readonly status: string;
  readonly output: Json;
  readonly error: string | null;
  readonly cause: string | null;
  /** The states entered, in order. */
  readonly path: readonly string[];
  /** On the virtual clock. */
  readonly elapsedSeconds: number;
}

const CALL: Call = { account: '111111111111', region: 'us-east-1', requestId: 'asl' };
const ROLE = 'arn:aws:iam::111111111111:role/asl';
const START = new Date('2026-01-01T00:00:00Z');

/** Plays `{ id, definition, input, mocks }`; whatever is wrong with it is told in the result. */
export async function playCase(raw: unknown): Promise<AslResult> {
  const id = printable(property(raw, 'id') ?? null);
  try {
    return { id, ...(await play(raw)) };
  } catch (error) {
    const { name, message } = error instanceof RangeError ? TOO_DEEP : (error as Error);
    const failed = { status: 'FAILED', output: null, path: [], elapsedSeconds: 0 };
    return { id, ...failed, error: name, cause: message };
  }
}

function printable(id: Json): Json {
  return Number.isFinite(jsonBytes(id)) ? id : null;
}

const TOO_DEEP = new AwsError(
  'ValidationException',
  `Expected a definition and an input of at most ${NESTING_LEVELS} levels of nesting`,
);

async function play(raw: unknown): Promise<Omit<AslResult, 'id'>> {
  if (!isObject(raw)) throw new AwsError('ValidationException', 'Expected a case to be an object');
  const clock = virtualClock({ startAt: START, seed: 1 });
  const engine = stepFunctions({ clock, host: noHost, runTask: cannedAnswers(raw.mocks) });
  const { definition = null, input = {} } = raw;
  const { stateMachineArn } = call(engine, 'CreateStateMachine', {
    name: 'case',
    roleArn: ROLE,
    definition: typeof definition === 'string' ? definition : JSON.stringify(definition),
  });
  const { executionArn } = call(engine, 'StartExecution', {
    stateMachineArn,
    input: JSON.stringify(input),
  });
  await clock.play();
  return result(engine, executionArn);
}

function call(engine: StepFunctions, action: string, input: object): Record<string, unknown> {
  return engine.service.operations[action]!(input, CALL) as Record<string, unknown>;
}

function result(engine: StepFunctions, executionArn: unknown): Omit<AslResult, 'id'> {
  const told = call(engine, 'DescribeExecution', { executionArn });
  const { startDate, stopDate = startDate } = told as { startDate: Date; stopDate?: Date };
  return {
    status: String(told.status),
    output: told.output === undefined ? null : (JSON.parse(String(told.output)) as Json),
    error: (told.error as string | undefined) ?? null,
    cause: (told.cause as string | undefined) ?? null,
    path: pathOf(engine, executionArn),
    elapsedSeconds: (stopDate.getTime() - startDate.getTime()) / 1000,
  };
}

function pathOf(engine: StepFunctions, executionArn: unknown): string[] {
  const path: string[] = [];
  let nextToken: unknown;
  do {
    const request = { executionArn, maxResults: 1000, includeExecutionData: false };
    const answer = call(
      engine,
      'GetExecutionHistory',
      nextToken ? { ...request, nextToken } : request,
    );
    for (const event of answer.events as Record<string, unknown>[]) {
      const entered = event.stateEnteredEventDetails as { name: string } | undefined;
      if (entered) path.push(entered.name);
    }
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
  return path;
}

/** Each try of a task takes its state's next answer. */
function cannedAnswers(mocks: Json | undefined): Walk['runTask'] {
  const taken = new Map<string, number>();

  return (_visit, { name }) => {
    const index = taken.get(name) ?? 0;
    taken.set(name, index + 1);
    const answers = property(mocks, name);
    const answer = isArray(answers) ? answers[index] : undefined;
    const finished = answered(answer, name, index);
    return { answered: finished, finished };
  };
}

async function answered(answer: Json | undefined, name: string, index: number): Promise<Json> {
  if (!isObject(answer)) {
    throw new StateFailure(
      'States.Runtime',
      `Expected mocks of '${name}' to have an answer ${index}, got none.`,
    );
  }
  const thrown = answer.throw;
  if (thrown === undefined) return answer.return ?? null;
  throw cannedFailure(isObject(thrown) ? thrown : {});
}

function cannedFailure({ error, cause }: JsonObject): StateFailure {
  const text = typeof cause === 'string' || cause === undefined ? cause : JSON.stringify(cause);
  return new StateFailure(typeof error === 'string' ? error : 'States.TaskFailed', text);
}

const refuse = async (): Promise<never> => {
  throw new AwsError('ServiceUnavailable', 'There are no services in a case; give mocks', 503);
};

const noHost: EngineHost = { invokeFunction: refuse, callService: refuse, emit: () => {} };
