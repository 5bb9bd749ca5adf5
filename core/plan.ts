// A plan: the waves of one release in order, with all that their machines must know.

import * as z from 'zod';
import { mostTargetsOf, refuseBeyondLimits, refuseTooLong, WAVES_ALLOWED } from './bounds.ts';
import { parseDuration } from './duration.ts';
import type { PipelineDefinition } from './pipeline/schema.ts';
import {
  type BakeDefinition,
  type JudgeDefinition,
  judge,
  type StageDefinition,
} from './pipeline/stage-schema.ts';
import { target } from './pipeline/target-schema.ts';
import { stageWaves } from './planner/stage-waves.ts';
import { shapeOf } from './shape.ts';

const plannedTestSchema = z
  .strictObject({ name: z.string(), project: z.string(), timeoutSeconds: z.number() })
  .readonly();

export type PlannedTest = z.output<typeof plannedTestSchema>;

const plannedBakeSchema = z
  .strictObject({
    seconds: z.number(),
    extensionSeconds: z.number(),
    /** A CodeBuild project that sends synthetic traffic, should the extension leave the bake inconclusive. */
    traffic: z.string().exactOptional(),
    judge: shapeOf(judge),
  })
  .readonly();

export type PlannedBake = z.output<typeof plannedBakeSchema>;

const plannedFields = {
  /** Counted from 0 through all stages of the release. */
  index: z.int(),
  stage: z.string(),
  wave: z.string(),
  targets: z.array(shapeOf(target)).readonly(),
  tests: z.array(plannedTestSchema).readonly(),
  onBakeFailure: z.enum(['rollBack', 'stop']),
  rollback: z.enum(['wave', 'release']),
  /** Whether the stage is left when this wave has passed. */
  lastOfStage: z.boolean(),
  gateSeconds: z.number(),
  alarmsClearSeconds: z.number(),
  deploySeconds: z.number(),
};

export const plannedWaveSchema = z
  .strictObject({ ...plannedFields, bake: plannedBakeSchema.exactOptional() })
  .readonly();

export type PlannedWave = z.output<typeof plannedWaveSchema>;

/** The plan of a wave that bakes. */
export const bakingPlanSchema = z
  .strictObject({ ...plannedFields, bake: plannedBakeSchema })
  .readonly();

export type BakingPlan = z.output<typeof bakingPlanSchema>;

export function bakes(plan: PlannedWave): plan is BakingPlan {
  return plan.bake !== undefined;
}

/**
 * The waves of a release, in order. A stage of tests alone, or of targets without a planner, is one wave with the
 * stage's name.
 *
 * Throws `Refused` where an execution of it could exceed Step Functions' 25,000 history events, or live over a year.
 */
export function planOf(pipeline: PipelineDefinition): PlannedWave[] {
  refuseTooLong(pipeline);
  const waves = pipeline.stages
    .flatMap((stage) => wavesOf(stage, pipeline))
    .map((wave, index) => ({ ...wave, index }));
  refuseBeyondLimits(waves);
  return waves;
}

function wavesOf(
  stage: StageDefinition,
  pipeline: PipelineDefinition,
): Omit<PlannedWave, 'index'>[] {
  const tests = stage.tests.map((test) => ({
    name: test.name,
    project: test.project,
    timeoutSeconds: seconds(test.timeout),
  }));
  const mostTargets = (bake: BakeDefinition) =>
    mostTargetsOf({ tests, bake: plannedBake(bake) }, stage.targets ?? []);
  const waves = stageWaves(stage, pipeline, { mostTargets, mostWaves: WAVES_ALLOWED });
  return waves.map(({ name, targets, bake }, position) => ({
    stage: stage.name,
    wave: name,
    targets,
    tests,
    ...(bake && { bake: plannedBake(bake) }),
    onBakeFailure: stage.onBakeFailure,
    rollback: stage.rollback,
    lastOfStage: position === waves.length - 1,
    gateSeconds: seconds(pipeline.gateTimeout),
    alarmsClearSeconds: seconds(pipeline.alarmsClearWithin),
    deploySeconds: seconds(stage.deployTimeout),
  }));
}

/** Nothing needs to be said for a bake to be judged. */
const judgeByDefault: JudgeDefinition = { mode: 'act', sensitivity: 'normal', shadow: [] };

function plannedBake(bake: BakeDefinition): PlannedBake {
  const bakeSeconds = seconds(bake.for);
  const extensionSeconds = bake.extendBy === undefined ? bakeSeconds : seconds(bake.extendBy);
  const { traffic, judge = judgeByDefault } = bake;
  return { seconds: bakeSeconds, extensionSeconds, ...(traffic && { traffic }), judge };
}

/** Seconds of a duration that the schema has already accepted. */
function seconds(duration: string): number {
  return parseDuration(duration)!;
}
