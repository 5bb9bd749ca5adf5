// A wave as it is planned: all that its machine must know.

import * as z from 'zod';
import { mayFailSchema } from './behind.ts';
import { plannedApprovalsSchema } from './gate/approval-schema.ts';
import { dependency } from './gate/dependency-schema.ts';
import { steppedPaceSchema } from './pace.ts';
import { window } from './pipeline/hours-schema.ts';
import { isOneOf } from './pipeline/one-of.ts';
import { judge } from './pipeline/stage-schema.ts';
import { target } from './pipeline/target-schema.ts';
import { type RunBy, type TestKind, testKinds } from './pipeline/test-schema.ts';
import { shapeOf } from './shape.ts';

/** As it was kept, whatever is asked of such names since. */
const runBySchemas = {
  drill: shapeOf(testKinds.drill),
  experiment: shapeOf(testKinds.experiment),
  https: shapeOf(testKinds.https),
  lambda: shapeOf(testKinds.lambda),
  project: shapeOf(testKinds.project),
  synthetics: shapeOf(testKinds.synthetics),
} satisfies Record<TestKind, z.ZodType>;

/** Whose test it is, where it is not the service's own. */
const plannedContract = z
  .strictObject({ consumer: z.string(), owner: z.string(), contact: z.string().optional() })
  .readonly();

const plannedTestFields = z.strictObject({
  name: z.string(),
  ...z.object(runBySchemas).partial().shape,
  /** Where what runs it is; beside Tidegate without them. */
  account: z.string().exactOptional(),
  region: z.string().exactOptional(),
  timeoutSeconds: z.number(),
  /** How often it is run again; not at all in what was planned before there was such a thing. */
  retries: z
    .strictObject({ infrastructure: z.int(), assertions: z.int() })
    .readonly()
    .exactOptional(),
  contract: plannedContract.exactOptional(),
});

type PlannedTestFields = Readonly<z.output<typeof plannedTestFields>>;

export type PlannedTest = Omit<PlannedTestFields, TestKind> & Readonly<RunBy>;

const isRunByOne = (it: PlannedTestFields): it is PlannedTestFields & RunBy =>
  isOneOf(testKinds, it);

const plannedTestSchema = plannedTestFields.refine(isRunByOne).readonly();

const plannedBakeSchema = z
  .strictObject({
    seconds: z.number(),
    extensionSeconds: z.number(),
    /** How long a person is waited for where it stays inconclusive; not at all in what was planned before. */
    answerSeconds: z.number().exactOptional(),
    /** A CodeBuild project that sends synthetic traffic, should the extension leave the bake inconclusive. */
    traffic: z.string().exactOptional(),
    /** Where that is, if not beside Tidegate. */
    trafficAt: z
      .strictObject({ account: z.string().exactOptional(), region: z.string().exactOptional() })
      .readonly()
      .exactOptional(),
    /** What runs through it; required where it passes under that alone. */
    load: z
      .strictObject({
        project: z.string(),
        required: z.literal(true).exactOptional(),
        account: z.string().exactOptional(),
        region: z.string().exactOptional(),
      })
      .readonly()
      .exactOptional(),
    judge: shapeOf(judge),
  })
  .readonly();

export type PlannedBake = z.output<typeof plannedBakeSchema>;

const plannedHoursSchema = z
  .strictObject({
    /** Who says so: `stage prod`, or the first target that does. */
    of: z.string(),
    windows: z.array(shapeOf(window)).readonly(),
    /** ARNs, and files whose text is kept with the pipeline's definition. */
    calendars: z.array(z.string()).readonly(),
    lookAheadSeconds: z.number(),
  })
  .readonly();

/** When targets of a wave, or its tests, allow it to start. */
export type PlannedHours = z.output<typeof plannedHoursSchema>;

const plannedFields = {
  /** Counted from 0 through all stages of the release. */
  index: z.int(),
  stage: z.string(),
  wave: z.string(),
  targets: z.array(shapeOf(target)).readonly(),
  tests: z.array(plannedTestSchema).readonly(),
  /** How long a person is waited for where they say nothing; not at all in what was planned before. */
  answerSeconds: z.number().exactOptional(),
  /** Of a wave that is carried out in slices: the one that opens its gate, and its last. */
  sliced: z.strictObject({ first: z.int(), last: z.int() }).readonly().exactOptional(),
  onBakeFailure: z.enum(['rollBack', 'stop']),
  rollback: z.enum(['wave', 'release']),
  /** Whether the stage is left when this wave has passed. */
  lastOfStage: z.boolean(),
  gateSeconds: z.number(),
  /** Those that wait in front of its stage keep their order; else the newest takes the place of all others. */
  mode: z.literal('queue').exactOptional(),
  alarmsClearSeconds: z.number(),
  /** How long the hooks of its rollback may take, where there are any. */
  hookSeconds: z.number().exactOptional(),
  deploySeconds: z.number(),
  /** Nobody has written how long a deployment may take: it is derived before the gate opens. */
  deployLimit: z.literal('derived').exactOptional(),
  /** How often a deployment that failed is tried again. */
  deployRetries: z.int().exactOptional(),
  /** How many of its targets may fail to deploy, of all of its slices; absent where none may. */
  mayFail: mayFailSchema.exactOptional(),
  /** A region that cannot be reached for so long before it starts is skipped; absent where a person alone may. */
  skipAwaySeconds: z.number().exactOptional(),
  /** Services that must be far enough where its targets are. */
  dependsOn: z.array(shapeOf(dependency)).readonly().exactOptional(),
  /** The scale units of its targets, by name. */
  scaleUnits: z.array(z.string()).readonly().exactOptional(),
  /** It starts though its targets' error budgets are spent. */
  spentBudget: z.literal('go').exactOptional(),
  /** Whose approval the stage needs before this wave, its first. */
  approvals: plannedApprovalsSchema.exactOptional(),
  /** All of them must be open as it starts; absent where it may start at any time. */
  hours: z.array(plannedHoursSchema).readonly().exactOptional(),
  /** How much of its bake is looked ahead over, where it has no hours of its own and a freeze may begin. */
  lookAheadSeconds: z.number().exactOptional(),
  /** How long it may wait besides the time in which its hours are shut, where a calendar shuts them. */
  patienceSeconds: z.number().exactOptional(),
  /** The longest that its windows are shut at a stretch. */
  shutSeconds: z.number().exactOptional(),
  /** How long its slowest group moves traffic, where hours are to leave room for it. */
  shiftSeconds: z.number().exactOptional(),
  /** How groups that move traffic by steps did so before its gate opened, by target. */
  paces: z.record(z.string(), steppedPaceSchema).readonly().exactOptional(),
};

export const plannedWaveSchema = z
  .strictObject({ ...plannedFields, bake: plannedBakeSchema.exactOptional() })
  .readonly();

export type PlannedWave = z.output<typeof plannedWaveSchema>;

/** Whether two are one wave, as it was written: the same one, or slices of it. */
export function areOfOneWave(
  one: Pick<PlannedWave, 'index' | 'sliced'>,
  other: Pick<PlannedWave, 'index' | 'sliced'>,
): boolean {
  if (one.sliced === undefined) return one.index === other.index;
  return one.sliced.first === other.sliced?.first;
}

/** The plan of a wave that bakes. */
export const bakingPlanSchema = z
  .strictObject({ ...plannedFields, bake: plannedBakeSchema })
  .readonly();

export type BakingPlan = z.output<typeof bakingPlanSchema>;

export function bakes(plan: PlannedWave): plan is BakingPlan {
  return plan.bake !== undefined;
}
