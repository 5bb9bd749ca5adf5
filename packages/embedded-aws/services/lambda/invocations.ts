// Running a function's handler on the virtual clock.

import type { Context } from 'aws-lambda';
import type { Chance } from '../../chance.ts';
import type { VirtualClock } from '../../clock.ts';
import { type Invocation, runInvocation } from '../../transport/invocation.ts';
import { type LambdaFunction, versionOf } from './functions.ts';

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export type InvocationResult =
  | { readonly requestId: string; readonly version: string; readonly payload: unknown }
  | { readonly requestId: string; readonly version: string; readonly error: FunctionError };

export interface InvocationStatistics {
  readonly invocations: number;
  readonly errors: number;
  /** An estimate: see `billedSeconds`. */
  readonly gigabyteSeconds: number;
  /** Invocations, by the function's name. */
  readonly byFunction: Readonly<Record<string, number>>;
}

/**
 * Seconds that Lambda would bill. Calls take no virtual time here, so each one is counted as 20 ms, beside 20 ms
 * for the handler itself and whatever the handler waited on the clock.
 */
function billedSeconds(waitedSeconds: number, calls: number): number {
  return waitedSeconds + 0.02 * (1 + calls);
}

export interface Invocations {
  run(lambda: LambdaFunction, event: unknown, qualifier?: string): Promise<InvocationResult>;
  statistics(): InvocationStatistics;
}

export function invocations(clock: VirtualClock): Invocations {
  const requestIds = clock.chance.stream('lambda requests');
  const total = { invocations: 0, errors: 0, gigabyteSeconds: 0 };
  const byFunction: Record<string, number> = {};

  async function run(
    lambda: LambdaFunction,
    event: unknown,
    qualifier?: string,
  ): Promise<InvocationResult> {
    const { number: version, handler } = versionOf(lambda, qualifier);
    const startedAt = clock.millis();
    const { invocation, death } = invocationOf(lambda, requestIds);
    const cancelTimeout = clock.at(startedAt + lambda.timeoutSeconds * 1000, () =>
      invocation.die(timeout(lambda, invocation)),
    );

    const ended = await settle(clock, { ...lambda, handler }, invocation, death, event);
    cancelTimeout();

    total.invocations += 1;
    byFunction[lambda.name] = (byFunction[lambda.name] ?? 0) + 1;
    if ('error' in ended) total.errors += 1;
    const seconds = billedSeconds((clock.millis() - startedAt) / 1000, invocation.calls);
    total.gigabyteSeconds += (seconds * lambda.memoryMegabytes) / 1024;
    return { requestId: invocation.requestId, version, ...ended };
  }

  return { run, statistics: () => ({ ...total, byFunction: { ...byFunction } }) };
}

function invocationOf({ name }: LambdaFunction, chance: Chance) {
  let kill: (error: Error) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    kill = reject;
  });
  death.catch(() => {});
  const invocation: Invocation = {
    functionName: name,
    requestId: chance.uuid(),
    dead: false,
    death: undefined,
    calls: 0,
    die: (error) => {
      invocation.dead = true;
      kill(error);
    },
  };
  return { invocation, death };
}

type Ended = { readonly payload: unknown } | { readonly error: FunctionError };

async function settle(
  clock: VirtualClock,
  lambda: LambdaFunction,
  invocation: Invocation,
  death: Promise<never>,
  event: unknown,
): Promise<Ended> {
  const context = contextOf(clock, lambda, invocation);
  try {
    const result = await clock.track(() =>
      Promise.race([
        runInvocation(invocation, async () => lambda.handler?.(copied(event), context)),
        death,
      ]),
    );
    return { payload: copied(result) };
  } catch (thrown) {
    return { error: functionError(thrown) };
  } finally {
    invocation.dead = true;
  }
}

/** A payload crosses the wire as JSON. */
function copied(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** What Node's Lambda runtime answers for a thrown value; the stack is left out, for it differs by machine. */
function functionError(thrown: unknown): FunctionError {
  if (thrown instanceof Error)
    return { errorType: thrown.name, errorMessage: thrown.message, trace: [] };
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

function timeout({ timeoutSeconds }: LambdaFunction, { requestId }: Invocation): Error {
  const error = new Error(
    `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  );
  error.name = 'Sandbox.Timedout';
  return error;
}

function contextOf(
  clock: VirtualClock,
  lambda: LambdaFunction,
  { requestId }: Invocation,
): Context {
  const deadline = clock.millis() + lambda.timeoutSeconds * 1000;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: lambda.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: lambda.arn,
    memoryLimitInMB: String(lambda.memoryMegabytes),
    logGroupName: `/aws/lambda/${lambda.name}`,
    logStreamName: `${clock.now().toISOString().slice(0, 10)}/[$LATEST]${requestId}`,
    getRemainingTimeInMillis: () => deadline - clock.millis(),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
