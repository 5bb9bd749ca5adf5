// CloudWatch Logs: the lines of streams, as they are looked for. Nothing that runs by itself asks.

import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  type FilteredLogEvent,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface LogEvent {
  readonly id: string;
  readonly stream: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** Which streams: those that begin so, or those of these names. */
export type Streams = { readonly prefix: string } | { readonly names: readonly string[] };

export interface EventsWanted {
  readonly group: string;
  readonly streams: Streams;
  /** Milliseconds since 1970; until then, and not at it. */
  readonly from: number;
  readonly until: number;
  /** Only lines with this text, in these letters. */
  readonly text?: string | undefined;
  /** More are not read. */
  readonly most: number;
}

export interface EventsFound {
  readonly events: readonly LogEvent[];
  /** There were more than were wanted. */
  readonly isCut: boolean;
}

export interface FoundStream {
  readonly name: string;
  /** Milliseconds since 1970; absent while nothing is in it. */
  readonly firstAt?: number;
  readonly lastAt?: number;
}

/** FilterLogEvents takes so many names at once. */
const MOST_NAMES = 100;

/** Undefined where there is no such group yet. Throws `ServiceFailed`. */
export async function logEvents(
  access: MemberAccess,
  place: Place,
  wanted: EventsWanted,
): Promise<EventsFound | undefined> {
  const client = await access.client(CloudWatchLogsClient, place);
  const found: LogEvent[] = [];
  for (const streams of partsOf(wanted.streams)) {
    let nextToken: string | undefined;
    do {
      const command = new FilterLogEventsCommand({
        logGroupName: wanted.group,
        ...streams,
        startTime: wanted.from,
        // Lines of that very moment belong to it.
        endTime: wanted.until,
        ...patternOf(wanted.text),
        ...(nextToken && { nextToken }),
      });
      const page = await orNoGroup(`reading the logs of ${wanted.group}`, client.send(command));
      if (page === undefined) return undefined;
      found.push(...(page.events ?? []).flatMap(eventOf));
      nextToken = page.nextToken;
    } while (nextToken && found.length < wanted.most);
    if (nextToken || found.length >= wanted.most)
      return { events: fitting(found, wanted).slice(0, wanted.most), isCut: true };
  }
  return { events: fitting(found, wanted), isCut: false };
}

function* partsOf(streams: Streams) {
  if ('prefix' in streams) {
    yield { logStreamNamePrefix: streams.prefix };
    return;
  }
  for (let at = 0; at < streams.names.length; at += MOST_NAMES)
    yield { logStreamNames: streams.names.slice(at, at + MOST_NAMES) };
}

/** What a pattern cannot say as it is, is looked for here: see `fitting`. */
function patternOf(text: string | undefined): { filterPattern?: string } {
  return text === undefined || /["\\]/.test(text) ? {} : { filterPattern: `"${text}"` };
}

function fitting(events: readonly LogEvent[], { text, until }: EventsWanted): LogEvent[] {
  return events.filter(
    (each) => each.at < until && (text === undefined || each.text.includes(text)),
  );
}

function eventOf(event: FilteredLogEvent): LogEvent[] {
  const { eventId: id, logStreamName: stream, timestamp: at, message: text } = event;
  if (id === undefined || stream === undefined || at === undefined) return [];
  return [{ id, stream, at, text: text ?? '' }];
}

/** A group has at most so many streams read that begin alike: more are of other days. */
const MOST_PAGES = 20;

/** The streams of a group that begin so; none where there is no such group. */
export async function logStreams(
  access: MemberAccess,
  place: Place,
  group: string,
  prefix: string,
): Promise<readonly FoundStream[]> {
  const client = await access.client(CloudWatchLogsClient, place);
  const found: FoundStream[] = [];
  let nextToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const command = new DescribeLogStreamsCommand({
      logGroupName: group,
      logStreamNamePrefix: prefix,
      ...(nextToken && { nextToken }),
    });
    const page = await orNoGroup(`reading the streams of ${group}`, client.send(command));
    for (const {
      logStreamName: name,
      firstEventTimestamp,
      lastEventTimestamp,
    } of page?.logStreams ?? [])
      if (name !== undefined)
        found.push({
          name,
          ...(firstEventTimestamp !== undefined && { firstAt: firstEventTimestamp }),
          ...(lastEventTimestamp !== undefined && { lastAt: lastEventTimestamp }),
        });
    nextToken = page?.nextToken;
    if (nextToken === undefined) break;
  }
  return found;
}

async function orNoGroup<T>(what: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') return undefined;
    return translated(what, Promise.reject(cause));
  }
}
