// A scale unit: what several pipelines deploy to, and only one release at a time changes.

import * as z from 'zod';
import { noun } from '../noun.ts';
import type { FoundReason } from './gate-reason.ts';

const memberSchema = z
  .strictObject({ pipeline: z.string(), release: z.string(), since: z.string() })
  .readonly();

export type UnitMember = z.output<typeof memberSchema>;

/** A release of 0.3.0 is in it without a fence and a wave. */
const leaseSchema = z
  .strictObject({
    ...memberSchema.unwrap().shape,
    /** Raised each time that it is taken: who would give back what was taken again since, has an older one. */
    fence: z.int().exactOptional(),
    /** Which of its release's waves is in it. */
    wave: z.int().exactOptional(),
    /** That wave deploys: until it has passed, or its release has ended, no look at a gate gives it back. */
    begun: z.literal(true).exactOptional(),
  })
  .readonly();

const unitSchema = z
  .strictObject({
    unit: z.string(),
    /** Whose wave is in it: from before its gate opens until it has passed, or its release has ended. */
    lease: leaseSchema.exactOptional(),
    /** The highest fence that a lease of it has had. */
    fence: z.int().exactOptional(),
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

/** A wave of a release that is to be in a unit. */
export interface UnitUser extends UnitMember {
  readonly wave: number;
}

/** The unit with the lease of a release, taken once more where it has it; undefined where it is another's turn. */
export function takenBy(unit: ScaleUnit, user: UnitUser): ScaleUnit | undefined {
  const { lease } = unit;
  if (lease?.release === user.release && lease.begun && lease.wave === user.wave) return unit;
  return beforeIn(unit, user.release) === undefined ? withLease(unit, user) : undefined;
}

/**
 * The unit in which a wave begins to deploy: what is written of it is the one thing that whoever would come after it
 * must write too. Where nobody is in it the lease was given back by mistake, and is taken again; undefined where
 * another is in it, or a later wave.
 */
export function begunBy(unit: ScaleUnit, user: UnitUser): ScaleUnit | undefined {
  const { lease } = unit;
  if (lease !== undefined && lease.release !== user.release) return undefined;
  if (lease?.wave !== undefined && lease.wave > user.wave) return undefined;
  if (lease?.begun && lease.wave === user.wave) return unit;
  const taken = lease?.wave === user.wave ? unit : withLease(unit, user);
  return { ...taken, lease: { ...taken.lease!, begun: true } };
}

function withLease(unit: ScaleUnit, user: UnitUser): ScaleUnit {
  const fence = (unit.fence ?? 0) + 1;
  const since = unit.lease?.release === user.release ? unit.lease.since : user.since;
  return { ...withoutRelease(unit, user.release), fence, lease: { ...user, since, fence } };
}

/** The unit after a release has left it, or waits for it no more; unchanged if it did neither. */
export function withoutRelease(unit: ScaleUnit, release: string): ScaleUnit {
  return withoutLease(withoutPlace(unit, release), ({ lease }) => lease?.release === release);
}

/** The unit after a wave has left it: a later one of its release may be in it by now. */
export function withoutWave(unit: ScaleUnit, { release, wave }: Of): ScaleUnit {
  return withoutLease(
    withoutPlace(unit, release),
    ({ lease }) => lease?.release === release && (lease.wave ?? wave) === wave,
  );
}

/**
 * The unit after a look at the gate of a wave gives back what it has taken, unless it was taken again since: each
 * taking has a fence of its own.
 */
export function givenBack(
  unit: ScaleUnit,
  { release, fence }: { readonly release: string; readonly fence: number },
) {
  const isSame = ({ lease }: ScaleUnit) =>
    lease?.release === release && lease.fence === fence && !lease.begun;
  return withoutLease(unit, isSame);
}

interface Of {
  readonly release: string;
  readonly wave: number;
}

/** The unit for which a release waits no more; the lease stays as it is. */
export function withoutPlace(unit: ScaleUnit, release: string): ScaleUnit {
  const waiting = unit.waiting.filter((each) => each.release !== release);
  return waiting.length === unit.waiting.length ? unit : { ...unit, waiting };
}

function withoutLease(unit: ScaleUnit, isLeft: (unit: ScaleUnit) => boolean): ScaleUnit {
  if (!isLeft(unit)) return unit;
  const { lease: _, ...rest } = unit;
  return rest;
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
