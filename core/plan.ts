// A plan: the waves of one release in order, with all that their machines must know.

import { lookSeconds } from './bake.ts';
import { parseDuration } from './duration.ts';
import { Failure } from './failure.ts';
import type { PipelineDefinition } from './pipeline/schema.ts';
import type { BakeDefinition, StageDefinition } from './pipeline/stage-schema.ts';
import type { TargetDefinition } from './pipeline/target-schema.ts';
import { stageWaves } from './planner/stage-waves.ts';

export interface PlannedTest {
  readonly name: string;
  readonly project: string;
  readonly timeoutSeconds: number;
}

export interface PlannedBake {
  readonly seconds: number;
  readonly extensionSeconds: number;
}

export interface PlannedWave {
  /** Counted from 0 through all stages of the release. */
  readonly index: number;
  readonly stage: string;
  readonly wave: string;
  readonly targets: readonly TargetDefinition[];
  readonly tests: readonly PlannedTest[];
  readonly bake?: PlannedBake;
  readonly onBakeFailure: 'rollBack' | 'stop';
  readonly rollback: 'wave' | 'release';
  /** Whether the stage is left when this wave has passed. */
  readonly lastOfStage: boolean;
  readonly gateSeconds: number;
  readonly alarmsClearSeconds: number;
  readonly deploySeconds: number;
}

/** Half of AWS's hard limit, so that retries never come near it. */
const EVENTS_ALLOWED = 12_500;

/** The worst history of a wave machine: its own states, and what one target and one test add, each with retries. */
const EVENTS_OF_A_WAVE = 120;
const EVENTS_OF_A_TARGET = 60;
const EVENTS_OF_A_LOOK = 12;

/** The worst history of a release: its own states, and a child for each wave, whose start may be tried again. */
const EVENTS_OF_A_RELEASE = 300;
const EVENTS_AROUND_A_WAVE = 30;
const WAVES_ALLOWED = Math.floor((EVENTS_ALLOWED - EVENTS_OF_A_RELEASE) / EVENTS_AROUND_A_WAVE);

/** The longest an execution may live. */
const YEAR_SECONDS = 365 * 86_400;

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
  refuseTooManyWaves(waves);
  refuseTooSlow(waves);
  for (const wave of waves) {
    refuseOver(historyBoundOf(wave), `wave ${wave.stage}/${wave.wave}`, wave.targets.length);
    const back = rollbackScopeOf(wave, waves);
    refuseOver(
      EVENTS_OF_A_WAVE + EVENTS_OF_A_TARGET * back,
      `the rollback of wave ${wave.stage}/${wave.wave}`,
      back,
    );
  }
  return waves;
}

/** One item holds the definition; DynamoDB takes 400 KB, and what is kept beside it needs its share. */
const DEFINITION_BYTES = 350_000;

function refuseTooLong(pipeline: PipelineDefinition): void {
  const bytes = Buffer.byteLength(JSON.stringify(pipeline));
  if (bytes <= DEFINITION_BYTES) return;
  throw new Failure(
    'Refused',
    `expected a pipeline of at most ${DEFINITION_BYTES} bytes, got ${bytes}: split it into several pipelines`,
  );
}

function refuseTooManyWaves({ length }: readonly PlannedWave[]): void {
  if (length <= WAVES_ALLOWED) return;
  throw new Failure(
    'Refused',
    `expected a release of at most ${WAVES_ALLOWED} waves, got ${length}: let more targets change together, ` +
      'or split the pipeline',
  );
}

function refuseTooSlow(waves: readonly PlannedWave[]): void {
  const longest = longestSecondsOfRelease(waves);
  if (longest <= YEAR_SECONDS) return;
  throw new Failure(
    'Refused',
    'expected a release that ends within 365 days, the longest that Step Functions lets it live, however long its ' +
      `waits last, got up to ${Math.ceil(longest / 86_400)} days: shorten its bakes and timeouts`,
  );
}

function refuseOver(events: number, what: string, targets: number): void {
  if (events <= EVENTS_ALLOWED) return;
  throw new Failure(
    'Refused',
    `expected ${what} to need at most ${EVENTS_ALLOWED} history events, got ${events} for ${targets} targets: ` +
      'split the wave, or the pipeline',
  );
}

/** How many targets one rollback may have to take back at most: a stage's for a failed test, or the release's. */
function rollbackScopeOf(wave: PlannedWave, waves: readonly PlannedWave[]): number {
  return waves
    .filter(
      ({ index, stage }) =>
        index <= wave.index && (wave.rollback === 'release' || stage === wave.stage),
    )
    .filter(
      ({ index }) => wave.rollback === 'release' || wave.tests.length > 0 || index === wave.index,
    )
    .reduce((sum, { targets }) => sum + targets.length, 0);
}

/** The most history events the wave's execution can have. */
export function historyBoundOf({
  targets,
  tests,
  bake,
}: Pick<PlannedWave, 'targets' | 'tests' | 'bake'>): number {
  const looks = bake
    ? lookSeconds(bake.seconds).length + lookSeconds(bake.extensionSeconds).length
    : 0;
  return (
    EVENTS_OF_A_WAVE +
    EVENTS_OF_A_TARGET * (targets.length + tests.length) +
    EVENTS_OF_A_LOOK * looks
  );
}

/** How many targets a wave with these tests and this bake can have within its bound. */
function mostTargetsOf(wave: Pick<PlannedWave, 'tests' | 'bake'>): number {
  const rest = historyBoundOf({ ...wave, targets: [] });
  return Math.floor((EVENTS_ALLOWED - rest) / EVENTS_OF_A_TARGET);
}

/** The longest the wave's execution may take: everything in it that waits, waits its longest. */
export function longestSecondsOf(wave: PlannedWave): number {
  const slack = 3_600;
  const tests = Math.max(0, ...wave.tests.map(({ timeoutSeconds }) => timeoutSeconds));
  const bake = wave.bake ? wave.bake.seconds + wave.bake.extensionSeconds : 0;
  const rounds = Math.ceil(Math.max(1, wave.targets.length, wave.tests.length) / 40);
  return wave.gateSeconds + rounds * (wave.deploySeconds + tests) + bake + slack;
}

/** Inside a stage, which is its own by then, a wave waits at most for alarms that fire. */
function longestSecondsOfRelease(waves: readonly PlannedWave[]): number {
  return waves.reduce((sum, wave, index) => {
    const enters = waves[index - 1]?.stage !== wave.stage;
    const spared = enters ? 0 : Math.max(0, wave.gateSeconds - wave.alarmsClearSeconds);
    return sum + longestSecondsOf(wave) - spared;
  }, 0);
}

/** The most history events the release's own execution can have. */
export function releaseBoundOf({ length }: readonly PlannedWave[]): number {
  return EVENTS_OF_A_RELEASE + EVENTS_AROUND_A_WAVE * length;
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
  const mostTargets = (bake: BakeDefinition) => mostTargetsOf({ tests, bake: plannedBake(bake) });
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

function plannedBake(bake: BakeDefinition): PlannedBake {
  const bakeSeconds = seconds(bake.for);
  const extensionSeconds = bake.extendBy === undefined ? bakeSeconds : seconds(bake.extendBy);
  return { seconds: bakeSeconds, extensionSeconds };
}

/** Seconds of a duration that the schema has already accepted. */
function seconds(duration: string): number {
  return parseDuration(duration)!;
}
