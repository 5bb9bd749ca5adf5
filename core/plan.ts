// A plan: the waves of one release in order.

import { mayFailOf } from './behind.ts';
import { refuseBeyondLimits, refuseTooLong, WAVES_ALLOWED } from './bounds.ts';
import { secondsIn } from './duration.ts';
import { shutSecondsOf } from './hours/always.ts';
import { lookAheadSecondsOf, plannedHours } from './hours/planned.ts';
import { deploySecondsOf } from './pace.ts';
import type { PipelineDefinition } from './pipeline/schema.ts';
import type { BakeDefinition, JudgeDefinition, StageDefinition } from './pipeline/stage-schema.ts';
import { elsewhereOf, runByOf, timeoutOf } from './pipeline/test-schema.ts';
import type { PlannedBake, PlannedWave } from './planned-wave.ts';
import { type StageWave, stageWaves } from './planner/stage-waves.ts';
import { inSlices } from './slices.ts';
import { mayAsk } from './stack-changes.ts';

/**
 * The waves of a release, in order. A stage of tests alone, or of targets without a planner, is one wave with the
 * stage's name.
 *
 * Throws `Refused` where an execution of it could exceed Step Functions' 25,000 history events, or live over a year.
 */
export function planOf(pipeline: PipelineDefinition): readonly PlannedWave[] {
  const known = plans.get(pipeline);
  if (known) return known;
  const plan = planned(pipeline);
  plans.set(pipeline, plan);
  return plan;
}

/** One command asks for the plan of its file several times, and of thousands of targets it takes a while. */
const plans = new WeakMap<PipelineDefinition, readonly PlannedWave[]>();

function planned(pipeline: PipelineDefinition): readonly PlannedWave[] {
  refuseTooLong(pipeline);
  const waves = inSlices(pipeline.stages.flatMap((stage) => wavesOf(stage, pipeline)));
  refuseBeyondLimits(waves);
  return waves;
}

function wavesOf(
  stage: StageDefinition,
  pipeline: PipelineDefinition,
): Omit<PlannedWave, 'index'>[] {
  const tests = stage.tests.map((test) => ({
    name: test.name,
    ...runByOf(test),
    ...elsewhereOf(test),
    timeoutSeconds: seconds(timeoutOf(test)),
    retries: test.retries ?? (test.drill ? NO_RETRIES : RETRIES_OF_A_TEST),
    ...(test.contract && { contract: test.contract }),
  }));
  const waves = stageWaves(stage, pipeline, WAVES_ALLOWED);
  const shut = new Map<string, number>();
  return waves.map((wave, position) =>
    withHours(stage, wave, shut, {
      stage: stage.name,
      wave: wave.name,
      targets: wave.targets,
      tests,
      ...((tests.length > 0 || wave.targets.some(mayAsk)) && {
        answerSeconds: answerSecondsOf(stage),
      }),
      ...(wave.bake && { bake: plannedBake(wave.bake, stage) }),
      onBakeFailure: stage.onBakeFailure,
      rollback: stage.rollback,
      lastOfStage: position === waves.length - 1,
      gateSeconds: seconds(pipeline.gateTimeout),
      alarmsClearSeconds: seconds(pipeline.alarmsClearWithin),
      ...((stage.mode ?? pipeline.mode) === 'queue' && { mode: 'queue' as const }),
      ...(pipeline.spentBudget === 'go' && { spentBudget: 'go' as const }),
      ...limitOf(stage),
      ...hookSeconds(pipeline),
      ...dependsOn(pipeline, wave),
      ...scaleUnits(stage, wave),
      ...(position === 0 && plannedApprovals(stage)),
      deployRetries: stage.retries ?? RETRIES_OF_A_DEPLOYMENT,
      ...mayFail(wave),
      ...skipAway(pipeline, wave, position),
    }),
  );
}

/** What is approved is the plan of the stage, before its first wave. */
function plannedApprovals({ approvals }: StageDefinition): Pick<PlannedWave, 'approvals'> {
  if (approvals === undefined) return {};
  const { by, quorum, expires } = approvals;
  return { approvals: { by, quorum, expiresSeconds: seconds(expires) } };
}

function mayFail({ minHealthy, targets }: StageWave): Pick<PlannedWave, 'mayFail'> {
  const most = mayFailOf(minHealthy, targets);
  return most ? { mayFail: most } : {};
}

/** Never in a stage's first wave, which is the first to show anything; and never all of a wave. */
function skipAway(
  { skipUnreachableAfter: after }: PipelineDefinition,
  { targets }: StageWave,
  position: number,
): Pick<PlannedWave, 'skipAwaySeconds'> {
  const regions = new Set(targets.map(({ region }) => region));
  if (after === undefined || position === 0 || regions.size < 2) return {};
  return { skipAwaySeconds: seconds(after) };
}

function hookSeconds({ hooks = {} }: PipelineDefinition): Pick<PlannedWave, 'hookSeconds'> {
  const all = Object.values(hooks).flatMap((hook) => (hook ? [seconds(hook.timeout)] : []));
  return all.length === 0 ? {} : { hookSeconds: all.reduce((sum, each) => sum + each, 0) };
}

/** A target's own, else its wave's, else its stage's. */
function scaleUnits(stage: StageDefinition, wave: StageWave): Pick<PlannedWave, 'scaleUnits'> {
  const units = wave.targets.flatMap((target) => {
    const unit = target.scaleUnit ?? wave.scaleUnit ?? stage.scaleUnit;
    return unit === undefined ? [] : [unit];
  });
  return units.length === 0 ? {} : { scaleUnits: [...new Set(units)].toSorted() };
}

/** What is tried nowhere depends on nothing. */
function dependsOn({ dependsOn: all }: PipelineDefinition, { targets }: StageWave) {
  return all && targets.length > 0 ? { dependsOn: all } : {};
}

/** Nobody closes a calendar for longer at a stretch. */
const CALENDAR_SECONDS = 31 * 86_400;

/** A wait for the hours to open is no part of the time that a release may wait in front of a stage. */
function withHours(
  stage: StageDefinition,
  wave: StageWave,
  shut: Map<string, number>,
  planned: Omit<PlannedWave, 'index'>,
): Omit<PlannedWave, 'index'> {
  const hours = plannedHours(stage, wave, wave.targets);
  if (hours === undefined) {
    const lookAheadSeconds = lookAheadSecondsOf(stage, wave, wave.targets);
    return lookAheadSeconds === undefined ? planned : { ...planned, lookAheadSeconds };
  }
  const timed = { ...planned, hours };
  // Waves of a stage are mostly alike.
  const alike = JSON.stringify([hours, wave.targets.length, wave.bake?.for]);
  const shutSeconds = shut.get(alike) ?? shutSecondsOf(timed);
  shut.set(alike, shutSeconds);
  const gateSeconds = planned.gateSeconds + shutSeconds;
  if (!hours.some(({ calendars }) => calendars.length > 0))
    return { ...timed, shutSeconds, gateSeconds };
  const patienceSeconds = planned.gateSeconds;
  return { ...timed, shutSeconds, patienceSeconds, gateSeconds: gateSeconds + CALENDAR_SECONDS };
}

/** What did not get to say anything is asked once more; what said that it fails is believed. */
const RETRIES_OF_A_TEST = { infrastructure: 1, assertions: 0 };
/** What a drill has moved it has moved. */
const NO_RETRIES = { infrastructure: 0, assertions: 0 };
const RETRIES_OF_A_DEPLOYMENT = 1;

/** Until its groups have been asked, none is known to take its time. */
function limitOf({
  deployTimeout,
}: StageDefinition): Pick<PlannedWave, 'deploySeconds' | 'deployLimit'> {
  return deployTimeout === undefined
    ? { deploySeconds: deploySecondsOf([]), deployLimit: 'derived' }
    : { deploySeconds: seconds(deployTimeout) };
}

/** Somebody who is paged has looked by then, and what came since has not waited for a day. */
const ANSWER_SECONDS = 4 * 3_600;

/** Nothing needs to be said for a bake to be judged. */
export const judgeByDefault: JudgeDefinition = { mode: 'act', sensitivity: 'normal', shadow: [] };

function answerSecondsOf({ answerWithin }: Pick<StageDefinition, 'answerWithin'>): number {
  return answerWithin === undefined ? ANSWER_SECONDS : seconds(answerWithin);
}

function plannedBake(
  bake: BakeDefinition,
  stage: Pick<StageDefinition, 'answerWithin'>,
): PlannedBake {
  const bakeSeconds = seconds(bake.for);
  const extensionSeconds = bake.extendBy === undefined ? bakeSeconds : seconds(bake.extendBy);
  const { load, traffic, judge = judgeByDefault, answerWithin = stage.answerWithin } = bake;
  const answerSeconds = answerSecondsOf({ answerWithin });
  return {
    ...{ seconds: bakeSeconds, extensionSeconds, answerSeconds },
    ...(load && { load: plannedLoad(load) }),
    ...(traffic && plannedTraffic(traffic)),
    judge,
  };
}

function plannedTraffic({ project, ...where }: NonNullable<BakeDefinition['traffic']>) {
  const trafficAt = elsewhereOf(where);
  return { traffic: project, ...(Object.keys(trafficAt).length > 0 && { trafficAt }) };
}

function plannedLoad({ project, required, ...where }: NonNullable<BakeDefinition['load']>) {
  return { project, ...(required && { required: true as const }), ...elsewhereOf(where) };
}

/** Seconds of a duration that the schema has already accepted. */
function seconds(duration: string): number {
  return secondsIn(duration);
}
