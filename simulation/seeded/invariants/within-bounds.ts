import type { Invariant } from '../invariant.ts';

/** Step Functions' own. */
export const MOST_HISTORY_EVENTS = 25_000;
export const MOST_PAYLOAD_BYTES = 262_144;

export const withinBounds: Invariant = {
  holds: 'no execution outgrows its history, and no payload its size',
  broken: ({ report: { cost } }) => [
    ...(cost.maxHistoryEvents >= MOST_HISTORY_EVENTS
      ? [`an execution has ${cost.maxHistoryEvents} history events`]
      : []),
    ...(cost.maxPayloadBytes > MOST_PAYLOAD_BYTES
      ? [`a payload has ${cost.maxPayloadBytes} bytes`]
      : []),
  ],
};
