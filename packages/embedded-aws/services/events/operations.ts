// EventBridge's API actions.

import type { Operation } from '../../service.ts';
import { busOperations } from './bus-operations.ts';
import { putEvents } from './put-events.ts';
import { ruleOperations } from './rule-operations.ts';
import type { EventsState } from './state.ts';
import { targetOperations } from './target-operations.ts';

export function eventsOperations(state: EventsState): Record<string, Operation> {
  return {
    PutEvents: putEvents(state),
    ...ruleOperations(state),
    ...targetOperations(state),
    ...busOperations(state),
  };
}
