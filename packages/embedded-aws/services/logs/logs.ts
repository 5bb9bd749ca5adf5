// CloudWatch Logs: groups, streams and their lines, as they are looked for.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { partitionOf } from '../../partition.ts';
import { AwsError, type Call, type Service } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import { type Place, places } from '../places.ts';
import { filterFrom } from './filter-pattern.ts';
import {
  type LogEvent,
  type LogGroups,
  type Logged,
  type LogSource,
  logGroups,
} from './log-store.ts';

export type { Logged, LogSource } from './log-store.ts';

export interface Logs {
  readonly service: Service;
  createGroup(place: Place, group: string): void;
  put(place: Place, group: string, line: Logged): void;
  /** Lines that are computed when they are asked for. */
  feed(place: Place, group: string, source: LogSource): void;
}

const INVALID = 'InvalidParameterException';
const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_048_576;
const MOST_NAMES = 100;
const MOST_STREAMS = 50;

const group = {
  logGroupName: text.optional(),
  logGroupIdentifier: text.optional(),
};
const Filter = z.object({
  ...group,
  logStreamNames: z.array(text).min(1).max(MOST_NAMES).optional(),
  logStreamNamePrefix: text.optional(),
  startTime: number.pipe(z.int().min(0)).optional(),
  endTime: number.pipe(z.int().min(0)).optional(),
  filterPattern: z.string().max(1024).optional(),
  nextToken: text.optional(),
  limit: number.pipe(z.int().min(1).max(MOST_EVENTS)).default(MOST_EVENTS),
});
const Streams = z.object({
  ...group,
  logStreamNamePrefix: text.optional(),
  orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
  descending: z.boolean().default(false),
  nextToken: text.optional(),
  limit: number.pipe(z.int().min(1).max(MOST_STREAMS)).default(MOST_STREAMS),
});

export function logs(clock: VirtualClock): Logs {
  const groups = places(logGroups);

  /** All that is there, as far as its caller is shown it. */
  function eventsIn(call: Call, name: string, from = 0, until = clock.millis() + 1) {
    const found = groups.at(call);
    if (!found.has(name))
      throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    const asOf = Math.min(call.asOf ?? Number.POSITIVE_INFINITY, clock.millis());
    return found.events(name, { from, until: Math.min(until, clock.millis() + 1), asOf });
  }

  const operations = {
    FilterLogEvents(input: unknown, call: Call) {
      const asked = parseInput(Filter, input, INVALID);
      refuseBoth(asked.logStreamNames, asked.logStreamNamePrefix);
      const { logStreamNames: names, logStreamNamePrefix: prefix = '' } = asked;
      const fits = filterFrom(asked.filterPattern);
      const { startTime: from = 0, endTime } = asked;
      const all = eventsIn(call, nameIn(asked), from, endTime).filter(
        ({ stream, text: line }) =>
          (names === undefined || names.includes(stream)) &&
          stream.startsWith(prefix) &&
          fits(line),
      );
      const { events, nextToken } = pageFrom(all, asked.nextToken, asked.limit);
      return {
        events: events.map(formOf),
        searchedLogStreams: [],
        ...(nextToken && { nextToken }),
      };
    },

    DescribeLogStreams(input: unknown, call: Call) {
      const asked = parseInput(Streams, input, INVALID);
      const { orderBy, logStreamNamePrefix: prefix = '', descending } = asked;
      if (orderBy === 'LastEventTime' && asked.logStreamNamePrefix !== undefined)
        throw new AwsError(INVALID, 'Cannot order by LastEventTime with a logStreamNamePrefix.');
      const name = nameIn(asked);
      const streams = streamsOf(eventsIn(call, name)).filter((it) => it.name.startsWith(prefix));
      streams.sort((a, b) =>
        orderBy === 'LastEventTime' ? a.last - b.last : a.name < b.name ? -1 : 1,
      );
      if (descending) streams.reverse();
      const page = pageOf(streams, asked.limit, asked.nextToken, INVALID);
      return {
        logStreams: page.items.map((it) => streamForm(call, name, it)),
        ...(page.nextToken && { nextToken: page.nextToken }),
      };
    },
  };

  return {
    service: { id: 'logs', operations },
    createGroup: (place, name) => groups.at(place).create(name),
    put: (place, name, line) => groups.at(place).put(name, line),
    feed: (place, name, source) => groups.at(place).feed(name, source, clock.millis()),
  };
}

export type { LogGroups };

function nameIn({
  logGroupName,
  logGroupIdentifier,
}: {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}): string {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined))
    throw new AwsError(
      INVALID,
      'Exactly one of logGroupName and logGroupIdentifier must be specified.',
    );
  const [, named] = /:log-group:([^:]+)/.exec(logGroupIdentifier ?? '') ?? [];
  return logGroupName ?? named ?? logGroupIdentifier ?? '';
}

function refuseBoth(names: unknown, prefix: unknown): void {
  if (names !== undefined && prefix !== undefined)
    throw new AwsError(INVALID, 'logStreamNames and logStreamNamePrefix cannot both be specified.');
}

/** A token names the last line of its page: those that come meanwhile shift no page. */
function pageFrom(all: readonly LogEvent[], token: string | undefined, limit: number) {
  const [, at = '', id = ''] = /^(\d+)\/(\d+)$/.exec(token ?? '') ?? [];
  if (token !== undefined && id === '')
    throw new AwsError(INVALID, 'The specified nextToken is invalid.');
  const after = ({ at: its, id: own }: LogEvent) =>
    its > Number(at) || (its === Number(at) && own > id);
  const left = token === undefined ? all : all.filter(after);
  let bytes = 0;
  const events: LogEvent[] = [];
  for (const event of left) {
    bytes += Buffer.byteLength(event.text) + 26;
    if (events.length === limit || (bytes > MOST_BYTES && events.length > 0)) break;
    events.push(event);
  }
  const last = events.at(-1);
  const isMore = events.length < left.length;
  return { events, nextToken: isMore && last ? `${last.at}/${last.id}` : undefined };
}

function formOf({ stream, at, text: message, ingestedAt, id }: LogEvent) {
  return {
    logStreamName: stream,
    timestamp: at,
    message,
    ingestionTime: ingestedAt,
    eventId: id,
  };
}

interface Stream {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly ingestedAt: number;
}

function streamsOf(events: readonly LogEvent[]): Stream[] {
  const byName = Map.groupBy(events, ({ stream }) => stream);
  return [...byName].map(([name, own]) => ({
    name,
    first: own[0]?.at ?? 0,
    last: own.at(-1)?.at ?? 0,
    ingestedAt: Math.max(...own.map(({ ingestedAt }) => ingestedAt)),
  }));
}

function streamForm(place: Place, groupName: string, { name, first, last, ingestedAt }: Stream) {
  const { account, region } = place;
  return {
    logStreamName: name,
    creationTime: first,
    firstEventTimestamp: first,
    lastEventTimestamp: last,
    lastIngestionTime: ingestedAt,
    arn: `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${groupName}:log-stream:${name}`,
    storedBytes: 0,
  };
}
