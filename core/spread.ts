// Lists that all pipelines share are spread over partitions, so that no partition bears all of their traffic.

/** As many as are read at every sweep: few, since each is a query, and each bears a thousand writes a second. */
const PARTITIONS = 4;

/** The partitions of a list. The first has the list's own name: there 0.1.0 kept all of it. */
export function partitionsOf(list: string): string[] {
  return Array.from({ length: PARTITIONS }, (_, index) => named(list, index));
}

/**
 * The partition of an item, by its key in the list.
 *
 *     waits, a key whose hash is 0 of 4  →  waits
 *     waits, a key whose hash is 3 of 4  →  waits#3
 */
export function partitionOf(list: string, key: string): string {
  return named(list, hashOf(key) % PARTITIONS);
}

function named(list: string, index: number): string {
  return index === 0 ? list : `${list}#${index}`;
}

/** FNV-1a, folded: its lowest bits alone say little of short keys. It must never change: items are found by it. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash ^ (hash >>> 16)) >>> 0;
}
