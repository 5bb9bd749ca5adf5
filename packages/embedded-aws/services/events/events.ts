// EventBridge: the default bus of each account and region, rules, deliveries that may fail, dead letters.

import { modelFor } from '../../models/refusals.ts';
import type { Service } from '../../service.ts';
import type { Place } from '../places.ts';
import { accept } from './accept.ts';
import { busStore } from './buses.ts';
import type { AwsEvent, Emit } from './event.ts';
import { eventsOperations } from './operations.ts';
import { putRule, removeRule } from './put-rule.ts';
import type { RuleDefinition } from './rules.ts';
import type { DeadLetter, EventsOptions, EventsState } from './state.ts';

export interface Events {
  readonly service: Service;
  putRule(rule: RuleDefinition): void;
  removeRule(name: string, place: Place): void;
  /** Puts an event on the default bus of its account and region. */
  readonly emit: Emit;
  /** All events that reached a bus, whatever a fault did to their delivery: for a world that waits for one. */
  subscribe(listen: (event: AwsEvent) => void): void;
  deadLetters(): readonly DeadLetter[];
}

export function events(options: EventsOptions): Events {
  const { clock } = options;
  const state: EventsState = {
    ...options,
    buses: busStore(clock),
    ids: clock.chance.stream('events'),
    delays: clock.chance.stream('deliveries'),
    listeners: [],
    heldBack: [],
    deadLetters: [],
    pending: { count: 0 },
  };
  return {
    service: { id: 'events', model: modelFor('events'), operations: eventsOperations(state) },
    putRule: (rule) => putRule(state, rule),
    removeRule: (name, place) => removeRule(state, name, place),
    emit: (event) => accept(state, event, state.buses.at(event)),
    subscribe: (listen) => void state.listeners.push(listen),
    deadLetters: () => state.deadLetters,
  };
}
