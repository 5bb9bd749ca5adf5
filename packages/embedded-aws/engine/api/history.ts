import * as z from 'zod';
import type { Operation } from '../../service.ts';
import { type Execution, inputTextOf } from '../execution.ts';
import { describeEvent } from '../history/events.ts';
import { Arn, parseInput } from './input.ts';
import { Paging, page, pageNewestFirst } from './paging.ts';
import type { Store } from './store.ts';

const Input = z.object({
  executionArn: Arn,
  reverseOrder: z.boolean().optional(),
  includeExecutionData: z.boolean().optional(),
  ...Paging,
});

export function historyOperations(store: Store): Record<string, Operation> {
  return {
    GetExecutionHistory(input) {
      const request = parseInput(Input, input);
      const execution = store.execution(request.executionArn);
      const { history } = execution;
      const numbered = history.events.map((event, index) => ({ event, id: index + 1 }));
      const { items, nextToken } = request.reverseOrder
        ? pageNewestFirst(numbered.reverse(), request, ({ id }) => id)
        : page(numbered, request);
      const withData = request.includeExecutionData ?? true;
      return {
        events: items.map(({ event, id }) => {
          const described = describeEvent(event, id, history.startedAt, withData);
          return id === 1 && withData ? withInput(described, execution) : described;
        }),
        nextToken,
      };
    },
  };
}

/** The first event tells the execution's input as it was given. */
function withInput(described: object, execution: Execution): object {
  const { executionStartedEventDetails: details } = described as {
    executionStartedEventDetails: object;
  };
  const input = inputTextOf(execution);
  return { ...described, executionStartedEventDetails: { ...details, input } };
}
