// A scale unit: what several pipelines deploy to, and only one release at a time changes.

import * as z from 'zod';
import { noun } from '../noun.ts';
import type { FoundReason } from './gate-reason.ts';

const memberSchema = z
  .strictObject({ pipeline: z.string(), release: z.string(), since: z.string() })
  .readonly();

export type UnitMember = z.output<typeof memberSchema>;

const unitSchema = z
  .strictObject({
    unit: z.string(),
    /** Whose wave is in it: from before its gate opens until it has passed, or its release has ended. */
    lease: memberSchema.exactOptional(),
    /** Who waits for nothing else, whoever came first first. */
    waiting: z.array(memberSchema).readonly(),
  })
  .readonly();

export type ScaleUnit = z.output<typeof unitSchema>;

export const unitNoun = noun('scale unit', unitSchema);

export const emptyUnit = (unit: string): ScaleUnit => ({ unit, waiting: [] });

/** The unit with a release among those that wait for it; unchanged where it is, or has the lease. */
export function withWaitingFor(unit: ScaleUnit, member: UnitMember): ScaleUnit {
  const isThere = [unit.lease, ...unit.waiting].some((each) => each?.release === member.release);
  return isThere ? unit : { ...unit, waiting: [...unit.waiting, member] };
}

/** Whose turn comes before a release's: whoever is in the unit, or has waited longer for it. */
export function beforeIn({ lease, waiting }: ScaleUnit, release: string): UnitMember | undefined {
  if (lease?.release === release) return undefined;
  const first = lease ?? waiting[0];
  return first?.release === release ? undefined : first;
}

/** The unit with the lease of a release; undefined where it is another's turn. */
export function takenBy(unit: ScaleUnit, member: UnitMember): ScaleUnit | undefined {
  if (unit.lease?.release === member.release) return unit;
  if (beforeIn(unit, member.release) !== undefined) return undefined;
  return { ...withoutRelease(unit, member.release), lease: member };
}

/** The unit after a release has left it, or waits for it no more; unchanged if it did neither. */
export function withoutRelease(unit: ScaleUnit, release: string): ScaleUnit {
  const { lease, waiting, ...rest } = unit;
  const others = waiting.filter((each) => each.release !== release);
  if (lease?.release !== release && others.length === waiting.length) return unit;
  return { ...rest, ...(lease && lease.release !== release && { lease }), waiting: others };
}

export function unitReason(
  { unit, lease }: ScaleUnit,
  { pipeline, release }: UnitMember,
): FoundReason {
  const does = lease?.release === release ? 'is in' : 'waits longer for';
  return {
    kind: 'scaleUnit',
    subject: unit,
    what: `release ${release} of ${pipeline} ${does} scale unit ${unit}`,
    clears: 'that release, as its wave passes or it ends',
    command: `tidegate status ${pipeline}`,
  };
}
