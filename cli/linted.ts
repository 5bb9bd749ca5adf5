// What lint says of one file.

import type { Problem } from '../core/failure.ts';
import type { FileFinding } from './findings.ts';

export interface Linted {
  readonly file: string;
  /** Whether it could be applied, and breaks no rule that is enforced. */
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly findings: readonly FileFinding[];
  /** What could not be looked at, and why. */
  readonly remarks: readonly string[];
}
