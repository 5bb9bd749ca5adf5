// The freezes of a policy that a stage lies in.

import type { Span } from '../hours/spans.ts';
import type { Freeze } from '../practice/freeze-schema.ts';
import type { FoundReason } from './gate-reason.ts';

export interface Frozen {
  readonly pipeline: string;
  readonly stage: string;
  /** The pipeline's owner, where it names one. */
  readonly owner?: string | undefined;
}

/**
 * Why a stage's gate is shut by freezes: those that are on, and those that begin before a wave which starts now is
 * expected to be far enough.
 *
 *     every stage prod until 4 January, of checkout/prod on 24 December  →  a freeze
 *     the same, of checkout/beta, or on 4 January                        →  nothing
 *     from 21 December 09:00, 80m ahead, on 21 December 08:00            →  a freeze
 *     the same, on 21 December 07:00                                     →  nothing
 */
export function freezeReasons(
  freezes: readonly Freeze[],
  of: Frozen,
  nowMillis: number,
  aheadSeconds = 0,
): FoundReason[] {
  const ahead = { from: nowMillis, until: nowMillis + aheadSeconds * 1000 };
  return freezesOf(freezes, of)
    .filter((freeze) => isWithin(spanOf(freeze), ahead))
    .map(({ scope, owner, reason, from, expires }) => ({
      kind: 'freeze' as const,
      subject: `${scope} ${expires}`,
      what: `frozen (${scope}) ${lastsText({ from, until: expires }, nowMillis)} by ${owner}: ${reason}`,
      ...(from && { since: from }),
      clears: `${owner}, by a policy without it; or time`,
      command: 'tidegate policy FILE',
      until: new Date(expires).toISOString(),
    }));
}

/** When no wave of a stage may be between its start and the end of what is looked ahead over. */
export function frozenSpans(freezes: readonly Freeze[], of: Frozen): Span[] {
  return freezesOf(freezes, of).map(spanOf);
}

/** Those that a stage lies in, begun or not. */
export function freezesOf(freezes: readonly Freeze[], of: Frozen): readonly Freeze[] {
  return freezes.filter(({ scope }) => isIn(scope, of));
}

/** Whether a freeze is on, or begins before what begins now is expected to be far enough. */
function isWithin(freeze: Span, { from, until }: Span): boolean {
  return freeze.until > from && (freeze.from <= from || freeze.from < until);
}

/**
 *     begun                →  until 2027-01-04T00:00:00Z
 *     begins in an hour    →  from 2026-12-21T09:00:00Z until 2027-01-04T00:00:00Z, before which it would not be …
 */
function lastsText(
  { from, until }: { readonly from?: string | undefined; readonly until: string },
  nowMillis: number,
): string {
  if (from === undefined || Date.parse(from) <= nowMillis) return `until ${until}`;
  return `from ${from} until ${until}, before which it would not be far enough,`;
}

/** Whether any of them asks who owns the pipeline. */
export function asksOwner(freezes: readonly Freeze[]): boolean {
  return freezes.some(({ scope }) => scope.startsWith('team:'));
}

function spanOf({ from, expires }: Freeze): Span {
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from),
    until: Date.parse(expires),
  };
}

function isIn(scope: string, { pipeline, stage, owner }: Frozen): boolean {
  return [
    'organisation',
    `pipeline:${pipeline}`,
    `stage:${pipeline}/${stage}`,
    `stage:*/${stage}`,
    ...(owner === undefined ? [] : [`team:${owner}`]),
  ].includes(scope);
}
