// Bytes of heap after a collection.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** The young generation alone, if asked: a full collection throws away compiled code, as no real run does. */
export const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void;

export function heapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
