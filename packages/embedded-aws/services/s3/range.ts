// A piece of an object, as a download in parallel asks for it.

import { AwsError } from '../../service.ts';

/**
 * The bytes that a `Range` names; undefined for none, and for what is no range of bytes, which HTTP ignores.
 *
 *     bytes=0-3 of 10  →  [0, 3]      bytes=8-99 of 10  →  [8, 9]      bytes=-2 of 10  →  [8, 9]
 *
 * Throws `InvalidRange` where it begins behind the end.
 */
export function rangeOf(
  range: string | undefined,
  size: number,
): readonly [number, number] | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === undefined || (from === '' && to === '')) return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first > last)
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return [first, last];
}
