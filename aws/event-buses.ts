// EventBridge: puts events on a bus.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface PutEvent {
  readonly source: string;
  readonly type: string;
  readonly detail: object;
  /** ARNs. */
  readonly resources?: readonly string[];
  /** ISO 8601; else it is now. */
  readonly time?: string;
}

export interface EventBuses {
  /** Puts them on the bus, in their order. Throws `ServiceFailed` where one of them was not taken. */
  put(bus: string, events: readonly PutEvent[]): Promise<void>;
  /** Puts one on the bus of Tidegate's own account and region that every stack there hears. */
  hint(event: PutEvent): Promise<void>;
  /** The same, which the own stack alone hears: it names its machine of releases. */
  ask(event: PutEvent): Promise<void>;
}

const PUT_EVENTS = { service: 'events', path: '/', target: 'AWSEvents.PutEvents' };
const ENTRIES_A_CALL = 10;

const Answer = z.object({
  FailedEntryCount: z.number().default(0),
  Entries: z.array(z.object({ ErrorCode: z.string().optional() })).default([]),
});

export function eventBuses(access: MemberAccess, home: Place, machineArn: string): EventBuses {
  return {
    put: (bus, events) => putOn(access, home, bus, events),
    hint: (event) => putOn(access, home, 'default', [event]),
    ask: (event) => putOn(access, home, 'default', [{ ...event, resources: [machineArn] }]),
  };
}

async function putOn(
  access: MemberAccess,
  home: Place,
  bus: string,
  events: readonly PutEvent[],
): Promise<void> {
  const [, , , region = home.region] = bus.split(':');
  for (let start = 0; start < events.length; start += ENTRIES_A_CALL) {
    const Entries = events.slice(start, start + ENTRIES_A_CALL).map((event) => ({
      Source: event.source,
      DetailType: event.type,
      Detail: JSON.stringify(event.detail),
      ...(event.resources && { Resources: event.resources }),
      EventBusName: bus,
      ...(event.time && { Time: Date.parse(event.time) / 1000 }),
    }));
    const place = { account: home.account, region };
    const called = signedCall(access, place, PUT_EVENTS, { Entries });
    const answer = answerOf('PutEvents', Answer, await translated(`events to ${bus}`, called));
    const refused = answer.Entries.find(({ ErrorCode }) => ErrorCode !== undefined);
    if (answer.FailedEntryCount === 0) continue;
    const text = `expected ${bus} to take every event, got ${refused?.ErrorCode ?? 'a refusal'}`;
    throw new Failure('ServiceFailed', text);
  }
}
