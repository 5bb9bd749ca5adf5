// Wraps what a function does into a Lambda handler: parsed input, one log line for an error, the ports passed in.

import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { within } from '../aws/time-left.ts';
import { unforeseenWord } from '../core/counted.ts';
import { errorDetails } from '../core/error-details.ts';
import { Failure } from '../core/failure.ts';
import type { Adapter } from '../flows/adapters.ts';
import type { Ports } from '../flows/ports.ts';
import { about, annotations, type Subject, withSubject } from '../flows/subject.ts';
import { portsOnAws } from './environment.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** A function that runs on Lambda with the real ports, and anywhere else with the ones it is given. */
export interface Deployable {
  /** With the adapters that it needs, and no others: its bundle holds what it names. */
  onAws(...adapters: readonly Adapter[]): Handler;
  on(ports: Ports): Handler;
}

/** A state machine's Task. Input of another shape fails with `WrongInput`: the machine and the function disagree. */
export function task<Schema extends z.ZodType, Output>(
  input: Schema,
  run: (input: z.output<Schema>, ports: Ports) => Promise<Output>,
): Deployable {
  return deployable(async (event, ports) => {
    const parsed = input.safeParse(event);
    if (!parsed.success) {
      throw new Failure(
        'WrongInput',
        `expected the Task's input, got: ${z.prettifyError(parsed.error)}`,
      );
    }
    return run(parsed.data, ports);
  });
}

/** A function woken by an event. An event of another shape is ignored with a log line: it is not for us. */
export function listener<Schema extends z.ZodType>(
  event: Schema,
  run: (event: z.output<Schema>, ports: Ports) => Promise<void>,
): Deployable {
  return deployable(async (raw, ports) => {
    const parsed = event.safeParse(raw);
    if (!parsed.success) {
      ports.log.info('ignored an event of another shape', {
        problem: z.prettifyError(parsed.error),
      });
      return;
    }
    await run(parsed.data, ports);
  });
}

/** What Lambda tells of the invocation. */
export interface Invoked {
  readonly functionArn: string;
  /** As CloudTrail has it, too. */
  readonly requestId: string;
}

export function deployable(
  run: (event: unknown, ports: Ports, invoked: Invoked) => Promise<unknown>,
): Deployable {
  const on = (ports: Ports): Handler =>
    // middy's early timeout is a real timer, and Lambda's own timeout says the same.
    middy<unknown, unknown>({ timeoutEarlyInMillis: 0 }).handler((event, context) => {
      const left = () => context.getRemainingTimeInMillis() / 1000;
      const { awsRequestId: requestId, invokedFunctionArn: functionArn } = context;
      const subject = { ...subjectOf(event), requestId };
      const invoked = { functionArn, requestId };
      const told = { ...ports, log: withSubject(ports.log) };
      return within(left, () =>
        about(subject, () => traced(told, () => orTold(told, () => run(event, told, invoked)))),
      );
    });
  // The ports are made at the first invocation: the module is also read where there is no AWS.
  const onAws: Deployable['onAws'] =
    (...adapters) =>
    (event, context) =>
      on(portsOnAws(adapters))(event, context);
  return { on, onAws };
}

/** Says in the trace what the invocation was about; that nobody keeps it is no reason to fail. */
async function traced<T>({ trace, clock, log }: Ports, run: () => Promise<T>): Promise<T> {
  if (trace === undefined) return run();
  const from = clock.now();
  let failed = true;
  try {
    const answer = await run();
    failed = false;
    return answer;
  } finally {
    await trace({ annotations: annotations(), from, failed }).catch((problem: unknown) =>
      log.warn('the trace does not say what this was about', { problem: String(problem) }),
    );
  }
}

/** One line for an error, which is thrown on: the machine, or Lambda's own retries, have the say. */
async function orTold<T>({ log, count }: Ports, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    log.error(thrown instanceof Error ? thrown.message : String(thrown), errorDetails(thrown));
    const unforeseen = unforeseenWord(thrown);
    if (unforeseen) count('Unforeseen', unforeseen);
    throw thrown;
  }
}

/** What an input or an event says of what it is about, under these names; a token is nobody's to read. */
const TOLD = [
  ...['execution', 'pipeline', 'release', 'wave', 'target', 'test'],
  ...['id', 'source', 'detail-type', 'account', 'region'],
];

function subjectOf(event: unknown): Subject {
  if (typeof event !== 'object' || event === null) return {};
  return Object.fromEntries(Object.entries(event).filter(([name]) => TOLD.includes(name)));
}
