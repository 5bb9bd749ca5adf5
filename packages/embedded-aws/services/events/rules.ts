// What a rule is.

import type { Place } from '../places.ts';
import type { Matches } from './pattern.ts';
import type { Target } from './target.ts';

export interface RuleDefinition extends Place {
  readonly name: string;
  /** An event pattern, as an object or as JSON. */
  readonly pattern?: unknown;
  /** `rate(...)` or `cron(...)`. */
  readonly schedule?: string;
  readonly enabled?: boolean;
  readonly description?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly targets: readonly Target[];
}

export interface Rule extends RuleDefinition {
  readonly arn: string;
  readonly matches: Matches | undefined;
  readonly cancel: () => void;
}
