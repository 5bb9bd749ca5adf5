// What fails a bake, so that it can be counted how often that was right.

export interface Charge {
  readonly by: 'alarm' | 'metric' | 'guard' | 'signal';
  readonly target: string;
  /** The alarm's name, or `latency p99 of lambda checkout:live`. */
  readonly name: string;
  /** What a person reads. */
  readonly text: string;
}
