// The items of one table in memory: by their partition, each sorted by its sort key, in the order of bytes.

import type { KeptItem } from './attributes.ts';

export interface KeptItems {
  get(hash: string, range: string): KeptItem | undefined;
  put(hash: string, range: string, kept: KeptItem): void;
  remove(hash: string, range: string): void;
  /** Of a partition, in their order, those whose sort key is neither before `from` nor after `until`. */
  between(hash: string, from: string, until?: (range: string) => boolean): readonly KeptItem[];
  /** Each with its hash. */
  partitions(): readonly (readonly [hash: string, items: readonly KeptItem[]])[];
}

interface Partition {
  /** Sorted; each stands for the item at the same place. */
  readonly ranges: string[];
  readonly items: KeptItem[];
}

export function keptItems(): KeptItems {
  const partitions = new Map<string, Partition>();

  function partitionOf(hash: string): Partition {
    const known = partitions.get(hash) ?? { ranges: [], items: [] };
    partitions.set(hash, known);
    return known;
  }

  return {
    get(hash, range) {
      const found = partitions.get(hash);
      if (!found) return undefined;
      const index = placeOf(found.ranges, inBytes(range));
      return found.ranges[index] === inBytes(range) ? found.items[index] : undefined;
    },
    put(hash, range, kept) {
      const { ranges, items } = partitionOf(hash);
      const bytes = inBytes(range);
      const index = placeOf(ranges, bytes);
      if (ranges[index] === bytes) items[index] = kept;
      else {
        ranges.splice(index, 0, bytes);
        items.splice(index, 0, kept);
      }
    },
    remove(hash, range) {
      const found = partitions.get(hash);
      const bytes = inBytes(range);
      const index = found ? placeOf(found.ranges, bytes) : 0;
      if (found?.ranges[index] !== bytes) return;
      found.ranges.splice(index, 1);
      found.items.splice(index, 1);
    },
    between(hash, from, until = () => true) {
      const { ranges, items } = partitions.get(hash) ?? { ranges: [], items: [] };
      const start = placeOf(ranges, inBytes(from));
      let end = start;
      while (end < ranges.length && until(ranges[end] ?? '')) end += 1;
      return items.slice(start, end);
    },
    partitions: () => [...partitions].map(([hash, { items }]) => [hash, items] as const),
  };
}

/** Where it stands or would stand. */
function placeOf(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? text) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

const BEYOND_ASCII = /\P{ASCII}/u;

/** A text whose order is that of its bytes: JavaScript compares the halves of characters instead. */
export function inBytes(text: string): string {
  return BEYOND_ASCII.test(text) ? Buffer.from(text).toString('latin1') : text;
}
