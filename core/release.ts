// A release: one revision's trip through one pipeline.

import type { Outcome } from './outcome.ts';
import type { Judged } from './practice/judged.ts';
import type { Revision } from './revision.ts';
import type { Settlement } from './settlement.ts';

export interface ReleaseEnd {
  readonly at: string;
  readonly outcome: Outcome;
  readonly reason: string;
}

export interface Release {
  readonly kind: 'release';
  readonly id: string;
  readonly pipeline: string;
  readonly revision: Revision;
  /** 1 for the first release of this revision, then one more for each `retry`. */
  readonly attempt: number;
  /** The ARN of the execution that carries it. */
  readonly execution: string;
  readonly definitionVersion: number;
  readonly waveCount: number;
  readonly startedAt: string;
  /** Which rules of good practice it broke as it started; absent where no policy was in force. */
  readonly judged?: Judged;
  /** How it will have ended, once all that follows from it is done: decided once, by the first to find out. */
  readonly settling?: Settlement;
  /** Absent while it runs. */
  readonly end?: ReleaseEnd;
}

/**
 * The release's id: its revision and attempt, so that whoever starts the same one meets the same item.
 *
 *     checkout, sha256:7d865e959b24…, 1  →  'checkout-7d865e959b24-1'
 */
export function releaseIdOf(pipeline: string, digest: string, attempt: number): string {
  return `${pipeline}-${digest.replace('sha256:', '').slice(0, 12)}-${attempt}`;
}
