// tidegate start: a fresh world that plays the example, live in the terminal and on a board in the browser.

import { dirname, resolve } from 'node:path';
import type { Pace } from '@tidegate/embedded-aws/clock';
import { pageMount } from '@tidegate/embedded-aws/server/page-mount';
import { type Mount, PortUnavailableError, serve } from '@tidegate/embedded-aws/server/server';
import type { Place } from '@tidegate/embedded-aws/services/places';
import { wireMount } from '@tidegate/embedded-aws/wire/wire-mount';
import { realClock } from '../aws/clock.ts';
import { type PageOptions, renderPage } from '../board/page.ts';
import { type PipelineView, pipelineView } from '../core/board/view.ts';
import { Failure } from '../core/failure.ts';
import { readBoard } from '../flows/read-board.ts';
import { labelsOf, type Report, reportOf } from '../simulation/report.ts';
import { parseScenario } from '../simulation/world/parse-scenario.ts';
import { adoptBuildsPutByHand } from '../simulation/world/raw-builds.ts';
import { makeWorld, type World, type WorldOptions } from '../simulation/world/world.ts';
import { type CommandWatch, commandWatch } from './command-watch.ts';
import { readText } from './files.ts';
import { lastNet } from './last-net.ts';
import { type Notices, notices } from './notices.ts';
import { print, printJson } from './output.ts';
import { endWithEnter, type Pause, pauseAt } from './pause.ts';
import { readPipeline } from './pipeline-file.ts';
import { lineShow, type Show, showOn } from './show.ts';
import { type StartAsked, startFiles } from './start-options.ts';
import { type StopSignal, stopSignal } from './stop-signal.ts';
import { summaryLines } from './summary.ts';
import { ledgerLine } from './terminal/ledger-line.ts';
import { pacer, speedAttending, speedOf } from './terminal/pace.ts';
import { paintFor } from './terminal/paint.ts';
import { checkChoice, refuseUsage } from './usage.ts';

const FRAMES_PER_SECOND = 12;

/**
 * Plays to the end and resolves to the exit code; without `--once`, Ctrl-C is the way to leave, so it is no
 * failure.
 */
export async function start(asked: StartAsked): Promise<number> {
  const { once, json } = asked;
  if (json && !once)
    throw refuseUsage('expected --once with --json: a run that is followed has no end to report');
  const settings = worldOptionsOf(asked);
  if (once) return playOnce(settings, json);
  checkStage(asked.pause, settings);
  return playLive(settings, asked);
}

function worldOptionsOf(asked: StartAsked): WorldOptions {
  const { pipelineFile, scenarioFile } = startFiles(asked);
  const { seed, keep } = asked;
  const pipelines = [readPipeline(pipelineFile)];
  const scenario = parseScenario(readText(scenarioFile), scenarioFile, pipelines);
  return {
    pipelines,
    scenario,
    seed,
    readFile: (path) => readText(resolve(dirname(scenarioFile), path)),
    ...(keep !== undefined && { dataDirectory: resolve(keep) }),
  };
}

async function playOnce(settings: WorldOptions, json: boolean): Promise<number> {
  const world = await makeWorld(settings);
  try {
    const ended = await world.play();
    const report = await reportOf(world);
    if (json) printJson(report);
    else print([...report.ledger.map(ledgerLine), ...(await summaryOf(world, report))]);
    return ended ? 0 : 1;
  } finally {
    await world.close();
  }
}

async function served(mounts: readonly Mount[], port: number) {
  try {
    return await serve(mounts, port);
  } catch (cause) {
    if (!(cause instanceof PortUnavailableError)) throw cause;
    throw new Failure('Refused', cause.message, { cause });
  }
}

/** Thrown into the run when the person leaves it. */
class Left extends Error {}

/** Throws `Refused` where no pipeline has that stage: time would never stand still. */
function checkStage(pause: string | undefined, { pipelines }: WorldOptions): void {
  const names = pipelines[0]!.stages.map(({ name }) => name);
  if (pause !== undefined) checkChoice(pause, '--pause', names);
}

async function playLive(
  settings: WorldOptions,
  { port, pause: stageName }: StartAsked,
): Promise<number> {
  const signal = stopSignal();
  const stage: { pace?: Pace } = {};
  const told = notices();
  const removeNet = lastNet(told.tell);
  const pause = pauseAt(stageName, told.tell);
  const stopListening = stageName === undefined ? () => {} : endWithEnter(pause, process.stdin);
  const world = await makeWorld({
    ...settings,
    notice: told.tell,
    pace: async (from, to, woken) => (stage.pace ? stage.pace(from, to, woken) : to),
  });
  try {
    const page = async (asked: PageOptions) => renderPage(await viewOf(world), asked);
    const commands = commandWatch(realClock);
    adoptBuildsPutByHand(world);
    const onCommand = () => {
      commands.note();
      pause.end();
    };
    const wire = wireMount({ ...world, places: placesOf(world), onCommand });
    const server = await served([wire, pageMount(page)], port);
    try {
      print([
        `The board: ${server.address}`,
        `The AWS CLI: aws --endpoint-url ${server.address.slice(0, -1)} …`,
        '',
      ]);
      const live: Live = {
        world,
        signal,
        commands,
        pause,
        told,
        setPace: (pace) => (stage.pace = pace),
      };
      await present(live, `${server.address}  the board, and the AWS CLI’s --endpoint-url`);
      print([
        ...(await whyLines(world, server.address)),
        `The board and the AWS CLI's commands stay at ${server.address} until Ctrl-C.`,
      ]);
      await attend(live);
    } finally {
      await server.close();
    }
  } catch (thrown) {
    if (!(thrown instanceof Left)) throw thrown;
  } finally {
    signal.release();
    stopListening();
    await world.close();
    removeNet();
  }
  return 0;
}

/** How to ask why, for each release that did not go all the way. */
async function whyLines(world: World, address: string): Promise<string[]> {
  const { releases } = await reportOf(world);
  return releases
    .filter(({ outcome, waves }) => outcome !== 'Promoted' && waves.some((it) => it.verdict))
    .map(({ id }) => `Why: npx tidegate explain ${id} --endpoint-url ${address.slice(0, -1)}`);
}

interface Live {
  readonly world: World;
  readonly signal: StopSignal;
  readonly commands: CommandWatch;
  readonly pause: Pause;
  readonly told: Notices;
  readonly setPace: (pace: Pace) => void;
}

/** Plays at a pace a person can follow, shown as it goes, then sums up. */
async function present(live: Live, beside: string): Promise<void> {
  const { world } = live;
  const show = showOn(process.stdout, beside);
  setFrames(live, show, speedOf);
  try {
    await world.play();
    show.present(await viewOf(world));
  } finally {
    show.close();
  }
  print(await summaryOf(world, await reportOf(world)));
}

/** After the scenario's end the world goes on: it answers, and plays what a person starts, until Ctrl-C. */
async function attend(live: Live): Promise<void> {
  const { world, signal } = live;
  const show = lineShow((line) => print([line]), await viewOf(world));
  setFrames(live, show, speedAttending);
  while (!signal.stopped()) {
    await world.clock.play(signal.stopped);
    // Nothing is left to happen, not even a sweep: somebody has taken them all away.
    await realClock.sleep(1 / FRAMES_PER_SECOND);
  }
}

function setFrames(
  { world, signal, commands, pause, told, setPace }: Live,
  show: Show,
  speed: (view: PipelineView) => number,
): void {
  told.showOn(show.say);
  const frame = async () => {
    if (signal.stopped()) throw new Left();
    const view = await viewOf(world);
    show.present(view);
    return pause.isOn(view) ? 0 : Math.min(speed(view), commands.mostSpeed());
  };
  setPace(pacer({ clock: realClock, framesPerSecond: FRAMES_PER_SECOND, frame }));
}

/** The accounts and regions that the pipelines reach. */
function placesOf({ targets }: World): readonly Place[] {
  const named = new Map(targets.map((each) => [`${each.account} ${each.region}`, each]));
  return [...named.values()].map(({ account, region }) => ({ account, region }));
}

async function viewOf(world: World): Promise<PipelineView> {
  const items = await readBoard(world.onlooker, world.pipelines[0]!.pipeline);
  return pipelineView(items, world.clock.millis());
}

async function summaryOf(world: World, report: Report): Promise<string[]> {
  const { aws, pipelines } = world;
  const labels = await labelsOf(world);
  const paint = paintFor(process.stdout);
  return summaryLines({ report, pipelines, labels, spent: aws.statistics(), paint });
}
