import type { WaitState } from '../definition.ts';
import { StateFailure } from '../failure.ts';
import { attempt, leaveState } from '../leave-state.ts';
import { TASK_SECONDS } from '../limits.ts';
import type { Visit } from '../strand.ts';
import { valueFor } from '../surroundings.ts';
import { setTimer } from '../timer.ts';
import { parseTimestamp } from '../timestamp.ts';

export function runWait(visit: Visit, state: WaitState): void {
  const until = waitsUntil(visit, state);
  const leave = () => leaveState(visit, { keeps: state, output: visit.input, next: state.next });
  visit.stop = setTimer(visit.strand, until, () => attempt(visit, leave));
}

/** Milliseconds since 1970; a time that has passed is now. */
function waitsUntil(visit: Visit, { until }: WaitState): number {
  if (until.field === 'Seconds') {
    const seconds = valueFor(visit, until.seconds);
    if (
      typeof seconds === 'number' &&
      Number.isInteger(seconds) &&
      seconds >= 0 &&
      seconds <= TASK_SECONDS
    ) {
      return visit.strand.runtime.clock.millis() + seconds * 1000;
    }
    throw wrong('Seconds', `an integer between 0 and ${TASK_SECONDS}`, seconds);
  }
  const timestamp = valueFor(visit, until.timestamp);
  const millis = typeof timestamp === 'string' ? parseTimestamp(timestamp) : undefined;
  if (millis === undefined)
    throw wrong('Timestamp', 'an RFC 3339 timestamp such as 2026-11-20T14:45:10Z', timestamp);
  return millis;
}

function wrong(field: string, expected: string, got: unknown): StateFailure {
  return new StateFailure(
    'States.QueryEvaluationError',
    `Expected the field '${field}' to evaluate to ${expected}, got ${JSON.stringify(got)}.`,
    { location: field },
  );
}
