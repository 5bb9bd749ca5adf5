// One event of an execution's history, as AWS names and orders them.

import type { Json } from '../json.ts';

/**
 * Kept small: an execution may have 25,000 of them, and a world 10,000 executions. Payloads are shared with the states
 * they come from, and become text only when somebody reads the history.
 */
export interface HistoryEvent {
  readonly type: string;
  /** Milliseconds since the execution started. */
  readonly after: number;
  readonly previous: number;
  readonly details?: EventDetails | undefined;
}

/** The event's own fields; the keys in `JSON_FIELDS` hold values that AWS shows as JSON text. */
export type EventDetails = Readonly<Record<string, unknown>>;

const JSON_FIELDS = new Set([
  'input',
  'output',
  'parameters',
  'assignedVariables',
  'taskCredentials',
]);

const STATE = /^(Task|Pass|Choice|Wait|Succeed|Fail|Parallel|Map)State(Entered|Exited)$/;

/** The name of the member that holds an event's details: `taskScheduledEventDetails` for `TaskScheduled`. */
function detailsName(type: string): string | undefined {
  const [, , edge] = STATE.exec(type) ?? [];
  if (edge) return `state${edge}EventDetails`;
  if (type.endsWith('Aborted') && type.includes('State')) return undefined;
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

/** The event as GetExecutionHistory answers it. */
export function describeEvent(
  event: HistoryEvent,
  id: number,
  startedAt: number,
  withData: boolean,
): object {
  const { type, after, previous, details } = event;
  const timestamp = new Date(startedAt + after);
  const base = { timestamp, type, id, previousEventId: previous };
  const name = detailsName(type);
  if (!details || name === undefined) return base;
  return { ...base, [name]: describeDetails(details, withData) };
}

function describeDetails(details: EventDetails, withData: boolean): object {
  const described: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(details)) {
    if (value === undefined) continue;
    if (!JSON_FIELDS.has(key)) described[key] = value;
    else if (withData) describePayload(described, key, value as Json);
  }
  return described;
}

function describePayload(described: Record<string, unknown>, key: string, value: Json): void {
  if (key === 'assignedVariables') {
    const variables = Object.entries(value as Record<string, Json>);
    described[key] = Object.fromEntries(variables.map(([name, v]) => [name, JSON.stringify(v)]));
    described.assignedVariablesDetails = { truncated: false };
    return;
  }
  if (key === 'taskCredentials') {
    described[key] = value;
    return;
  }
  described[key] = JSON.stringify(value);
  if (key !== 'parameters') described[`${key}Details`] = { truncated: false };
}
