// npm start: a fresh world that plays the example, live in the terminal and on a board in the browser.

import { dirname, resolve } from 'node:path';
import { realClock } from '../aws/clock.ts';
import { renderPage } from '../board/page.ts';
import { type PipelineView, pipelineView } from '../core/board/view.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import { parseStrictYaml } from '../core/strict-yaml.ts';
import { readBoard } from '../flows/read-board.ts';
import { reportOf } from '../local/report.ts';
import { boardMount } from '../local/server/board-mount.ts';
import { serve } from '../local/server/server.ts';
import { checkScenario } from '../local/world/check-scenario.ts';
import { scenarioSchema } from '../local/world/scenario.ts';
import { makeWorld, type World, type WorldOptions } from '../local/world/world.ts';
import { readText } from './files.ts';
import { showOn } from './show.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';
import { stopSignal } from './stop-signal.ts';
import { summaryOf } from './summary.ts';
import { ledgerLine } from './terminal/ledger-line.ts';
import { pacer, speedOf } from './terminal/pace.ts';
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
    await printSummary(world);
    return ended ? 0 : 1;
  } finally {
    await world.close();
  }
}

class Left extends Error {}

async function playLive(settings: WorldOptions, port: number): Promise<number> {
  const signal = stopSignal();
  let pace: WorldOptions['pace'];
  const world = await makeWorld({
    ...settings,
    pace: async (from, to) => (pace ? pace(from, to) : to),
  });
  const view = () => viewOf(world);
  const page = async (asked: { follow: boolean }) => renderPage(await view(), asked);
  const server = await serve([boardMount(page)], port).catch(async (error) => {
    await world.close();
    throw error;
  });
  print(`The board: ${server.address}\n`);
  const show = showOn(process.stdout);
  const frame = async () => {
    if (signal.stopped()) throw new Left();
    const present = await view();
    show.present(present);
    return speedOf(present);
  };
  pace = pacer({ clock: realClock, framesPerSecond: FRAMES_PER_SECOND, frame });
  try {
    await world.play();
    show.present(await view());
    show.close();
    await printSummary(world);
    print(`The board stays at ${server.address} until Ctrl-C.`);
    await signal.whenStopped;
  } catch (thrown) {
    if (!(thrown instanceof Left)) throw thrown;
  } finally {
    show.close();
    signal.release();
    await server.close();
    await world.close();
  }
  return 0;
}

async function viewOf(world: World): Promise<PipelineView> {
  const items = await readBoard(world.onlooker, world.pipelines[0]!.pipeline);
  return pipelineView(items, world.clock.millis());
}

async function printSummary(world: World): Promise<void> {
  print(summaryOf(await reportOf(world)));
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
