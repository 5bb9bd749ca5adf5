// A small chart of one line: how a metric went before the deployment, and how it goes since.

import type { Series } from '@tidegate/judge/case';

const LEVELS = '▁▂▃▄▅▆▇█';
const UNKNOWN = '·';

/**
 * The time before and since as blocks, on one scale from the least value to the greatest; each block is the mean of its
 * part of the time, a dot where nothing is known.
 *
 *     [1, 1, 2, 1], [8, 8], 4 and 2 blocks   →  '▁▁▂▁│██'
 *     [1, null], [1, 1], 2 and 2 blocks      →  '▁·│▁▁'
 */
export function chartOf(
  before: Series,
  since: Series,
  { beforeBlocks, sinceBlocks }: { readonly beforeBlocks: number; readonly sinceBlocks: number },
): string {
  // What lies long before says little beside the last hours: as much of it as has passed since, and some.
  const recent = before.slice(-Math.max(beforeBlocks, since.length));
  const [left, right] = [blocksOf(recent, beforeBlocks), blocksOf(since, sinceBlocks)];
  const known = [...left, ...right].filter((it) => it !== null);
  const least = Math.min(...known);
  const range = Math.max(...known) - least;
  const draw = (value: number | null) => {
    if (value === null) return UNKNOWN;
    return LEVELS[range > 0 ? Math.round(((value - least) / range) * (LEVELS.length - 1)) : 0];
  };
  return `${left.map(draw).join('')}│${right.map(draw).join('')}`;
}

function blocksOf(series: Series, most: number): (number | null)[] {
  const count = Math.min(most, series.length);
  return Array.from({ length: count }, (_, block) => {
    const from = Math.floor((block * series.length) / count);
    const to = Math.floor(((block + 1) * series.length) / count);
    return meanOf(series.slice(from, to));
  });
}

function meanOf(values: Series): number | null {
  const known = values.filter((it) => it !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, each) => sum + each, 0) / known.length;
}
