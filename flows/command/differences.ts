// What differs between two versions, as changes that a person reads.

import type { Change } from '../../core/command/answer.ts';
import { differences } from '../../core/pipeline/difference.ts';

const MOST = 50;
const LONGEST = 100;

/** Of a first version there is nothing to compare. */
export function differencesShown(before: unknown, after: unknown): Change[] {
  if (before === undefined) return [];
  const all = differences(before, after);
  const shown = all.slice(0, MOST).map(({ at, before: from, after: to }) => ({
    what: at,
    from: textOf(from),
    to: textOf(to),
  }));
  const more = all.length - shown.length;
  return more > 0 ? [...shown, { what: `${more} more`, from: '…', to: '…' }] : shown;
}

function textOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
