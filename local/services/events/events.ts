// EventBridge: a bus in each account and region, rules, deliveries that may fail, dead letters.

import type { VirtualClock } from '../../clock.ts';
import { modelFor } from '../../models/refusals.ts';
import { AwsError, type Service } from '../../service.ts';
import type { EventFault, Faults } from '../../transport/faults.ts';
import { type Place, places } from '../places.ts';
import { type DeadLetter, type Deliver, deliveries } from './deliveries.ts';
import { type AwsEvent, type Emit, eventTime, type NewEvent } from './event.ts';
import { eventsOperations } from './operations.ts';
import { type Matches, readPattern } from './pattern.ts';
import { readSchedule } from './schedule.ts';
import type { Target } from './target.ts';

export interface RuleDefinition extends Place {
  readonly name: string;
  /** An event pattern, as an object or as JSON. */
  readonly pattern?: unknown;
  /** `rate(...)` or `cron(...)`. */
  readonly schedule?: string;
  readonly busName?: string;
  readonly enabled?: boolean;
  readonly targets: readonly Target[];
}

export interface Rule extends RuleDefinition {
  readonly arn: string;
  readonly matches: Matches | undefined;
  readonly cancel: () => void;
}

export interface Events {
  readonly service: Service;
  putRule(rule: RuleDefinition): void;
  removeRule(name: string, place: Place): void;
  /** Puts an event on the bus of its account and region. */
  readonly emit: Emit;
  /** All events that reached a bus, whatever a fault did to their delivery: for a world that waits for one. */
  subscribe(listen: (event: AwsEvent) => void): void;
  deadLetters(): readonly DeadLetter[];
}

export interface EventsOptions {
  readonly clock: VirtualClock;
  readonly faults: Faults;
  /** Where the events of all other accounts and regions go as well, as the members' forwarding rules do. */
  readonly home: Place;
  readonly deliver: Deliver;
}

const SWAP_SECONDS = 60;

export function events(options: EventsOptions): Events {
  const { clock, faults, home } = options;
  const rules = places(() => new Map<string, Rule>());
  const ids = clock.chance.stream('events');
  const sender = deliveries(clock, options.deliver);
  const listeners: ((event: AwsEvent) => void)[] = [];
  const heldBack: (() => void)[] = [];

  const emit: Emit = (given) => {
    const event = completed(given, given.id ?? ids.uuid(), clock.now());
    accept(event);
    return event.id;
  };

  function accept(event: AwsEvent): void {
    for (const listen of listeners) listen(event);
    // An event that no rule takes cannot go astray.
    const fault = takers(event).length > 0 ? faults.event?.(event) : undefined;
    const send = () => route(event);
    if (fault === undefined || fault === 'doubled') sendThenHeldBack(send);
    if (fault === 'doubled') send();
    if (fault === 'swapped') holdBack(send);
    if (isDelay(fault)) clock.at(clock.millis() + fault.delaySeconds * 1000, send);
  }

  function sendThenHeldBack(send: () => void): void {
    send();
    for (const held of heldBack.splice(0)) clock.at(clock.millis() + 2000, held);
  }

  function holdBack(send: () => void): void {
    heldBack.push(send);
    clock.at(clock.millis() + SWAP_SECONDS * 1000, () => {
      const index = heldBack.indexOf(send);
      if (index < 0) return;
      heldBack.splice(index, 1);
      send();
    });
  }

  function route(event: AwsEvent): void {
    for (const rule of takers(event)) sender.toTargets(rule, event);
  }

  function takers(event: AwsEvent): Rule[] {
    return rulesFor(event).filter((rule) => rule.enabled !== false && rule.matches?.(event));
  }

  function rulesFor({ account, region }: AwsEvent): Rule[] {
    const own = [...rules.at({ account, region }).values()];
    const atHome = account === home.account && region === home.region;
    return atHome ? own : [...own, ...rules.at(home).values()];
  }

  function putRule(definition: RuleDefinition): void {
    const { name, region, account, pattern, schedule } = definition;
    if (!pattern && !schedule) {
      throw new AwsError(
        'ValidationException',
        'Parameter(s) EventPattern or ScheduleExpression must be specified.',
      );
    }
    removeRule(name, definition);
    const arn = `arn:aws:events:${region}:${account}:rule/${name}`;
    const matches = pattern === undefined ? undefined : readPattern(pattern);
    const rule = { ...definition, arn, matches };
    const cancel = schedule ? startSchedule(rule, schedule) : () => {};
    rules.at(definition).set(name, { ...rule, cancel });
  }

  function startSchedule(rule: Omit<Rule, 'cancel'>, expression: string): () => void {
    const nextAfter = readSchedule(expression, clock.millis());
    let cancel = () => {};
    const arm = () => {
      const next = nextAfter(clock.millis());
      if (next !== undefined) cancel = clock.at(next, fire);
    };
    const fire = () => {
      if (rule.enabled !== false)
        sender.toTargets(rule, scheduledEvent(rule, ids.uuid(), clock.now()));
      arm();
    };
    arm();
    return () => cancel();
  }

  function removeRule(name: string, place: Place): void {
    rules.at(place).get(name)?.cancel();
    rules.at(place).delete(name);
  }

  const operations = eventsOperations({
    clock,
    emit,
    putRule,
    removeRule,
    rulesAt: (place) => rules.at(place),
  });
  return {
    service: { id: 'events', model: modelFor('events'), operations },
    putRule,
    removeRule,
    emit,
    subscribe: (listen) => void listeners.push(listen),
    deadLetters: sender.deadLetters,
  };
}

function isDelay(fault: EventFault | undefined): fault is { readonly delaySeconds: number } {
  return typeof fault === 'object';
}

function completed(event: NewEvent, id: string, now: Date): AwsEvent {
  const { account, region, source, detail } = event;
  return {
    version: '0',
    id,
    'detail-type': event['detail-type'],
    source,
    account,
    time: event.time ?? eventTime(now),
    region,
    resources: event.resources ?? [],
    detail,
  };
}

function scheduledEvent(
  { arn, account, region }: Omit<Rule, 'cancel'>,
  id: string,
  now: Date,
): AwsEvent {
  const event = {
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    region,
    resources: [arn],
    detail: {},
  };
  return completed(event, id, now);
}
