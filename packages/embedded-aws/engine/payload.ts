// The limit on what states pass on.

import { StateFailure } from './failure.ts';
import type { Json } from './json.ts';
import { jsonBytes } from './json-size.ts';
import { PAYLOAD_BYTES } from './limits.ts';

/** Fails with `States.DataLimitExceeded` if the value is more than 256 KiB of JSON. */
export function checkPayload(value: Json, stateOrTask: string): void {
  if (jsonBytes(value, PAYLOAD_BYTES) <= PAYLOAD_BYTES) return;
  throw new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${stateOrTask}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
