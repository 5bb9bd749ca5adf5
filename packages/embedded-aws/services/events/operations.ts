// EventBridge's API actions.

import type { VirtualClock } from '../../clock.ts';
import type { Operation } from '../../service.ts';
import type { Place } from '../places.ts';
import { busOperations } from './bus-operations.ts';
import type { Bus, Buses } from './buses.ts';
import type { NewEvent } from './event.ts';
import { putEvents } from './put-events.ts';
import { ruleOperations } from './rule-operations.ts';
import type { RuleDefinition } from './rules.ts';
import { targetOperations } from './target-operations.ts';

export interface Parts {
  readonly clock: VirtualClock;
  readonly buses: Buses;
  /** Answers the event's id. */
  emitOn(bus: Bus, event: NewEvent): string;
  putRule(rule: RuleDefinition): void;
  removeRule(name: string, place: Place, busName?: string): void;
}

export function eventsOperations(parts: Parts): Record<string, Operation> {
  return {
    PutEvents: putEvents(parts),
    ...ruleOperations(parts),
    ...targetOperations(parts),
    ...busOperations(parts),
  };
}
