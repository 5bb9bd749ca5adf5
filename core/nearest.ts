// The known word a person probably meant.

/**
 * The known word nearest to the one given, or undefined if none is near (more than a third of it away).
 *
 *     'stagse' of ['stages', 'source']  →  'stages'
 *     'colour' of ['stages', 'source']  →  undefined
 */
export function nearest<Known extends string>(
  word: string,
  known: readonly Known[],
): Known | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  const ranked = known
    .map((known) => ({ known, distance: editDistance(word, known) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.known;
}

/** Levenshtein's distance, letters compared without case, a swap of two neighbours counted once. */
function editDistance(from: string, to: string): number {
  const a = from.toLowerCase();
  const b = to.toLowerCase();
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  // There is no way from outside of the table.
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? at(i - 2, j - 2) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(changed, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(a.length, b.length);
}
