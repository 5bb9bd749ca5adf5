// The freezes of a policy that a stage lies in.

import type { Freeze } from '../practice/freeze-schema.ts';
import type { FoundReason } from './gate-reason.ts';

export interface Frozen {
  readonly pipeline: string;
  readonly stage: string;
  /** The pipeline's owner, where it names one. */
  readonly owner?: string | undefined;
}

/**
 * Why a stage's gate is shut by freezes now.
 *
 *     every stage prod until 4 January, of checkout/prod on 24 December  →  a freeze
 *     the same, of checkout/beta, or on 4 January                     →  nothing
 */
export function freezeReasons(
  freezes: readonly Freeze[],
  of: Frozen,
  nowMillis: number,
): FoundReason[] {
  return freezes
    .filter((freeze) => isIn(freeze.scope, of) && isOn(freeze, nowMillis))
    .map(({ scope, owner, reason, from, expires }) => ({
      kind: 'freeze' as const,
      subject: `${scope} ${expires}`,
      what: `frozen (${scope}) until ${expires} by ${owner}: ${reason}`,
      ...(from && { since: from }),
      clears: `${owner}, by a policy without it; or time`,
      command: 'tidegate policy FILE',
      until: new Date(expires).toISOString(),
    }));
}

/** Whether any of them asks who owns the pipeline. */
export function asksOwner(freezes: readonly Freeze[]): boolean {
  return freezes.some(({ scope }) => scope.startsWith('team:'));
}

function isOn({ from, expires }: Freeze, nowMillis: number): boolean {
  return nowMillis < Date.parse(expires) && (from === undefined || nowMillis >= Date.parse(from));
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
