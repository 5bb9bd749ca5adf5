// What a plan may need at most, so that no execution of it can break a limit of Step Functions or of the table.

import { extensionsOf } from './bake.ts';
import { bytesOf, bytesOfTarget } from './bytes-of.ts';
import { deploymentsInDrill, watchedSecondsOf } from './drill.ts';
import { Failure } from './failure.ts';
import { blockedSecondsOf } from './gate/patience.ts';
import {
  answersOf,
  EVENTS_ALLOWED,
  EVENTS_OF_A_TARGET,
  EVENTS_OF_A_WAVE,
  eventsOnce,
  eventsWith,
  historyBoundOf,
  retriesOf,
  testRetriesOf,
} from './history-bound.ts';
import { LONGEST_SHIFT_SECONDS } from './pace.ts';
import type { PipelineDefinition } from './pipeline/schema.ts';
import type { TargetDefinition } from './pipeline/target-schema.ts';
import {
  areOfOneWave,
  type PlannedBake,
  type PlannedTest,
  type PlannedWave,
} from './planned-wave.ts';
import { mayAsk } from './stack-changes.ts';

/** Both of them, asked for as often as they can be. */
const EVENTS_OF_HOOKS = 900;

/** The worst history of a release: its own states, and a child for each wave, whose start may be tried again. */
const EVENTS_OF_A_RELEASE = 300;
const EVENTS_AROUND_A_WAVE = 30;
export const WAVES_ALLOWED = Math.floor(
  (EVENTS_ALLOWED - EVENTS_OF_A_RELEASE) / EVENTS_AROUND_A_WAVE,
);

/** The longest an execution may live. */
const YEAR_SECONDS = 365 * 86_400;

/** Whoever reads it has half a gigabyte; forty thousand targets have less. */
const DEFINITION_BYTES = 8_000_000;

/** One item holds a wave with its targets; DynamoDB takes 400 KB, and what happens to the wave needs its share. */
const WAVE_BYTES = 300_000;
const BYTES_BESIDE_TARGETS = 5_000;

/** Throws `Refused` where the table could not hold it. */
export function refuseTooLong(pipeline: PipelineDefinition): void {
  const bytes = bytesOf(pipeline);
  if (bytes <= DEFINITION_BYTES) return;
  throw new Failure(
    'Refused',
    `expected a pipeline of at most ${DEFINITION_BYTES} bytes, got ${bytes}: split it into several pipelines`,
  );
}

/** Throws `Refused` where a wave, a rollback or the release itself could break a limit. */
export function refuseBeyondLimits(waves: readonly PlannedWave[]): void {
  refuseTooManyWaves(waves);
  refuseTooSlow(waves);
  for (const wave of waves) {
    refuseTooLarge(wave);
    refuseOver({
      events: historyBoundOf(wave),
      what: `wave ${wave.stage}/${wave.wave}`,
      targets: wave.targets.length,
      wayOut: 'split its tests over several stages',
    });
  }
}

function refuseTooLarge(wave: PlannedWave): void {
  const bytes = bytesOf(wave);
  if (bytes <= WAVE_BYTES) return;
  throw new Failure(
    'Refused',
    `expected wave ${wave.stage}/${wave.wave} to take at most ${WAVE_BYTES} bytes, got ${bytes} ` +
      `for ${wave.targets.length} targets: split the wave, or give its stage a planner`,
  );
}

/** Slices of one wave are started together, by one state. */
function startsOf(waves: readonly PlannedWave[]): number {
  return waves.filter(({ index, sliced }) => sliced === undefined || index <= sliced.first + 1)
    .length;
}

function refuseTooManyWaves(waves: readonly PlannedWave[]): void {
  const length = startsOf(waves);
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

interface Need {
  readonly events: number;
  readonly what: string;
  readonly targets: number;
  readonly wayOut: string;
}

function refuseOver({ events, what, targets, wayOut }: Need): void {
  if (events <= EVENTS_ALLOWED) return;
  throw new Failure(
    'Refused',
    `expected ${what} to need at most ${EVENTS_ALLOWED} history events, got ${events} for ${targets} targets: ${wayOut}`,
  );
}

/** The most history events that the rollback of a wave can have. */
export function rollbackBoundOf(wave: PlannedWave, waves: readonly PlannedWave[]): number {
  const hooks = wave.hookSeconds === undefined ? 0 : EVENTS_OF_HOOKS;
  const targets = rollbackScopeOf(wave, waves);
  return (
    EVENTS_OF_A_WAVE + hooks + (isInParts(targets) ? EVENTS_OF_PARTS : EVENTS_OF_A_TARGET * targets)
  );
}

/** The targets that one execution of a rollback takes back itself; where there are more, executions of its own do. */
export const MOST_RETURNED = 180;
export const PART_TARGETS = 100;
const EVENTS_OF_PARTS = 30;

/** Whether so many targets are returned by executions of their own. */
export function isInParts(targets: number): boolean {
  return targets > MOST_RETURNED;
}

/** How many targets one rollback may have to take back at most: a stage's for a failed test, or the release's. */
export function rollbackScopeOf(wave: PlannedWave, waves: readonly PlannedWave[]): number {
  return waves
    .filter(
      (each) =>
        (each.index <= wave.index || areOfOneWave(each, wave)) &&
        (wave.rollback === 'release' || each.stage === wave.stage),
    )
    .filter(
      (each) => wave.rollback === 'release' || wave.tests.length > 0 || areOfOneWave(each, wave),
    )
    .reduce((sum, { targets }) => sum + targets.length, 0);
}

/** How many of these targets a wave with these tests and this bake can have within its bounds. */
export function mostTargetsOf(
  wave: Pick<PlannedWave, 'tests' | 'bake' | 'answerSeconds' | 'mayFail'>,
  targets: readonly TargetDefinition[],
): number {
  const events = EVENTS_ALLOWED - eventsOnce({ ...wave, targets: [] });
  const bytes = WAVE_BYTES - BYTES_BESIDE_TARGETS - bytesOf(wave.tests);
  const largest = targets.reduce((most, target) => Math.max(most, bytesOfTarget(target)), 1);
  const most = Math.max(
    EVENTS_OF_A_TARGET,
    ...targets.map((target) => eventsWith(wave.tests, target)),
  );
  // Any of them may be among those that are taken back.
  const back = wave.mayFail ? EVENTS_OF_A_TARGET : 0;
  return Math.min(Math.floor(events / (most + back)), Math.floor(bytes / largest));
}

/** The longest the wave's execution may take: everything in it that waits, waits its longest. */
export function longestSecondsOf(wave: PlannedWave): number {
  const slack = 3_600;
  const tests = Math.max(0, ...wave.tests.map(longestSecondsOfTest));
  const consent = wave.targets.some(mayAsk) ? (wave.answerSeconds ?? 0) : 0;
  const deployment = timesOf(wave.deployRetries) * (wave.deploySeconds + consent);
  const bake = wave.bake ? longestSecondsOfBake(wave.bake) : 0;
  const rounds = Math.ceil(Math.max(1, wave.targets.length, wave.tests.length) / 40);
  const again = testRetriesOf(wave);
  const asked = wave.tests.length > 0 ? (1 + again) * (wave.answerSeconds ?? 0) : 0;
  const tested = (1 + again) * (rounds * tests + longestSecondsOfDrill(wave));
  const left = Math.ceil(Math.min(wave.mayFail?.targets ?? 0, wave.targets.length) / 40);
  const back = left * 2 * wave.deploySeconds;
  return wave.gateSeconds + rounds * deployment + back + tested + asked + bake + slack;
}

/** Each leg is watched twice as long where it says nothing, and its deployments take their longest. */
function longestSecondsOfDrill(wave: PlannedWave): number {
  const { targets, deploySeconds, deployRetries } = wave;
  const rounds = Math.ceil(targets.length / 40);
  const moves = deploymentsInDrill(wave) * rounds * timesOf(deployRetries) * deploySeconds;
  return watchedSecondsOf(wave, 'most') + moves;
}

/** The same where the groups take as long as any may: their configurations can change at any time. */
export function mostSecondsOf(wave: PlannedWave): number {
  if (wave.deployLimit !== 'derived') return longestSecondsOf(wave);
  const deploySeconds = Math.max(wave.deploySeconds, LONGEST_SHIFT_SECONDS);
  return longestSecondsOf({ ...wave, deploySeconds });
}

function longestSecondsOfBake(bake: PlannedBake): number {
  const { seconds, extensionSeconds, answerSeconds = 0 } = bake;
  const times = extensionsOf(bake) + retriesOf(bake);
  return seconds + times * extensionSeconds + answersOf(bake) * answerSeconds;
}

function longestSecondsOfTest({ timeoutSeconds, retries }: PlannedTest): number {
  const { infrastructure = 0, assertions = 0 } = retries ?? {};
  return timesOf(infrastructure + assertions) * timeoutSeconds;
}

function timesOf(retries = 0): number {
  return 1 + retries;
}

/** Inside a stage, which is its own by then, a wave waits at most for its hours and for alarms that fire. */
function longestSecondsOfRelease(waves: readonly PlannedWave[]): number {
  const longest = new Map<number, number>();
  for (const wave of waves) {
    const group = wave.sliced && wave.index > wave.sliced.first ? wave.sliced.first : undefined;
    if (group !== undefined)
      longest.set(group, Math.max(longest.get(group) ?? 0, longestSecondsOf(wave)));
  }
  const apart = waves.filter(({ index, sliced }) => sliced === undefined || index === sliced.first);
  const together = [...longest.values()].reduce((sum, seconds) => sum + seconds, 0);
  return apart.reduce((sum, wave, index) => {
    const enters = apart[index - 1]?.stage !== wave.stage;
    const inside = blockedSecondsOf(wave) + (wave.shutSeconds ?? 0);
    const spared = enters ? 0 : Math.max(0, wave.gateSeconds - inside);
    return sum + longestSecondsOf(wave) - spared;
  }, together);
}

/** The most history events the release's own execution can have. */
export function releaseBoundOf(waves: readonly PlannedWave[]): number {
  return EVENTS_OF_A_RELEASE + EVENTS_AROUND_A_WAVE * startsOf(waves);
}
