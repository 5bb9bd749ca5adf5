// Rules come and go; one with a schedule wakes its targets itself.

import { partitionOf } from '../../partition.ts';
import type { Place } from '../places.ts';
import { sendOrAstray } from './astray.ts';
import { sendToTargets } from './deliveries.ts';
import { type AwsEvent, completed } from './event.ts';
import { readPattern } from './pattern.ts';
import type { Rule, RuleDefinition } from './rules.ts';
import { type NextTime, readSchedule } from './schedule.ts';
import type { EventsState } from './state.ts';

export function putRule(state: EventsState, definition: RuleDefinition): Rule {
  const { buses, clock } = state;
  const { name, region, account, pattern, schedule } = definition;
  const { rules } = buses.at(definition);
  const arn = `arn:${partitionOf(region)}:events:${region}:${account}:rule/${name}`;
  const matches = pattern === undefined ? undefined : readPattern(pattern);
  const nextAfter = schedule ? readSchedule(schedule, clock.millis()) : undefined;
  // What is refused has changed nothing by here.
  rules.get(name)?.cancel();
  const given = { ...definition, arn, matches };
  const rule = { ...given, cancel: nextAfter ? follow(state, given, nextAfter) : () => {} };
  rules.set(name, rule);
  return rule;
}

export function removeRule({ buses }: EventsState, name: string, place: Place): void {
  const { rules } = buses.at(place);
  rules.get(name)?.cancel();
  rules.delete(name);
}

type Scheduled = Omit<Rule, 'cancel'>;

/** Answers what ends it. */
function follow(state: EventsState, rule: Scheduled, nextAfter: NextTime): () => void {
  const { clock } = state;
  let cancel = () => {};
  const arm = () => {
    const next = nextAfter(clock.millis());
    if (next !== undefined) cancel = clock.at(next, fire);
  };
  const fire = () => {
    if (rule.enabled !== false) wake(state, rule);
    arm();
  };
  arm();
  return () => cancel();
}

/** What a schedule says can go astray like any event. */
function wake(state: EventsState, rule: Scheduled): void {
  const event = scheduledEvent(state, rule);
  sendOrAstray(state, state.faults.event?.(event), () => sendToTargets(state, rule, event));
}

function scheduledEvent({ ids, clock }: EventsState, rule: Scheduled): AwsEvent {
  const { arn, account, region } = rule;
  const event = {
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    region,
    resources: [arn],
    detail: {},
  };
  return completed(event, ids.uuid(), clock.now());
}
