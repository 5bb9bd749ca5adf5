// What lint says of one file.

import type { Problem } from '../core/failure.ts';
import type { FileFinding } from './findings.ts';

export interface Linted {
  readonly file: string;
  /** Whether it could be applied, and breaks no rule that is enforced: not of one that could not be looked at. */
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly findings: readonly FileFinding[];
  /** What was not looked at, for nobody asked for it. */
  readonly remarks: readonly string[];
  /** What was to be looked at and could not be, and why. */
  readonly unread: readonly string[];
}
