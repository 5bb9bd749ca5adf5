// Answers to tasks that wait with a token.

import * as z from 'zod';
import type { Operation } from '../../service.ts';
import { CAUSE_LENGTH, ERROR_LENGTH } from '../limits.ts';
import { Payload, parseInput, parseJson } from './input.ts';
import type { Store } from './store.ts';

const taskToken = z.string().min(1).max(2048);
const SuccessInput = z.object({ taskToken, output: Payload });
const FailureInput = z.object({
  taskToken,
  error: z.string().max(ERROR_LENGTH).optional(),
  cause: z.string().max(CAUSE_LENGTH).optional(),
});

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
