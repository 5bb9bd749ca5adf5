// EventBridge: buses in each account and region, rules, deliveries that may fail, dead letters.

import type { VirtualClock } from '../../clock.ts';
import { modelFor } from '../../models/refusals.ts';
import { AwsError, type Service } from '../../service.ts';
import type { EventFault, Faults } from '../../transport/faults.ts';
import type { Place } from '../places.ts';
import { BUS_ARN, type Bus, busStore, DEFAULT_BUS } from './buses.ts';
import { type Bury, type DeadLetter, type Deliver, deliveries } from './deliveries.ts';
import { type AwsEvent, type Emit, eventTime, type NewEvent } from './event.ts';
import { eventsOperations } from './operations.ts';
import { readPattern } from './pattern.ts';
import type { Rule, RuleDefinition } from './rules.ts';
import { readSchedule } from './schedule.ts';

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

export interface EventsOptions {
  readonly clock: VirtualClock;
  readonly faults: Faults;
  /** Where the events of all other accounts and regions go as well, as the members' forwarding rules do. */
  readonly home: Place;
  readonly deliver: Deliver;
  /** Puts what could not be delivered into a queue, by its ARN. */
  readonly bury?: Bury;
}

const SWAP_SECONDS = 60;

export function events(options: EventsOptions): Events {
  const { clock, faults, home } = options;
  const buses = busStore(clock);
  const ids = clock.chance.stream('events');
  const sender = deliveries(clock, deliver, options.bury);
  const listeners: ((event: AwsEvent) => void)[] = [];
  const heldBack: (() => void)[] = [];
  /** Events that came from another bus: they go to no third one. */
  const forwarded = new WeakSet<object>();

  const emit: Emit = (given) => emitOn(buses.at(given), given);

  function emitOn(bus: Bus, given: NewEvent): string {
    const event = completed(given, given.id ?? ids.uuid(), clock.now());
    for (const listen of listeners) listen(event);
    accept(event, bus);
    return event.id;
  }

  function deliver(arn: string, input: unknown): void | Promise<void> {
    if (!BUS_ARN.test(arn)) return options.deliver(arn, input);
    const bus = buses.find(home, arn);
    if (!bus) throw new AwsError('NO_RESOURCE', `Event bus ${arn} does not exist.`, 404);
    if (forwarded.has(input as object))
      throw new AwsError('THIRD_ACCOUNT_HOP_DETECTED', 'An event passes one bus on its way.', 403);
    const event = { ...(input as AwsEvent) };
    forwarded.add(event);
    accept(event, bus);
  }

  function accept(event: AwsEvent, bus: Bus): void {
    // An event that no rule takes cannot go astray.
    const fault = takers(event, bus).length > 0 ? faults.event?.(event) : undefined;
    const send = () => {
      for (const rule of takers(event, bus)) sender.toTargets(rule, event);
    };
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

  function takers(event: AwsEvent, bus: Bus): Rule[] {
    return rulesFor(bus).filter((rule) => rule.enabled !== false && rule.matches?.(event));
  }

  function rulesFor({ account, region, name, rules }: Bus): Rule[] {
    const own = [...rules.values()];
    const atHome = account === home.account && region === home.region;
    return atHome || name !== DEFAULT_BUS ? own : [...own, ...buses.at(home).rules.values()];
  }

  function putRule(definition: RuleDefinition): void {
    const { name, region, account, pattern, schedule, busName = DEFAULT_BUS } = definition;
    const { rules } = buses.at(definition, busName);
    const path = busName === DEFAULT_BUS ? name : `${busName}/${name}`;
    const arn = `arn:aws:events:${region}:${account}:rule/${path}`;
    const matches = pattern === undefined ? undefined : readPattern(pattern);
    const rule = { ...definition, busName, arn, matches };
    const nextAfter = schedule ? readSchedule(schedule, clock.millis()) : undefined;
    // What is refused has changed nothing by here.
    rules.get(name)?.cancel();
    const cancel = nextAfter ? startSchedule(rule, nextAfter) : () => {};
    rules.set(name, { ...rule, cancel });
  }

  function startSchedule(
    rule: Omit<Rule, 'cancel'>,
    nextAfter: ReturnType<typeof readSchedule>,
  ): () => void {
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

  function removeRule(name: string, place: Place, busName?: string): void {
    const { rules } = buses.at(place, busName);
    rules.get(name)?.cancel();
    rules.delete(name);
  }

  const operations = eventsOperations({ clock, buses, emitOn, putRule, removeRule });
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
