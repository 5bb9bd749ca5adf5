// Plays a day of a pipeline, and says what it did to those who use the service and to those who run it.

import { stringify } from 'yaml';
import { needsOf } from '../../core/board/needs.ts';
import { pipelineView } from '../../core/board/view.ts';
import type { LedgerEntry } from '../../core/ledger.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { readBoard } from '../../flows/read-board.ts';
import { reportOf } from '../report.ts';
import { parseScenario } from '../world/parse-scenario.ts';
import type { Pipelines } from '../world/pipelines.ts';
import type { ScenarioInput } from '../world/scenario.ts';
import { makeWorld, type World } from '../world/world.ts';
import { RELEASED } from './draw-bad-day.ts';
import { type Exposed, watchExposure } from './watch-exposure.ts';

/** What wakes a person: see docs/runbook.md. */
export type Page = 'left dirty' | 'quarantined code still runs' | 'an answer is awaited';

export interface PlayedDay {
  /** Null where the release did not begin, or did not end. */
  readonly outcome: Outcome | null;
  readonly reason: string;
  /** From start to end, in seconds. */
  readonly seconds: number | null;
  /** From the first sign of harm until all that was taken back ran its old revision; null where nothing was. */
  readonly safeSeconds: number | null;
  /** To the revision that was released. */
  readonly exposed: Exposed;
  readonly pages: readonly Page[];
  /** What is left for a person to do, as commands. */
  readonly toDo: readonly string[];
}

export interface DayToPlay {
  readonly pipeline: PipelineDefinition;
  readonly scenario: ScenarioInput;
  /** The order of things. */
  readonly seed: number;
  readonly readFile: (path: string) => string;
}

export async function playDay(asked: DayToPlay): Promise<PlayedDay> {
  const { pipeline, seed, readFile } = asked;
  const pipelines: Pipelines = [pipeline];
  const scenario = parseScenario(stringify(asked.scenario), 'day.yml', pipelines);
  const watch = watchExposure(pipeline, RELEASED);
  const onCall = watch.look;
  const options = { pipelines, scenario, seed, readFile, onCall };
  const world = await makeWorld({ ...options, sweeps: 'needed', tables: 'memory' });
  watch.follow(world);
  try {
    await world.play();
    watch.look();
    return { ...(await endOf(world, pipeline)), exposed: watch.exposed() };
  } finally {
    await world.close();
  }
}

async function endOf(
  world: World,
  { pipeline }: PipelineDefinition,
): Promise<Omit<PlayedDay, 'exposed'>> {
  const { releases, ledger } = await reportOf(world);
  const release = releases.find((each) => each.pipeline === pipeline);
  const view = pipelineView(await readBoard(world.onlooker, pipeline), world.clock.millis());
  const toDo = needsOf(view).map(({ command }) => command);
  const base = { pages: pagesOf(release?.outcome ?? null, ledger, toDo), toDo };
  if (release === undefined)
    return { outcome: null, reason: 'it never began', seconds: null, safeSeconds: null, ...base };
  const { outcome, reason, startedAt, endedAt, timeToSafe } = release;
  return {
    outcome,
    reason,
    seconds: endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000,
    safeSeconds: timeToSafe?.seconds ?? null,
    ...base,
  };
}

function pagesOf(
  outcome: Outcome | null,
  ledger: readonly LedgerEntry[],
  toDo: readonly string[],
): Page[] {
  return [
    ...(outcome === 'LeftDirty' ? (['left dirty'] as const) : []),
    ...(toDo.some((command) => command.startsWith('tidegate rollback'))
      ? (['quarantined code still runs'] as const)
      : []),
    ...(ledger.some(({ event }) => event === 'AnswerAwaited')
      ? (['an answer is awaited'] as const)
      : []),
  ];
}
