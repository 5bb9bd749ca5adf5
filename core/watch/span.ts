// A span of time on a regular grid, and what is asked of it.

/** One metric with one statistic. */
export interface MetricQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  /** Where it is kept, if that is not where its target is. */
  readonly region?: string;
  readonly account?: string;
}

/** From the start of its first point to the end of its last, both multiples of the period. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly periodSeconds: number;
}

/** The span of whole points in it: what is begun at its start, and not over at its end, is left out. */
export function wholePoints(from: Date, to: Date, periodSeconds: number): Span {
  const period = periodSeconds * 1000;
  const start = Math.ceil(from.getTime() / period) * period;
  const end = Math.max(start, Math.floor(to.getTime() / period) * period);
  return { from: new Date(start), to: new Date(end), periodSeconds };
}

export function pointsIn({ from, to, periodSeconds }: Span): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000 / periodSeconds));
}

/** The place of the point that begins at that time. */
export function indexIn({ from, periodSeconds }: Span, at: Date): number {
  return Math.floor((at.getTime() - from.getTime()) / 1000 / periodSeconds);
}

/** When the point at that place begins. */
export function timeAt({ from, periodSeconds }: Span, index: number): Date {
  return new Date(from.getTime() + index * periodSeconds * 1000);
}

/** The same span so many seconds earlier. */
export function earlier(span: Span, seconds: number): Span {
  const shift = (at: Date) => new Date(at.getTime() - seconds * 1000);
  return { ...span, from: shift(span.from), to: shift(span.to) };
}

/** Two that ask for the same are the same, in whatever order their dimensions stand. */
export function queryKey({
  namespace,
  metric,
  dimensions,
  statistic,
  region,
  account,
}: MetricQuery): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    namespace,
    metric,
    sorted,
    statistic,
    ...(region === undefined && account === undefined ? [] : [region ?? null]),
    ...(account === undefined ? [] : [account]),
  ]);
}
