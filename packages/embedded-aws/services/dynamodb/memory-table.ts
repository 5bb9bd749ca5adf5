// A table whose items are kept as values in memory.

import type { KeptItems } from './kept-items.ts';

/** Its key is two texts, and it has no index. */
export interface MemoryTable {
  readonly hash: string;
  readonly range: string;
  readonly items: KeptItems;
}

export type Input = Readonly<Record<string, unknown>>;
