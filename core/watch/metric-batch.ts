// What one call asks of CloudWatch's metrics: several readings that share their queries.

import type { MetricQuery } from './span.ts';

/** One query of a call: a metric, or an expression over the ids before it. Only what is wanted is answered. */
export interface AskedQuery {
  readonly id: string;
  readonly isWanted: boolean;
  readonly metric?: MetricQuery;
  readonly expression?: string;
}

export interface Batch {
  readonly queries: readonly AskedQuery[];
  /** The readings' keys by the ids of what is wanted: two may want the same. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
}
