// An execution's history: append-only, numbered from 1, at most 25,000 events.

import type { Json } from '../json.ts';
import { jsonBytes } from '../json-size.ts';
import { HISTORY_EVENTS } from '../limits.ts';
import type { EventDetails, HistoryEvent } from './events.ts';

/** Plain data, and not an object with functions: a Map Run makes one for each of its children. */
export interface History {
  /** When its execution started, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly events: HistoryEvent[];
  /** Of its events and their payloads, each counted where it is written. */
  bytes: number;
}

/** The execution has used up its history, or this process all that it keeps of histories, and must fail. */
export class HistoryFull extends Error {}

export function newHistory(startedAt: number): History {
  return { startedAt, events: [], bytes: 0 };
}

/** Appends an event and returns its number; throws `HistoryFull` where only the last event still fits. */
export function appendEvent(
  history: History,
  type: string,
  millis: number,
  previous: number,
  details?: EventDetails,
): number {
  if (history.events.length >= HISTORY_EVENTS - 1)
    throw new HistoryFull('The execution reached the maximum number of history events (25000).');
  return closeHistory(history, type, millis, previous, details);
}

/** Appends the execution's last event, for which there is always room. */
export function closeHistory(
  { startedAt, events }: History,
  type: string,
  millis: number,
  previous: number,
  details?: EventDetails,
): number {
  return events.push({ type, after: compact(millis - startedAt), previous, details });
}

/** V8 keeps a small integer in its place, but gives a difference of large ones a place of its own, small or not. */
function compact(difference: number): number {
  const integer = difference | 0;
  return integer === difference ? integer : difference;
}

/** The largest payload in an event, in bytes. */
export function payloadBytes(details: EventDetails | undefined): number {
  const { input, output } = details ?? {};
  return Math.max(bytes(input), bytes(output));
}

function bytes(value: unknown): number {
  return value === undefined ? 0 : jsonBytes(value as Json);
}
