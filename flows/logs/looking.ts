// What is looked for where a release's logs are.

import type { Place } from '../../aws/clients.ts';
import type { MemberAccess } from '../../aws/sts.ts';
import type { Brought } from '../../core/logs/brought.ts';
import type { LogLine } from '../../core/logs/log-line.ts';

export interface Span {
  /** Milliseconds since 1970; until then, and not at it. */
  readonly from: number;
  readonly until: number;
}

export interface Looking<Target> extends Span {
  readonly target: Target;
  readonly brought: Brought;
  /** Since when it may have been there, however late it is looked at. */
  readonly since: number;
  /** Only lines with this text. */
  readonly text: string | undefined;
  /** Where the tests of a stage are. */
  readonly home: Place;
}

/** More lines of one place are not read at once: who wants others narrows what is looked for. */
export const MOST_LINES = 10_000;

export function cutNotice(of: string): string {
  return `${of}: more than ${MOST_LINES} lines; the first of them are shown: narrow it by --since, --filter or --target`;
}

/** How one kind of target is looked at. */
export type LogsOf<Target> = (
  access: MemberAccess,
  looking: Looking<Target>,
) => Promise<{ readonly lines: readonly LogLine[]; readonly notices: readonly string[] }>;
