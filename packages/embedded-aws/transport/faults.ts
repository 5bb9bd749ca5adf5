// What may go wrong at the transport, as a scenario says it.

import { own } from '../own.ts';
import type { Call } from '../service.ts';
import type { AwsEvent } from '../services/events/event.ts';

export interface FaultedCall {
  readonly service: string;
  readonly operation: string;
  readonly functionName: string | undefined;
  /** The request id of the invocation that makes the call; undefined where it is no function's. */
  readonly invocation?: string | undefined;
  readonly input: unknown;
  readonly call: Call;
}

export type CallFault =
  /** The service's own throttling error; the operation does not run. */
  | { readonly throttle: true }
  /** The service's own way to say that the caller may not; the operation does not run. */
  | { readonly denies: true }
  /** The service answers this error; the operation does not run. */
  | { readonly refuses: readonly [name: string, text: string, status: number] }
  /** The operation runs, and the answer is a 500: it took effect, and the caller cannot know. */
  | { readonly errorAfterEffect: true }
  /** A list, or metrics, are answered as they were then, in milliseconds since 1970. */
  | { readonly asOf: number }
  /** The function that made the call ends here, before or after the call took effect. */
  | { readonly dies: 'before' | 'after' };

export type EventFault =
  | 'lost'
  | 'doubled'
  /** Delivered after the next event that any rule matches, or after a minute. */
  | 'swapped'
  | { readonly delaySeconds: number };

export interface Faults {
  beforeCall?(call: FaultedCall): CallFault | undefined;
  /** Told of the same call once its operation has run, though the caller may never hear of it. */
  afterEffect?(call: FaultedCall): void;
  /**
   * How many seconds a function hesitates before a call: the call is made after that, if the function still
   * lives. For ever: no answer comes.
   */
  slowSeconds?(call: FaultedCall): number;
  /** Asked once for each event on its way to the rules. */
  event?(event: AwsEvent): EventFault | undefined;
}

/** Each API's own name and status for "too many requests". */
const THROTTLES: Readonly<Record<string, readonly [name: string, status: number]>> = {
  'execute-api': ['TooManyRequestsException', 429],
  lambda: ['TooManyRequestsException', 429],
  s3: ['SlowDown', 503],
  dynamodb: ['ThrottlingException', 400],
  sts: ['Throttling', 400],
  cloudwatch: ['ThrottlingException', 400],
  'application-signals': ['ThrottlingException', 429],
  'devops-guru': ['ThrottlingException', 429],
  synthetics: ['TooManyRequestsException', 429],
  xray: ['ThrottledException', 429],
};

export function throttleOf(service: string): readonly [name: string, status: number] {
  return own(THROTTLES, service) ?? ['ThrottlingException', 400];
}
