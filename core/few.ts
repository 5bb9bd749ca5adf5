// What could be meant, as a person reads it: a list that is cut, with a count of what is left out.

/** More than so many nobody reads; the nearest one is told by itself. */
const MOST_NAMED = 20;

/**
 *     ['a', 'b']          →  'a, b'
 *     500 names, at most  →  'a, b, …, t, and 480 more'
 */
export function few(names: readonly string[], most = MOST_NAMED): string {
  const more = names.length - most;
  return [...names.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
