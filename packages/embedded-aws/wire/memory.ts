// How full this process is: what is asked over the wire may fill it, and must not end it.

import { getHeapStatistics } from 'node:v8';
import { MEBIBYTE } from './body-limit.ts';

const MOST_OF_HEAP = 0.75;
/** Bytes of objects and of bodies, which are not part of the heap. */
const MOST_OUTSIDE = 1_536 * MEBIBYTE;

export function isMemoryFull(): boolean {
  const { used_heap_size, heap_size_limit, external_memory } = getHeapStatistics();
  return used_heap_size > MOST_OF_HEAP * heap_size_limit || external_memory > MOST_OUTSIDE;
}
