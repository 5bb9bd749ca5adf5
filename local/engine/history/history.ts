// An execution's history: append-only, numbered from 1, at most 25,000 events.

import type { Json } from '../json.ts';
import { jsonBytes } from '../json-size.ts';
import { HISTORY_EVENTS } from '../limits.ts';
import type { EventDetails, HistoryEvent } from './events.ts';

export interface History {
  /** Appends an event and returns its number; throws `HistoryFull` where only the last event still fits. */
  append(type: string, millis: number, previous: number, details?: EventDetails): number;
  /** Appends the execution's last event, for which there is always room. */
  close(type: string, millis: number, previous: number, details?: EventDetails): number;
  readonly events: readonly HistoryEvent[];
}

/** The execution has used up its history and must fail. */
export class HistoryFull extends Error {}

export function newHistory(): History {
  const events: HistoryEvent[] = [];

  const push = (type: string, millis: number, previous: number, details?: EventDetails) =>
    events.push({ type, millis, previous, details });

  return {
    events,
    close: push,
    append(type, millis, previous, details) {
      if (events.length >= HISTORY_EVENTS - 1) throw new HistoryFull();
      return push(type, millis, previous, details);
    },
  };
}

/** The states an execution entered, in order. */
export function statesEntered({ events }: History): string[] {
  return events
    .filter(({ type }) => type.endsWith('StateEntered'))
    .map(({ details }) => details!.name as string);
}

/** The largest payload in an event, in bytes. */
export function payloadBytes(details: EventDetails | undefined): number {
  const { input, output } = details ?? {};
  return Math.max(bytes(input), bytes(output));
}

function bytes(value: unknown): number {
  return value === undefined ? 0 : jsonBytes(value as Json);
}
