// A world: the embedded AWS with Tidegate deployed to it, pipelines applied, and a scenario that plays.

import { type EmbeddedAws, embeddedAws, type TransportKind } from '@tidegate/embedded-aws';
import { type VirtualClock, virtualClock } from '@tidegate/embedded-aws/clock';
import type { Pace } from '@tidegate/embedded-aws/pace';
import type { Disk, TableKind } from '@tidegate/embedded-aws/services/dynamodb';
import { ranges } from '../../core/keys.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import type { Log, Ports } from '../../flows/ports.ts';
import type { PackagedTemplate } from '../stack/packaged.ts';
import { permissionsOf } from '../stack/permissions.ts';
import { readStack, stackOfPackage } from '../stack/read-stack.ts';
import type { Stack } from '../stack/stack.ts';
import { stageOf } from '../stack/stack.ts';
import { applyIn, type Refusal } from './apply-in.ts';
import { layBaseline } from './baseline.ts';
import { scheduleBuilds } from './builds.ts';
import { provisionCalendars } from './calendars.ts';
import { scheduleChange } from './changes.ts';
import { clockOfFunction } from './clocks.ts';
import { faultsOf, limited } from './faults.ts';
import { type Heed, heedful } from './heed.ts';
import { type LeftOut, type Sweeps, withoutIdleSweeps } from './idle-sweeps.ts';
import { leaveTable } from './left-table.ts';
import { misbehave } from './misbehaviour.ts';
import { isMissed } from './missed.ts';
import { type MoveParts, scheduleOthers } from './moves.ts';
import { budgets } from './objectives.ts';
import { onlookerOf, silent } from './onlooker.ts';
import { deployItself } from './own-stack.ts';
import { schedulePerson } from './people.ts';
import type { Pipelines } from './pipelines.ts';
import { artifactBucketsOf, deployedWith, home } from './place.ts';
import { schedulePolicy } from './policies.ts';
import { provision } from './provision.ts';
import { type Revisions, revisionsIn } from './revisions.ts';
import type { Scenario } from './scenario.ts';
import { lastDueSeconds } from './schedules.ts';
import { scriptVersions } from './startups.ts';
import { sendLoad, sendSyntheticTraffic } from './synthetic.ts';
import { telemetry } from './telemetry/telemetry.ts';
import { playTests } from './tests.ts';
import { traffic } from './traffic.ts';
import { type Truth, truthOf } from './truth.ts';
import { type TurnedAway, turnedAway } from './turned-away.ts';
import { type Watch, watched } from './watched.ts';

export interface WorldOptions extends Watch {
  readonly pipelines: Pipelines;
  readonly scenario: Scenario;
  readonly seed: number;
  /** Reads a file that the scenario names. */
  readonly readFile: (path: string) => string;
  readonly log?: Log;
  /** See `ClockOptions`. */
  readonly pace?: Pace;
  /** How the functions' calls reach AWS; both give the same, and the direct way is several times faster. */
  readonly transport?: TransportKind;
  /** What the functions, machines and rules are of; of the sources by default. */
  readonly from?: PackagedTemplate | undefined;
  /** Keeps the table on disk. */
  readonly disk?: Disk | undefined;
  /** Where the table is, without a disk; in memory it gives the same answers, several times faster. */
  readonly tables?: TableKind | undefined;
  /** Whether a person may put the events of builds on the bus; what they name may be in any bucket. */
  readonly takesEvents?: boolean | undefined;
  /** Which sweeps are played; all by default; those that would find nothing may be left out. */
  readonly sweeps?: Sweeps | undefined;
  /** Whether the run is to end where it is. */
  readonly isStopped?: (() => boolean) | undefined;
  /**
   * Told what a person should know who looks on: of work that runs away, and of defects of the embedded AWS, which then
   * end nothing but the work they are in.
   */
  readonly notice?: ((text: string) => void) | undefined;
}

export interface World {
  readonly clock: VirtualClock;
  readonly startAt: Date;
  readonly aws: EmbeddedAws;
  readonly stack: Stack;
  readonly revisions: Revisions;
  readonly truth: Truth;
  readonly pipelines: Pipelines;
  readonly targets: readonly TargetDefinition[];
  /** Pipelines that share the world and were refused as they were applied. */
  readonly refusals: Refusal[];
  /** People who were refused, and builds that are no releases. */
  readonly turnedAway: TurnedAway;
  /** For those who only look on: nothing they read moves the run. */
  readonly onlooker: Ports;
  readonly heed: Heed;
  /** Sweeps that were counted, and not played. */
  readonly leftOut: () => LeftOut;
  /** Plays until everything has ended; resolves to whether it did within the time that a world is given. */
  play(): Promise<boolean>;
  close(): Promise<void>;
}

const WARM_UP_MILLIS = 600_000;
/** After the last thing in a scenario, so that a release that waits its longest still ends. */
const LONGEST_MILLIS = 60 * 86_400_000;
/** In which two sweeps fall: what an event should have ended is ended by then. */
const SETTLE_MILLIS = 600_000;

export async function makeWorld(options: WorldOptions): Promise<World> {
  const { pipelines, scenario, seed, log = silent, pace, disk, notice, from } = options;
  const { transport = 'direct', onCount: count = () => {}, more } = options;
  const startAt = new Date(scenario.startAt);
  const warmUpAt = new Date(startAt.getTime() - WARM_UP_MILLIS);
  const onDefect = notice && ((error: unknown) => notice(defectText(error)));
  const clock = virtualClock({ startAt: warmUpAt, seed, ...(pace && { pace }), onDefect });
  const given = deployedWith(artifactBucketsOf(scenario, pipelines, options.takesEvents));
  const stack = from ? stackOfPackage(from, home, given) : readStack(home, given);
  const elapsedSeconds = () => (clock.millis() - startAt.getTime()) / 1000;
  const own = faultsOf(scenario, elapsedSeconds, lastDueSeconds(pipelines, scenario));
  const faults = heedful(limited(own, scenario, clock), scenario);
  let steps = () => 0;
  const seen = watched(faults, elapsedSeconds, options);
  const plays = options.sweeps ?? 'all';
  const idle = withoutIdleSweeps(seen, { scenario, stack, plays, left: () => steps() });
  const aws = embeddedAws({
    clock,
    ...home,
    faults: idle.faults,
    allows: permissionsOf(stack.functions),
    disk,
    tables: options.tables,
    notice,
  });
  const targets = pipelines.flatMap(({ stages }) => stages.flatMap(targetsOf));
  const known = revisionsIn(aws, pipelines, { targets, templates: scenario.templates });
  const away = turnedAway(clock.now);
  const world = {
    clock,
    startAt,
    aws,
    stack,
    revisions: known,
    truth: truthOf(aws, known),
    pipelines,
    targets,
    refusals: [] as Refusal[],
    turnedAway: away,
    onlooker: onlookerOf(aws, clock, stack),
    heed: faults.heed,
    leftOut: idle.leftOut,
  };

  const clockOf = (name: string) => clockOfFunction(clock, scenario, name);
  const heard = away.hearing(log);
  const itself = { ...more, aws, clock, stack, home, log: heard, count, clockOf, transport, from };
  await deployItself(itself, pipelines);
  const gets = await seedWorld(world, options);
  steps = await schedule({ ...world, gets }, options);
  const left = () =>
    steps() +
    (elapsedSeconds() < faults.lastArrivalSeconds() || isMissed(aws, clock.now()) ? 1 : 0);
  return {
    ...world,
    play: () => playToTheEnd(world, left, options.isStopped),
    close: () => aws.close(),
  };
}

function defectText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `A defect of the embedded AWS, which goes on without what failed: ${text}`;
}

type Parts = Omit<World, 'play' | 'close'>;

/** All that is there before anything happens. */
async function seedWorld(
  world: Parts,
  { scenario, readFile }: WorldOptions,
): Promise<MoveParts['gets']> {
  const { aws, clock, pipelines, truth } = world;
  const serving = traffic(aws.cloudWatch.metrics);
  const telling = telemetry(aws, clock);
  const spending = budgets(aws, clock);
  const parts = {
    ...world,
    traffic: serving,
    telemetry: telling,
    budgets: spending,
    scenario,
    readFile,
  };
  provision(parts);
  provisionCalendars({ ...parts, startAt: world.startAt });
  for (const pipeline of pipelines) await applyIn(world, pipeline);
  if (scenario.baseline) await layBaseline(world, scenario.baseline);
  if (scenario.table) await leaveTable(world, scenario.table);
  const gets = misbehave({ ...parts, revisionOf: truth.revisionOf });
  scriptVersions(parts);
  sendLoad(aws, serving, pipelines);
  playTests(parts, stageOf(parts.stack));
  sendSyntheticTraffic(aws, serving, pipelines);
  return gets;
}

/** Schedules all that happens by the clock; the function says how much of it is still to come. */
async function schedule(
  world: Parts & Pick<MoveParts, 'gets'>,
  { scenario, readFile }: WorldOptions,
): Promise<() => number> {
  let left =
    scenario.builds.length +
    scenario.people.filter(({ at }) => at !== undefined).length +
    scenario.policies.length +
    scenario.changes.length +
    scenario.moves.length +
    scenario.prunes.length +
    scenario.instances.length +
    scenario.services.length +
    scenario.sets.length +
    scenario.provisioned.length;
  const done = () => {
    left -= 1;
  };
  scheduleBuilds({ ...world, readFile }, scenario, done);
  for (const step of scenario.people) schedulePerson(world, step, done);
  for (const step of scenario.changes) scheduleChange(world, step, done);
  scheduleOthers(world, scenario, done);
  for (const step of scenario.policies) await schedulePolicy(world, step, { readFile, done });
  return () => left;
}

async function playToTheEnd(
  { aws, clock, onlooker }: Parts,
  left: () => number,
  isStopped = () => false,
): Promise<boolean> {
  let deadline = Number.POSITIVE_INFINITY;
  const isQuiet = () => left() === 0 && aws.stepFunctions.openExecutions() === 0;
  const isOver = () => {
    if (left() === 0) deadline = Math.min(deadline, clock.millis() + LONGEST_MILLIS);
    return isQuiet() || clock.millis() > deadline || isStopped();
  };
  for (;;) {
    await clock.play(isOver);
    if (clock.millis() > deadline || isStopped()) return false;
    const until = clock.millis() + SETTLE_MILLIS;
    await clock.play(() => clock.millis() >= until || isStopped());
    if (isQuiet() && (await onlooker.table.readable(ranges.open())).items.length === 0) return true;
  }
}
