import { MOST_HISTORY_EVENTS, MOST_PAYLOAD_BYTES } from '../../invariants/within-bounds.ts';
import type { StepCheck } from '../step-check.ts';

export const boundsSoFar: StepCheck = {
  holds: 'no payload outgrows its size, and no execution that ends its history',
  atWrite: (_write, { world }) => {
    const { maxHistoryEvents, maxPayloadBytes } = world.aws.stepFunctions.statistics();
    return [
      ...(maxHistoryEvents >= MOST_HISTORY_EVENTS
        ? [`an execution has ${maxHistoryEvents} history events`]
        : []),
      ...(maxPayloadBytes > MOST_PAYLOAD_BYTES ? [`a payload has ${maxPayloadBytes} bytes`] : []),
    ];
  },
};
