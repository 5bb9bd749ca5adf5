// How much of a Map Run may fail.

export interface Tolerance {
  /** Absent where the definition gives none. */
  readonly count: number | undefined;
  readonly percentage: number | undefined;
}

/**
 * Whether so many failed items end the Map Run: either threshold passed is enough, and without any the first is.
 *
 *     1 of 10, nothing given      →  true
 *     1 of 10, count 1            →  false
 *     2 of 10, percentage 20      →  false
 *     3 of 10, count 5, 20%       →  true
 */
export function isExceeded(
  { count, percentage }: Tolerance,
  failed: number,
  total: number,
): boolean {
  if (failed === 0) return false;
  if (count === undefined && percentage === undefined) return true;
  if (count !== undefined && failed > count) return true;
  return percentage !== undefined && (failed / total) * 100 > percentage;
}
