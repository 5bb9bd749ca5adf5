// Plays a scenario on a small pipeline, and tells what a person would find in the console afterwards.

import type { FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import { ranges } from '../../core/keys.ts';
import type { Range } from '../../core/noun.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { waitKey } from '../../core/wait-key.ts';
import { type ReleaseReport, type Report, reportOf } from '../../simulation/report.ts';
import type { Sweeps } from '../../simulation/world/idle-sweeps.ts';
import { home } from '../../simulation/world/place.ts';
import { type Scenario, scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

export type Machine = 'release' | 'wave' | 'rollback' | 'call';

/** A state that an execution entered, and when, in seconds since the scenario's start. */
export interface Visit {
  readonly state: string;
  readonly at: number;
}

export interface Execution {
  readonly machine: Machine;
  readonly name: string;
  readonly status: string;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly output: Record<string, unknown>;
  readonly visits: readonly Visit[];
  /** The states entered, in order. */
  readonly path: readonly string[];
  readonly historyEvents: number;
  /** What its functions failed with, in order: error and cause. */
  readonly failures: readonly string[];
}

export interface Played {
  readonly world: World;
  readonly report: Report;
  readonly executions: readonly Execution[];
  /** Whether everything ended within the time that a world is given. */
  readonly ended: boolean;
  /** Every call of the world, and when it was made, in seconds since the scenario's start. */
  readonly calls: readonly (FaultedCall & { readonly at: number })[];
  /** What was counted: `PeopleAsked changes`. */
  readonly counted: readonly string[];
  /** What the revision's newest release came to. */
  release(revision: string): ReleaseReport;
  /** Outcomes in the order of the starts. */
  outcomes(): (string | null)[];
  /** The executions of a machine, in the order of their starts. */
  of(machine: Machine): Execution[];
  /** The wave execution of a revision's newest release, by the wave's index. */
  wave(revision: string, index: number): Execution;
  /** The items of a range, read. */
  items<Item>(range: Range<Item>): Promise<Item[]>;
  /** Leases, waits, watchers of alarms and open releases: what must be gone when all has ended. */
  leftBehind(): Promise<string[]>;
}

export interface PlayOptions {
  readonly seed?: number;
  readonly files?: Readonly<Record<string, string>>;
  /** Those that would find nothing are left out by default. */
  readonly sweeps?: Sweeps;
  /** Other pipelines in the same world. */
  readonly beside?: readonly string[];
  /** What is done to the world before it plays. */
  readonly prepare?: (world: World) => Promise<void>;
}

export type ScenarioInput = Partial<{ [Key in keyof Scenario]: unknown }>;

export async function play(
  pipelineText: string,
  scenarioInput: ScenarioInput,
  {
    seed = 1,
    sweeps = 'needed',
    files = {},
    beside = [],
    prepare = async () => {},
  }: PlayOptions = {},
): Promise<Played> {
  const calls: (FaultedCall & { readonly at: number })[] = [];
  const counted: string[] = [];
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines: [
      parsePipeline(pipelineText, 'test.yml', fileOf(files)),
      ...beside.map((text) => parsePipeline(text, 'beside.yml')),
    ],
    scenario: scenarioSchema.parse(scenarioInput),
    seed,
    sweeps,
    readFile: (path) => files[path]!,
    onCall: (call, at) => calls.push({ ...call, at }),
    onCount: (metric, word) => counted.push(`${metric} ${word}`),
  });
  await prepare(world);
  const ended = await world.play();
  const report = await reportOf(world);
  const executions = await executionsOf(world);
  const of = (machine: Machine) => executions.filter((each) => each.machine === machine);
  const release = (revision: string) => report.releases.findLast((it) => it.revision === revision)!;
  return {
    world,
    report,
    executions,
    ended,
    calls,
    counted,
    release,
    outcomes: () => report.releases.map(({ outcome }) => outcome),
    of,
    wave: (revision, index) =>
      of('wave').find(({ name }) => name === `${release(revision).id}-wave-${index}`)!,
    items: (range) => world.onlooker.table.list(range),
    leftBehind: () => leftBehind(world),
  };
}

function fileOf(files: Readonly<Record<string, string>>) {
  return (name: string) => ({ name, text: files[name] ?? '', digest: name });
}

async function leftBehind({ onlooker: { table }, pipelines, targets }: World): Promise<string[]> {
  const stages = await Promise.all(
    pipelines.map(({ pipeline }) => table.list(ranges.stages(pipeline))),
  );
  const held = stages.flat().filter(({ lease, waiting }) => lease ?? waiting);
  const alarms = targets.flatMap(({ account, region, alarms: names }) =>
    names.map((name) => ({ account, region, name })),
  );
  const watchers = await Promise.all(
    alarms.flatMap((alarm) => [
      table.list(ranges.watchers(alarm, 'bake')),
      table.list(ranges.watchers(alarm, 'gate')),
    ]),
  );
  return [
    ...held.map(({ name, lease }) => `${lease ? 'lease of' : 'place in front of'} ${name}`),
    ...(await table.list(ranges.waits())).map((wait) => `wait ${waitKey(wait).sk}`),
    ...watchers.flat().map(({ kind, release, wave }) => `watcher ${kind} ${release} ${wave}`),
    ...(await table.list(ranges.open())).map(({ release }) => `open ${release}`),
    ...(await table.list(ranges.scaleUnits())).flatMap(({ unit, lease, waiting }) =>
      [...(lease ? [lease] : []), ...waiting].map(({ release }) => `${release} in ${unit}`),
    ),
  ];
}

interface Described {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: Date;
  readonly error?: string;
  readonly cause?: string;
  readonly output?: string;
}

async function executionsOf(world: World): Promise<Execution[]> {
  const found: (Execution & { startedAt: number })[] = [];
  for (const { name, arn } of world.stack.machines) {
    const machine = name.split('-')[1] as Machine;
    const listed = await all<Described>(world, 'ListExecutions', { stateMachineArn: arn });
    for (const { executionArn } of listed) {
      const asked = { executionArn };
      const it = (await ask(world, 'DescribeExecution', asked)) as unknown as Described;
      found.push({ ...(await told(world, machine, it)), startedAt: it.startDate.getTime() });
    }
  }
  return found.sort((a, b) => a.startedAt - b.startedAt);
}

interface HistoryEvent {
  readonly timestamp: Date;
  readonly stateEnteredEventDetails?: { readonly name: string };
  readonly taskFailedEventDetails?: { readonly error?: string; readonly cause?: string };
}

async function told(world: World, machine: Machine, described: Described): Promise<Execution> {
  const { executionArn, name, status, error, cause, output } = described;
  const events = await all<HistoryEvent>(world, 'GetExecutionHistory', { executionArn });
  const said = JSON.parse(output ?? '{}') as Record<string, unknown>;
  const visits = events.flatMap(({ timestamp, stateEnteredEventDetails: entered }) =>
    entered ? [{ state: entered.name, at: secondsAt(world, timestamp) }] : [],
  );
  return {
    machine,
    name,
    status,
    error,
    cause,
    output: said,
    visits,
    path: withEnd(
      visits.map(({ state }) => state),
      said,
    ),
    historyEvents: events.length,
    failures: events.flatMap(({ taskFailedEventDetails: failed }) =>
      failed ? [`${failed.error}: ${failed.cause}`] : [],
    ),
  };
}

/** How a wave ended is no state of its own: its last one answers it. */
function withEnd(path: readonly string[], { ended }: Record<string, unknown>): readonly string[] {
  return path.at(-1) === 'FinishWave' && typeof ended === 'string' ? [...path, ended] : path;
}

export function secondsAt({ startAt }: World, time: Date | string): number {
  return (new Date(time).getTime() - startAt.getTime()) / 1000;
}

type Answer = Readonly<Record<string, unknown>>;

async function ask(world: World, operation: string, input: object): Promise<Answer> {
  return (await world.aws.operate('states', operation, input, home)) as Answer;
}

async function all<T>(world: World, operation: string, input: object): Promise<T[]> {
  const items: T[] = [];
  let nextToken: unknown;
  do {
    const page = await ask(world, operation, { ...input, ...(nextToken ? { nextToken } : {}) });
    items.push(...((page.events ?? page.executions) as T[]));
    nextToken = page.nextToken;
  } while (nextToken);
  return items;
}
