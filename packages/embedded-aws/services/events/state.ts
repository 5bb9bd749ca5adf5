// What EventBridge holds, and whom it reaches: plain data, which the functions beside it work on.

import type { Chance } from '../../chance.ts';
import type { VirtualClock } from '../../clock.ts';
import type { Notice } from '../../notice.ts';
import type { Faults } from '../../transport/faults.ts';
import type { Place } from '../places.ts';
import type { Buses } from './buses.ts';
import type { AwsEvent } from './event.ts';

/** Hands the input to a target. An `AwsError` of status 403, 404 or 413 is not tried again. */
export type Deliver = (arn: string, input: unknown) => void | Promise<void>;

export interface DeadLetter {
  readonly queueArn: string;
  readonly event: AwsEvent;
  /** The message attributes that EventBridge writes. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Sends to a queue by its ARN; an answer of false means that there is none. */
export type SendTo = (
  queueArn: string,
  body: string,
  attributes: DeadLetter['attributes'],
) => boolean;

export interface EventsOptions {
  readonly clock: VirtualClock;
  readonly faults: Faults;
  /** Where the events of all other accounts and regions go as well, as the members' forwarding rules do. */
  readonly home: Place;
  readonly deliver: Deliver;
  /** Where what could not be delivered goes. */
  readonly sendTo: SendTo;
  readonly notice?: Notice | undefined;
}

export interface EventsState extends EventsOptions {
  readonly buses: Buses;
  readonly ids: Chance;
  readonly delays: Chance;
  readonly listeners: ((event: AwsEvent) => void)[];
  /** Sends each event that a fault swaps with the one after it. */
  readonly heldBack: (() => void)[];
  readonly deadLetters: DeadLetter[];
  /** How many deliveries wait for their time. */
  readonly pending: { count: number };
}
