// Keeps apart what would be called the same.

import { hash, logicalId } from './name.ts';

/**
 * The items, each with a word of its own: those whose words make one logical id get a hash of what they really are.
 *
 *     'a-1', 'b'    →  'a-1', 'b'
 *     'a-1', 'a1'   →  'a-1-…', 'a1-…'
 */
export function distinct<Item>(
  items: readonly Item[],
  wordOf: (item: Item) => string,
  truthOf: (item: Item) => string,
  renamed: (item: Item, word: string) => Item,
): Item[] {
  const counts = new Map<string, number>();
  for (const item of items) {
    const id = logicalId(wordOf(item));
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return items.map((item) => {
    const word = wordOf(item);
    if (counts.get(logicalId(word)) === 1) return item;
    return renamed(item, `${word}-${hash(truthOf(item))}`);
  });
}
