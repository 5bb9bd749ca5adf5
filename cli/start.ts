// npm start: a fresh world that plays the example, live in the terminal and on a board in the browser.

import { dirname, resolve } from 'node:path';
import { realClock } from '../aws/clock.ts';
import { type PageOptions, renderPage } from '../board/page.ts';
import { type PipelineView, pipelineView } from '../core/board/view.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import { parseStrictYaml } from '../core/strict-yaml.ts';
import { readBoard } from '../flows/read-board.ts';
import { type Report, reportOf } from '../local/report.ts';
import { boardMount } from '../local/server/board-mount.ts';
import { serve } from '../local/server/server.ts';
import { checkScenario } from '../local/world/check-scenario.ts';
import { scenarioSchema } from '../local/world/scenario.ts';
import { makeWorld, type World, type WorldOptions } from '../local/world/world.ts';
import { readText } from './files.ts';
import { showOn } from './show.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';
import { type StopSignal, stopSignal } from './stop-signal.ts';
import { summaryOf } from './summary.ts';
import { ledgerLine } from './terminal/ledger-line.ts';
import { pacer, speedOf } from './terminal/pace.ts';
import { paintFor } from './terminal/paint.ts';
import { main } from './tidegate.ts';

const FRAMES_PER_SECOND = 12;

/** Plays to the end and resolves to the exit code; without `--once`, Ctrl-C is the way to leave, so it is no failure. */
export async function start(args: readonly string[]): Promise<number> {
  const options = readStartOptions(args);
  const settings = worldOptionsOf(options);
  return options.once ? playOnce(settings) : playLive(settings, options.port);
}

function worldOptionsOf(options: StartOptions): WorldOptions {
  const { pipelineFile, scenarioFile, seed, keep } = options;
  const pipelines = [parsePipeline(readText(pipelineFile), pipelineFile)];
  const scenario = parseStrictYaml(scenarioSchema, readText(scenarioFile), scenarioFile);
  checkScenario(scenario, pipelines, scenarioFile);
  return {
    pipelines,
    scenario,
    seed,
    readFile: (path) => readText(resolve(dirname(scenarioFile), path)),
    ...(keep !== undefined && { dataDirectory: resolve(keep) }),
  };
}

async function playOnce(settings: WorldOptions): Promise<number> {
  const world = await makeWorld(settings);
  try {
    const ended = await world.play();
    const report = await reportOf(world);
    for (const entry of report.ledger) print(ledgerLine(entry));
    printSummary(world, report);
    return ended ? 0 : 1;
  } finally {
    await world.close();
  }
}

/** Thrown into the run when the person leaves it. */
class Left extends Error {}

async function playLive(settings: WorldOptions, port: number): Promise<number> {
  const signal = stopSignal();
  const stage: { pace?: WorldOptions['pace'] } = {};
  const world = await makeWorld({
    ...settings,
    pace: async (from, to) => (stage.pace ? stage.pace(from, to) : to),
  });
  try {
    const page = async (asked: PageOptions) => renderPage(await viewOf(world), asked);
    const server = await serve([boardMount(page)], port);
    try {
      print(`The board: ${server.address}\n`);
      await present(world, signal, (pace) => {
        stage.pace = pace;
      });
      print(`The board stays at ${server.address} until Ctrl-C.`);
      await signal.whenStopped;
    } finally {
      await server.close();
    }
  } catch (thrown) {
    if (!(thrown instanceof Left)) throw thrown;
  } finally {
    signal.release();
    await world.close();
  }
  return 0;
}

/** Plays at a pace a person can follow, shown as it goes, then sums up. */
async function present(
  world: World,
  { stopped }: StopSignal,
  setPace: (pace: NonNullable<WorldOptions['pace']>) => void,
): Promise<void> {
  const show = showOn(process.stdout);
  const frame = async () => {
    if (stopped()) throw new Left();
    const view = await viewOf(world);
    show.present(view);
    return speedOf(view);
  };
  setPace(pacer({ clock: realClock, framesPerSecond: FRAMES_PER_SECOND, frame }));
  try {
    await world.play();
    show.present(await viewOf(world));
  } finally {
    show.close();
  }
  printSummary(world, await reportOf(world));
}

async function viewOf(world: World): Promise<PipelineView> {
  const items = await readBoard(world.onlooker, world.pipelines[0]!.pipeline);
  return pipelineView(items, world.clock.millis());
}

function printSummary({ aws, pipelines }: World, report: Report): void {
  const paint = paintFor(process.stdout);
  print(summaryOf({ report, pipelines, spent: aws.statistics(), paint }));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (import.meta.main) {
  // Not awaited: `main` imports this file again, which would wait for itself.
  void main(['start', ...process.argv.slice(2)]).then((code) => {
    process.exitCode = code;
  });
}
