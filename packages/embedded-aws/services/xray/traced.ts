// Calls as they were traced.

/** The calls of one service by another, or by clients. */
export interface TracedCalls {
  readonly caller?: TracedService;
  readonly callee: TracedService;
  /** What was called, as traces name it. */
  readonly arn?: string;
  /** By the number of minutes since 1970; undefined where there were none. */
  inMinute(minute: number): TracedMinute | undefined;
}

export interface TracedService {
  readonly name: string;
  readonly type: string;
}

/** What was traced of calls in one minute: how they ended, and how long they took. */
export interface TracedMinute {
  readonly requests: number;
  readonly faults: number;
  readonly errors: number;
  readonly throttles: number;
  readonly durations: readonly { readonly seconds: number; readonly count: number }[];
}
