// A release that a named person has marked as the fix for what its pipeline suffers from.

import * as z from 'zod';
import { secondsIn } from './duration.ts';
import { noun } from './noun.ts';
import type { FixLane } from './pipeline/fix-lane-schema.ts';
import type { PlannedWave } from './planned-wave.ts';
import type { AlarmName } from './wait.ts';

const fixSchema = z
  .strictObject({
    /** What fired as it was marked: this alone it passes. */
    alarms: z
      .array(
        z.strictObject({ account: z.string(), region: z.string(), name: z.string() }).readonly(),
      )
      .readonly(),
    /** The stage that it is for, where no alarm was named. */
    stage: z.string().exactOptional(),
    by: z.string(),
    name: z.string(),
    reason: z.string(),
    at: z.string(),
    /** By when its waves must have started. */
    until: z.string(),
  })
  .readonly();

export type Fix = z.output<typeof fixSchema>;

export const fixNoun = noun('fix', fixSchema);

/** The mark as far as it lets a gate open. */
export function inForce(fix: Fix | undefined, now: Date): Fix | undefined {
  return fix !== undefined && now.toISOString() < fix.until ? fix : undefined;
}

export function isToMend(fix: Fix | undefined, { account, region, name }: AlarmName): boolean {
  return (fix?.alarms ?? []).some(
    (each) => each.account === account && each.region === region && each.name === name,
  );
}

/** `the fix for shop-errors, by ada (developers): orders are lost` */
export function fixText({ name, reason, ...what }: Fix): string {
  return `the fix for ${mendsText(what)}, by ${name}: ${reason}`;
}

/** `stage prod (shop-errors)` */
export function mendsText({ alarms, stage }: Pick<Fix, 'alarms' | 'stage'>): string {
  const names = [...new Set(alarms.map(({ name }) => name))].join(', ');
  if (stage === undefined) return names;
  return names === '' ? `stage ${stage}` : `stage ${stage} (${names})`;
}

/**
 * A wave as the pipeline's fix lane has it: never later, and never longer than it would be.
 *
 *     hours: any                        →  at any time
 *     approvals by the one on call      →  theirs, where its stage needs any
 *     bake: 30m, and its own is of 2h   →  30m
 */
export function inLane(plan: PlannedWave, lane: FixLane | undefined): PlannedWave {
  if (lane === undefined) return plan;
  const { hours, patienceSeconds, shutSeconds, approvals, bake, ...rest } = plan;
  const times = {
    ...(hours && { hours }),
    ...(patienceSeconds !== undefined && { patienceSeconds }),
    ...(shutSeconds !== undefined && { shutSeconds }),
  };
  const { by, quorum, expires } = lane.approvals ?? {};
  const asked = by && quorum && expires && { by, quorum, expiresSeconds: secondsIn(expires) };
  const most = lane.bake === undefined ? Number.POSITIVE_INFINITY : secondsIn(lane.bake);
  return {
    ...rest,
    ...(lane.hours === 'any' ? {} : times),
    ...(approvals && { approvals: asked || approvals }),
    ...(bake && { bake: { ...bake, seconds: Math.min(bake.seconds, most) } }),
  };
}
