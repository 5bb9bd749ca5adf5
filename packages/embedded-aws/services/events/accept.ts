// An event reaches a bus: who listens is told, and the rules that take it send it on, unless a fault has it go astray.

import { sendOrAstray } from './astray.ts';
import type { Bus } from './buses.ts';
import { sendToTargets } from './deliveries.ts';
import { type AwsEvent, completed, type NewEvent } from './event.ts';
import type { Rule } from './rules.ts';
import type { EventsState } from './state.ts';

/** Answers the event's id. */
export function accept(state: EventsState, given: NewEvent, bus: Bus): string {
  const { clock, faults, ids, listeners } = state;
  const event = completed(given, given.id ?? ids.uuid(), clock.now());
  for (const listen of listeners) listen(event);
  // An event that no rule takes cannot go astray.
  const fault = takers(state, event, bus).length > 0 ? faults.event?.(event) : undefined;
  const send = () => {
    for (const rule of takers(state, event, bus)) sendToTargets(state, rule, event);
  };
  sendOrAstray(state, fault, send);
  return event.id;
}

function takers(state: EventsState, event: AwsEvent, bus: Bus): Rule[] {
  return rulesFor(state, bus).filter((rule) => rule.enabled !== false && rule.matches?.(event));
}

function rulesFor({ buses, home }: EventsState, { account, region, rules }: Bus): Rule[] {
  const own = [...rules.values()];
  const atHome = account === home.account && region === home.region;
  return atHome ? own : [...own, ...buses.at(home).rules.values()];
}
