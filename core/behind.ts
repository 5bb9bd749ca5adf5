// Targets that a wave leaves behind: how many it may, and what is kept of them.

import * as z from 'zod';
import { few } from './few.ts';
import { type MinHealthy, percentIn } from './pipeline/min-healthy-schema.ts';
import { type TargetDefinition, target } from './pipeline/target-schema.ts';
import { trafficOf } from './planner/traffic.ts';
import { revisionSchema } from './revision.ts';
import { shapeOf } from './shape.ts';

/** How many targets of a wave may fail to deploy, all of its slices together. */
export const mayFailSchema = z
  .strictObject({
    /** As it is written. */
    minHealthy: z.union([z.string(), z.int()]),
    targets: z.int(),
    /** The most that they may weigh together; a number of targets says nothing of it. */
    weight: z.number().exactOptional(),
  })
  .readonly();

export type MayFail = z.output<typeof mayFailSchema>;

/** What a slice has left behind, as the wave that has opened its gate sums it up. */
const failedSchema = z.strictObject({ targets: z.int(), weight: z.number() }).readonly();

export type Failed = z.output<typeof failedSchema>;

/** A target that its wave has left behind, as it was planned. */
const leftBehindSchema = z
  .strictObject({ target: shapeOf(target), reason: z.string(), at: z.string() })
  .readonly();

export type LeftBehind = z.output<typeof leftBehindSchema>;

/** What a wave keeps of it. */
export const leavingFields = {
  /** Targets that are taken back, to be left behind, each with why it failed. */
  failing: z.record(z.string(), z.string()).readonly().exactOptional(),
  /** It goes on without them, and its plan has the others alone. */
  behind: z.array(leftBehindSchema).readonly().exactOptional(),
  /** Before it opens: since when its regions cannot be reached that may be skipped. */
  away: z.record(z.string(), z.string()).readonly().exactOptional(),
  /** Before it opens: targets in such regions, whose pace could not be asked for. */
  underived: z.array(z.string()).readonly().exactOptional(),
  /** What is being skipped, until its plan has the others alone: written before any of it is marked. */
  skipping: z.array(leftBehindSchema).readonly().exactOptional(),
  /** Of one that has opened the gate for slices: what each of them leaves behind, by its number. */
  failed: z.record(z.string(), failedSchema).readonly().exactOptional(),
};

/** What a target is behind, since its wave has gone on without it. */
const behindSchema = z
  .strictObject({
    release: z.string(),
    /** What it has not got. */
    revision: revisionSchema,
    stage: z.string(),
    since: z.string(),
    reason: z.string(),
    /** That of the release which has marked it; 0.8.0 did not keep it. */
    fence: z.int().exactOptional(),
  })
  .readonly();

export type BehindMark = z.output<typeof behindSchema>;

/** A mark that another release has put an end to: it counts again once that is taken back. */
const overtakenSchema = z
  .strictObject({
    mark: behindSchema,
    by: z.strictObject({ release: z.string(), digest: z.string() }).readonly(),
  })
  .readonly();

export type Overtaken = z.output<typeof overtakenSchema>;

/** What is kept of it with a target. */
export const behindFields = {
  /** A wave has gone on without it: what it has not got, until something bakes here. */
  behind: behindSchema.exactOptional(),
  /** What it was behind before, the last first. */
  behindBefore: z.array(overtakenSchema).readonly().exactOptional(),
};

/** Sums of weights differ in their last digits. */
const NEARLY = 1e-9;

/**
 * How many targets may fail, rounded so that what is asked for is never less than is said; undefined where none may.
 *
 *     95% of 20 alike           →  1
 *     95% of 19 alike           →  none
 *     95% of 20, one of weight 10 of 29  →  1, of a weight of at most 1.45: not the heavy one
 *     19 of 20                  →  1, whatever it weighs
 *     19 of 10                  →  none
 *     anything of 1             →  none
 */
export function mayFailOf(
  minHealthy: MinHealthy | undefined,
  targets: readonly TargetDefinition[],
): MayFail | undefined {
  if (minHealthy === undefined) return undefined;
  const count = targets.length;
  if (typeof minHealthy === 'number')
    return minHealthy < count ? { minHealthy, targets: count - minHealthy } : undefined;
  const share = percentIn(minHealthy) / 100;
  const most = count - Math.ceil(count * share - NEARLY);
  if (most <= 0) return undefined;
  return { minHealthy, targets: most, weight: (1 - share) * trafficOf(targets) + NEARLY };
}

/** Whether so many failures are within the bound. */
export function isWithin({ targets, weight }: MayFail, failed: readonly Failed[]): boolean {
  const count = failed.reduce((sum, each) => sum + each.targets, 0);
  const weighs = failed.reduce((sum, each) => sum + each.weight, 0);
  return count <= targets && (weight === undefined || weighs <= weight);
}

/** `prod-7 (deployment d-1 ended Failed), prod-9 (…)` */
export function behindText(behind: readonly Pick<LeftBehind, 'target' | 'reason'>[]): string {
  return few(behind.map(({ target, reason }) => `${target.name} (${reason.slice(0, 160)})`));
}
