// Answers to tasks that wait with a token.

import * as z from 'zod';
import type { Operation, Service } from '../../service.ts';
import { machineOf } from '../arn.ts';
import { CAUSE_LENGTH, ERROR_LENGTH } from '../limits.ts';
import type { Tokens } from '../tokens.ts';
import { Payload, parseInput, parseJson } from './input.ts';
import type { Store } from './store.ts';

const taskToken = z.string().min(1).max(2048);
const SuccessInput = z.object({ taskToken, output: Payload });
const FailureInput = z.object({
  taskToken,
  error: z.string().max(ERROR_LENGTH).optional(),
  cause: z.string().max(CAUSE_LENGTH).optional(),
});

/** An answer to a task is asked on its machine. */
export function meantBy(tokens: Tokens): NonNullable<Service['meant']> {
  return (operation, input) => {
    if (!operation.startsWith('SendTask')) return undefined;
    const { data } = z.object({ taskToken }).safeParse(input);
    const execution = data && tokens.executionOf(data.taskToken);
    return execution === undefined ? undefined : [machineOf(execution)];
  };
}

export function taskOperations({ runtime }: Store): Record<string, Operation> {
  const { tokens } = runtime;
  return {
    SendTaskSuccess(input, call) {
      const request = parseInput(SuccessInput, input);
      const waiter = tokens.find(request.taskToken, call);
      waiter.succeed(parseJson(request.output, 'InvalidOutput', 'Invalid Output'));
      return {};
    },
    SendTaskFailure(input, call) {
      const { taskToken: token, error, cause } = parseInput(FailureInput, input);
      const errorPart = error === undefined ? {} : { error };
      const causePart = cause === undefined ? {} : { cause };
      tokens.find(token, call).fail({ ...errorPart, ...causePart });
      return {};
    },
    SendTaskHeartbeat(input, call) {
      tokens.find(parseInput(z.object({ taskToken }), input).taskToken, call).heartbeat();
      return {};
    },
  };
}
