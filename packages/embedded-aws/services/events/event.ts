// The envelope of every event on the bus.

export interface AwsEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** To the second, as EventBridge writes it. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** An event before the bus gives it an id, and a time where it has none. */
export interface NewEvent {
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly region: string;
  readonly resources?: readonly string[];
  readonly detail: unknown;
  readonly time?: string;
  readonly id?: string;
}

/** Answers the event's id. */
export type Emit = (event: NewEvent) => string;

/** `2026-11-20T14:07:50Z`: EventBridge drops the milliseconds. */
export function eventTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

export function completed(event: NewEvent, id: string, now: Date): AwsEvent {
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
