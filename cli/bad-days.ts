// tidegate simulate --faults: what a pipeline does on many bad days, and what another version of it would do on them.

import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { type BadDay, drawBadDay, goodDay } from '../simulation/bad-days/draw-bad-day.ts';
import { type PlayedDay, playDay } from '../simulation/bad-days/play-day.ts';
import { type Day, totalsOf } from '../simulation/bad-days/totals.ts';
import type { BadDaysReport, Played } from './bad-days-report.ts';
import { badDaysLines } from './bad-days-text.ts';
import { readText } from './files.ts';
import { print, printJson } from './output.ts';
import { readPipeline } from './pipeline-file.ts';
import { paintFor } from './terminal/paint.ts';
import { progressOn } from './terminal/progress.ts';
import { refuseUsage } from './usage.ts';

interface BadDaysAsked {
  readonly file: string;
  /** Another version of the pipeline, in whose world the same days are played. */
  readonly against: string | undefined;
  readonly seeds: number;
  readonly seed: number;
  readonly json: boolean;
}

export async function badDays(asked: BadDaysAsked): Promise<number> {
  const { file, against, seeds, seed: from, json } = asked;
  const files = against === undefined ? [file] : [file, against];
  const versions = files.map((name) => ({ file: name, pipeline: withoutApprovals(name) }));
  const progress = progressOn(process.stderr, seeds * versions.length, 'bad days played');
  const step = process.env[TELLS] === undefined ? progress.step : tellOfOne;
  const parts = await shared(asked, versions, step).finally(progress.end);
  const played = files.map((name, at): Played => {
    const its = parts.map((part) => part[at]!);
    return { file: name, good: its[0]!.good, days: its.flatMap(({ days }) => days).sort(bySeed) };
  });
  const minutes = minutesOf(played[0]!.good);
  const pipelines = versions.map(({ pipeline }) => pipeline);
  const report: BadDaysReport = {
    pipeline: pipelines[0]!.pipeline,
    from,
    seeds,
    versions: played.map((each) => ({ ...each, totals: totalsOf(each.days) })),
    scenarios: Object.fromEntries(
      seedsOf(asked).map((seed) => [seed, drawBadDay(seed, pipelines, minutes).scenario]),
    ),
  };
  if (json) printJson(report);
  else print(badDaysLines(report, paintFor(process.stdout)));
  return 0;
}

interface Version {
  readonly file: string;
  readonly pipeline: PipelineDefinition;
}

/** On a bad day that is simulated nobody is asked: what lies behind an approval is what one wants to know. */
function withoutApprovals(file: string): PipelineDefinition {
  const pipeline = readPipeline(file);
  return {
    ...pipeline,
    stages: pipeline.stages.map(({ approvals: _, ...stage }) => stage),
  };
}

/** Below so many days another process costs more than it saves. */
const LEAST_FOR_ANOTHER = 40;
const ALONE = 'TIDEGATE_ONE_PROCESS';

/** By the processors there are: each part is of all versions. */
async function shared(
  asked: BadDaysAsked,
  versions: readonly Version[],
  step: () => void,
): Promise<readonly (readonly Played[])[]> {
  const { seeds, seed } = asked;
  const processes = Math.min(availableParallelism(), Math.floor(seeds / LEAST_FOR_ANOTHER));
  if (processes < 2 || process.env[ALONE] !== undefined)
    return [await playAll(asked, versions, step)];
  // What is refused is refused here, in words, before other processes begin.
  for (const version of versions) await playGood(version);
  const share = Math.ceil(seeds / processes);
  const parts = Array.from({ length: processes }, (_, index) => ({
    seed: seed + index * share,
    seeds: Math.min(share, seeds - index * share),
  }));
  return Promise.all(parts.map((part) => elsewhere({ ...asked, ...part }, step)));
}

const MOST_OUTPUT = 512 * 1024 * 1024;

/** Another process tells of each day that it has played by a byte on standard error, which has nothing else. */
const TELLS = 'TIDEGATE_TELLS_OF_DAYS';
const tellOfOne = () => void process.stderr.write('.');

/** The same command in a process of its own. */
async function elsewhere(asked: BadDaysAsked, step: () => void): Promise<readonly Played[]> {
  const { file, against, seeds, seed } = asked;
  const words = [
    'simulate',
    file,
    '--faults',
    '--json',
    '--seeds',
    `${seeds}`,
    '--seed',
    `${seed}`,
  ];
  const compared = against === undefined ? [] : ['--against', against];
  const running = promisify(execFile)(
    process.execPath,
    [...process.execArgv, ...process.argv.slice(1, 2), ...words, ...compared],
    { maxBuffer: MOST_OUTPUT, env: { ...process.env, [ALONE]: '1', [TELLS]: '1' } },
  );
  running.child.stderr?.on('data', (data: Buffer | string) => {
    for (const byte of String(data)) if (byte === '.') step();
  });
  const { stdout } = await running.catch((cause: unknown) => {
    const range = `${seed} to ${seed + seeds - 1}`;
    const got =
      cause instanceof Error && 'stderr' in cause
        ? `${cause.stderr}`.replace(/^\.+/, '').trim()
        : '';
    const text = `expected the days of seeds ${range} to be played by a process of their own`;
    throw new Failure('ServiceFailed', `${text}, got: ${got.slice(-300) || 'its end'}`, { cause });
  });
  const { versions } = JSON.parse(stdout) as BadDaysReport;
  return versions.map(({ totals: _, ...played }) => played);
}

async function playAll(
  asked: BadDaysAsked,
  versions: readonly Version[],
  step: () => void,
): Promise<Played[]> {
  const goods: PlayedDay[] = [];
  for (const version of versions) goods.push(await playGood(version));
  const minutes = minutesOf(goods[0]!);
  const pipelines = versions.map(({ pipeline }) => pipeline);
  const days = versions.map((): Day[] => []);
  for (const seed of seedsOf(asked)) {
    const drawn = drawBadDay(seed, pipelines, minutes);
    for (const [at, version] of versions.entries()) {
      days[at]!.push(await playBad(version, drawn, seed));
      step();
    }
  }
  return versions.map(({ file }, at) => ({ file, good: goods[at]!, days: days[at]! }));
}

/** The order of things on the good day: the same in every process. */
const GOOD_SEED = 1;

async function playGood(version: Version): Promise<PlayedDay> {
  const good = await playDay({ ...played(version), scenario: goodDay, seed: GOOD_SEED });
  if (good.outcome === 'Promoted') return good;
  throw refuseUsage(
    `expected a pipeline that promotes a good release on a good day, got ${version.file}, where it ended ${good.outcome ?? 'nowhere'}: ${good.reason}`,
  );
}

async function playBad(version: Version, drawn: BadDay, seed: number): Promise<Day> {
  const { harm, where = null, hasTrouble, scenario } = drawn;
  const day = await playDay({ ...played(version), scenario, seed });
  return { seed, harm, where, hasTrouble, ...day };
}

function played({ file, pipeline }: Version) {
  return { pipeline, readFile: (path: string) => readText(resolve(dirname(file), path)) };
}

function seedsOf({ seed, seeds }: BadDaysAsked): number[] {
  return Array.from({ length: seeds }, (_, index) => seed + index);
}

function minutesOf({ seconds }: PlayedDay): number {
  return Math.ceil((seconds ?? 0) / 60);
}

function bySeed(a: Day, b: Day): number {
  return a.seed - b.seed;
}
