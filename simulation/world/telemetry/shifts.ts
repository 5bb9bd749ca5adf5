// What shifts a metric of a target: a revision that misbehaves, or the world, whatever runs.

/** For a stretch of time, in milliseconds, a metric of a node is not as usual. */
export interface MetricShift {
  readonly node: string;
  /** As the catalog or the pipeline names it; `latency` is all that requests take, `errors` are those of the node. */
  readonly metric: string;
  readonly from: number;
  /** Open while unknown. */
  until?: number;
  /** Only what this version of a function serves. */
  readonly version?: string;
  /** Times its usual value. */
  readonly factor?: number;
  /** In place of its usual value. */
  readonly value?: number;
  /** That part of all requests, in per cent, besides the usual ones. */
  readonly percent?: number;
}

export interface Asked {
  readonly node: string;
  readonly metric: string;
  readonly at: number;
  readonly version: string | undefined;
}

/** What holds then, the latest last. */
export function shiftsAt(
  shifts: readonly MetricShift[],
  { node, metric, at, version }: Asked,
): readonly MetricShift[] {
  return shifts.filter(
    (each) =>
      each.node === node &&
      each.metric === metric &&
      (each.version === undefined || each.version === version) &&
      each.from <= at &&
      at < (each.until ?? Number.POSITIVE_INFINITY),
  );
}

/** The value as it is shifted. */
export function shifted(usual: number, shifts: readonly MetricShift[]): number {
  return shifts.reduce((now, { factor = 1, value }) => (value ?? now) * factor, usual);
}
