// What a release costs on AWS: how often it uses what, and that in USD.

import { lookSeconds } from './bake.ts';
import { deploymentsInDrill, watchedSecondsOf } from './drill.ts';
import { kindFor } from './kinds/kinds.ts';
import { kindOfTarget, type TargetKind } from './pipeline/target-schema.ts';
import type { PlannedBake, PlannedWave } from './planned-wave.ts';
import { quietLooksOf } from './quiet-looks.ts';
import { slicesIn } from './slices.ts';
import { isStepping } from './stepping.ts';
import { looksAtShiftOf } from './strategy.ts';
import { metricsOfLook, metricsOfPast, metricsOfShift } from './watch/metrics-read.ts';

/**
 * List prices in us-east-1, in USD, read 2026-11-22: https://aws.amazon.com/step-functions/pricing/ (Standard),
 * https://aws.amazon.com/lambda/pricing/ (arm64), https://aws.amazon.com/dynamodb/pricing/on-demand/,
 * https://aws.amazon.com/cloudwatch/pricing/, https://aws.amazon.com/xray/pricing/. Free tiers are not counted, nor
 * are the builds and deployments themselves: those cost the same without Tidegate.
 */
export const prices = {
  transition: 0.000_025,
  invocation: 0.000_000_2,
  gigabyteSecond: 0.000_013_333_4,
  /** Between a strongly consistent read (0.000000125) and a write (0.000000625): about half of the calls are either. */
  tableCall: 0.000_000_375,
  cloudWatchCall: 0.000_01,
  /** GetMetricData is paid by the metric, however many its calls and its points. */
  metricRead: 0.000_01,
  /** Of CloudWatch's logs, taken in and kept for a month; the embedded metrics are lines of them. */
  logGigabyte: 0.53,
  /** A trace that X-Ray records. */
  trace: 0.000_005,
} as const;

/** A function of 512 MB that runs for 0.1 s, and calls the table four times: as measured in simulations. */
const GIGABYTE_SECONDS_OF_AN_INVOCATION = 0.05;
const TABLE_CALLS_OF_AN_INVOCATION = 4;
/** Lambda's own three lines, one or two of ours, and the metrics in them: taken a little high. */
const LOG_BYTES_OF_AN_INVOCATION = 1_500;
/**
 * Lambda and Step Functions trace actively. What a machine calls is in its execution's trace; taken high:
 * each its own.
 */
const TRACES_OF_AN_INVOCATION = 1;

/** What its logs and embedded metrics cost, and its traces, in USD. */
export const logsOfAnInvocation = (LOG_BYTES_OF_AN_INVOCATION / 1e9) * prices.logGigabyte;
export const tracesOfAnInvocation = TRACES_OF_AN_INVOCATION * prices.trace;

const SWEEP_SECONDS = 300;

export interface Counts {
  readonly transitions: number;
  readonly invocations: number;
  readonly cloudWatchCalls: number;
  /** Metrics that the judge asks of CloudWatch. */
  readonly metricsRead: number;
}

/**
 *     1,000 transitions      →  0.025
 *     1,000,000 invocations  →  8.162
 *     1,000 CloudWatch calls →  0.01
 *     1,000 metrics read     →  0.01
 */
export function usdOf({ transitions, invocations, cloudWatchCalls, metricsRead }: Counts): number {
  const invocation =
    prices.invocation +
    GIGABYTE_SECONDS_OF_AN_INVOCATION * prices.gigabyteSecond +
    TABLE_CALLS_OF_AN_INVOCATION * prices.tableCall +
    logsOfAnInvocation +
    tracesOfAnInvocation;
  return (
    transitions * prices.transition +
    invocations * invocation +
    cloudWatchCalls * prices.cloudWatchCall +
    metricsRead * prices.metricRead
  );
}

/**
 * The looks of a bake that passes when its time is over; a look is one transition.
 *
 *     no bake  →   0
 *     30m      →   7
 *     12h      →  12
 */
export function looksOf({ bake }: { readonly bake?: Pick<PlannedBake, 'seconds'> }): number {
  return bake ? lookSeconds(bake.seconds).length : 0;
}

/** The states that every wave enters: its gate, the question after it, and the end. */
const TRANSITIONS_OF_A_WAVE = 3;
/** A Map, and the question after it. */
const TRANSITIONS_OF_A_MAP = 2;
/** RunWave and WavePassed? in the release. */
const TRANSITIONS_AROUND_A_WAVE = 2;
/** ClaimRelease, SettleRelease, Outcome? and the end. */
const TRANSITIONS_OF_A_RELEASE = 4;

/** A slice is started by an execution of its own, of one state. */
function startOf({ index, sliced }: PlannedWave): number {
  return sliced === undefined || index === sliced.first ? TRANSITIONS_AROUND_A_WAVE : 1;
}

/** The transitions of a wave's own execution when all goes well. */
export function transitionsOfWave(wave: PlannedWave): number {
  const healthy = wave.bake ? 1 : 0;
  const things = wave.targets.length + testsAtOnce(wave);
  return (
    TRANSITIONS_OF_A_WAVE +
    mapsOf(wave) * TRANSITIONS_OF_A_MAP +
    things +
    callsOfFunctions(wave) +
    quietLooksIn(wave) +
    shiftLooksOf(wave) +
    transitionsOfDrill(wave) +
    looksOf(wave) +
    healthy
  );
}

/** Its targets are deployed by one, and its tests run by another, where there are any. */
function mapsOf({ targets, tests }: PlannedWave): number {
  const isTestedAlone = targets.length === 0 && tests.length > 0;
  return (isTestedAlone ? 0 : 1) + (tests.length > 0 ? 1 : 0);
}

/** Those that run together: a drill comes after them. */
function testsAtOnce({ tests }: PlannedWave): number {
  return tests.filter(({ drill }) => drill === undefined).length;
}

/** Where it is, and its call. */
const TRANSITIONS_OF_A_CALL = 2;

/** A test that is a function is called by an execution of its own. */
function callsOfFunctions({ tests }: PlannedWave): number {
  return TRANSITIONS_OF_A_CALL * tests.filter(({ lambda }) => lambda !== undefined).length;
}

/** Each leg is looked at as it begins and as it ends, and asked what follows; a Map, and a question, for each move. */
function transitionsOfDrill(wave: PlannedWave): number {
  const moves = deploymentsInDrill(wave);
  if (moves === 0) return 0;
  const legs = moves + 1;
  const quiet = 2 * quietLooksIn(wave);
  return 3 * legs + 1 + moves + 1 + 2 * wave.targets.length + quiet + shiftLooksOf(wave);
}

/** The calls of its legs, and of what is moved for them, with the events of their ends. */
function invocationsOfDrill(wave: PlannedWave): number {
  const moves = deploymentsInDrill(wave);
  return moves === 0 ? 0 : 2 * (moves + 1) + 4 * wave.targets.length + shiftLooksOf(wave);
}

/** The looks at which its legs are judged. */
function judgedLegsOf(wave: PlannedWave): number {
  const moves = deploymentsInDrill(wave);
  return moves === 0 ? 0 : moves + 1;
}

/** The looks at what tells nobody of its end. */
function quietLooksIn({ targets }: PlannedWave): number {
  return sum(targets.map((target) => quietLooksOf(kindFor(target).quietSeconds?.(target) ?? 0)));
}

/** The looks at traffic that Tidegate itself shifts. */
function shiftLooksOf({ targets }: PlannedWave): number {
  return sum(targets.filter(isStepping).map(({ strategy }) => looksAtShiftOf(strategy)));
}

/** The counts of a release that is promoted and takes so many seconds, its sweeps with it. */
export function countsOf(plan: readonly PlannedWave[], seconds: number): Counts {
  const transitions = plan.map((wave) => startOf(wave) + transitionsOfWave(wave));
  const together = TRANSITIONS_AROUND_A_WAVE * slicesIn(plan).length;
  return {
    transitions: TRANSITIONS_OF_A_RELEASE + together + sum(transitions),
    invocations:
      INVOCATIONS_OF_A_RELEASE + sum(plan.map(invocationsOfWave)) + invocationsByClock(seconds),
    cloudWatchCalls: sum(plan.map(cloudWatchCallsOfWave)),
    metricsRead: sum(plan.map(metricsReadOfWave)),
  };
}

/** Each look reads each target; the same hours of other days are read once, and so is the traffic shift. */
function metricsReadOfWave(wave: PlannedWave): number {
  const looks = looksOf(wave) + judgedLegsOf(wave);
  return sum(
    wave.targets.map(
      (target) =>
        looks * metricsOfLook(target) +
        (looks > 0 ? metricsOfPast(target) : 0) +
        (wave.bake ? metricsOfShift(target) : 0),
    ),
  );
}

/** A look reads each place's alarms, each alarm's history and each metric; a gate and a sweep the alarms alone. */
function cloudWatchCallsOfWave(wave: PlannedWave): number {
  const { targets, bake } = wave;
  const watched = targets.filter(({ alarms }) => alarms.length > 0);
  const places = new Set(watched.map(({ account, region }) => `${account}/${region}`)).size;
  const alarms = sum(targets.map((target) => target.alarms.length));
  const metrics = targets.filter(({ dataPoints }) => dataPoints !== undefined).length;
  const watchedSeconds = (bake?.seconds ?? 0) + watchedSecondsOf(wave, 'best');
  const sweeps = Math.ceil(watchedSeconds / SWEEP_SECONDS);
  const looks = (looksOf(wave) + judgedLegsOf(wave)) * (places + alarms + metrics);
  // Whether it does harm, and whether it may go on.
  const shifts = 2 * shiftLooksOf(wave) * places;
  return places + looks + shifts + sweeps * places;
}

/** What a platform tells of a deployment, a call each, as simulations show; OnChange hears of some of them too. */
const EVENTS_OF_A_DEPLOYMENT: Readonly<Record<TargetKind, number>> = {
  alias: 0,
  appConfig: 0,
  ec2: 3,
  ecs: 7,
  job: 3,
  lambda: 3,
  machine: 0,
  site: 0,
  stack: 6,
  stackSet: 2,
  tasks: 3,
};

/** OpenGate, FinishWave, what people are told; each target's and test's start, and what is told of it; the looks. */
function invocationsOfWave(wave: PlannedWave): number {
  const { targets } = wave;
  const deployments = targets.map((target) => 1 + EVENTS_OF_A_DEPLOYMENT[kindOfTarget(target)]);
  const told = 2 * testsAtOnce(wave) + invocationsOfDrill(wave);
  return 3 + sum(deployments) + told + quietLooksIn(wave) + shiftLooksOf(wave) + looksOf(wave);
}

/** OnBuild, ClaimRelease and SettleRelease, and the first that people are told. */
const INVOCATIONS_OF_A_RELEASE = 4;
const HOUR_SECONDS = 3_600;

/** What comes by the clock while it is on its way: sweeps, and builds that are looked for. */
function invocationsByClock(seconds: number): number {
  return Math.ceil(seconds / SWEEP_SECONDS) + Math.ceil(seconds / HOUR_SECONDS);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
