// Stretches of time, in milliseconds since 1970: what is open, and what of it is left.

/** From one moment up to another, which is not in it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** The same time in as few spans as it takes, in order: those that touch are one. */
export function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  const ordered = spans
    .filter(({ from, until }) => from < until)
    .toSorted((a, b) => a.from - b.from);
  for (const span of ordered) {
    const last = joined.at(-1);
    if (last === undefined || span.from > last.until) joined.push(span);
    else joined[joined.length - 1] = { ...last, until: Math.max(last.until, span.until) };
  }
  return joined;
}

/** What of some spans is in the others too. */
export function within(spans: readonly Span[], others: readonly Span[]): Span[] {
  const both = union(others);
  return union(spans).flatMap(({ from, until }) =>
    both
      .map((other) => ({ from: Math.max(from, other.from), until: Math.min(until, other.until) }))
      .filter((each) => each.from < each.until),
  );
}

/** What of a stretch of time is in none of the spans. */
export function without({ from, until }: Span, spans: readonly Span[]): Span[] {
  const left: Span[] = [];
  let at = from;
  for (const span of union(spans)) {
    if (span.from >= until) break;
    if (span.from > at) left.push({ from: at, until: span.from });
    at = Math.max(at, span.until);
  }
  return at < until ? [...left, { from: at, until }] : left;
}
