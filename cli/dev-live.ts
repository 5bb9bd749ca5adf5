// tidegate dev without --once: live in the terminal and on a board in the browser, until Ctrl-C.

import type { Pace } from '@tidegate/embedded-aws/pace';
import { wireMount } from '@tidegate/embedded-aws/wire/wire-mount';
import { realClock } from '../aws/clock.ts';
import { type PipelineView, pipelineView } from '../core/board/view.ts';
import { readBoard } from '../flows/read-board.ts';
import { reportOf } from '../simulation/report.ts';
import { adoptBuildsPutByHand } from '../simulation/world/raw-builds.ts';
import { makeWorld, type World, type WorldOptions } from '../simulation/world/world.ts';
import { boardMounts, served } from './board-server.ts';
import { type CommandWatch, commandWatch } from './command-watch.ts';
import type { DevAsked } from './dev-options.ts';
import { goOn, placesOf } from './go-on.ts';
import type { KeptWorld } from './kept-world.ts';
import { helpOf, type KeyBinding, listenToKeys } from './keys.ts';
import { lastNet } from './last-net.ts';
import { liveKeys } from './live-keys.ts';
import { type Notices, notices } from './notices.ts';
import { print } from './output.ts';
import { type Pause, pauseAt } from './pause.ts';
import { lineShow, type Show, showOn } from './show.ts';
import { stopSignal } from './stop-signal.ts';
import { summaryOf } from './summary.ts';
import { pacer, speedAttending, speedOf } from './terminal/pace.ts';
import { type Tempo, tempo } from './terminal/tempo.ts';

const FRAMES_PER_SECOND = 12;

/** Thrown into the run when the person leaves it. */
class Left extends Error {}

/** Resolves to the exit code. */
export async function playLive(
  settings: WorldOptions,
  { port, pause: stageName }: DevAsked,
  kept?: KeptWorld,
): Promise<number> {
  const signal = stopSignal();
  const stage: { pace?: Pace; address?: string } = {};
  const told = notices();
  const removeNet = lastNet(told.tell);
  const pause = pauseAt(stageName, told.tell);
  const speed = tempo();
  const { pipeline } = settings.pipelines[0];
  const bindings = [
    ...keysFor(speed, stageName === undefined ? undefined : pause),
    ...liveKeys({ pipeline, say: told.tell, address: () => stage.address }),
  ];
  const leave = () => void process.kill(process.pid, 'SIGINT');
  const stopListening = listenToKeys(process.stdin, bindings, leave);
  const world = await makeWorld({
    ...settings,
    takesEvents: true,
    notice: told.tell,
    pace: async (from, to, woken) => (stage.pace ? stage.pace(from, to, woken) : to),
  });
  const live: Live = {
    world,
    stopped: () => signal.stopped() || kept?.isStopped() === true,
    commands: commandWatch(realClock),
    pause,
    tempo: speed,
    keysHelp: process.stdin.isTTY ? helpOf(bindings) : '',
    told,
    onFrame: () => kept?.reached(world.clock.millis()),
    setPace: (pace) => {
      stage.pace = pace;
    },
    listensAt: (address) => {
      stage.address = address;
    },
  };
  try {
    if (kept) await goOn(world, kept, live.stopped);
    else adoptBuildsPutByHand(world);
    await playServed(live, port, kept);
  } catch (thrown) {
    if (!(thrown instanceof Left)) throw thrown;
  } finally {
    signal.release();
    stopListening();
    live.onFrame();
    await world.close();
    removeNet();
  }
  return 0;
}

function keysFor(speed: Tempo, pause: Pause | undefined): readonly KeyBinding[] {
  const leave = () => void process.kill(process.pid, 'SIGINT');
  const toggle = () => speed.togglePause();
  return [
    { keys: [' ', 'p'], help: 'space pauses', run: toggle },
    { keys: ['+', '=', 'f'], help: '+ faster', run: speed.faster },
    { keys: ['-', '_', 's'], help: '- slower', run: speed.slower },
    { keys: ['q'], help: 'q leaves', run: leave },
    ...(pause ? [{ keys: ['\r', '\n'], help: 'Enter goes on', run: pause.end }] : []),
  ];
}

/** With the board and the wire up until it ends. */
async function playServed(live: Live, port: number, kept?: KeptWorld): Promise<void> {
  const { world, commands, pause } = live;
  const onCommand = () => {
    commands.note();
    pause.end();
  };
  const places = placesOf(world);
  const wire = wireMount({ ...world, places, onCommand, onRequest: kept?.note });
  const server = await served([wire, ...boardMounts(world)], port);
  const { address } = server;
  live.listensAt(new URL(address).origin);
  try {
    print([
      `The board: ${address}`,
      `The AWS CLI: aws --endpoint-url ${address.slice(0, -1)} …`,
      ...(kept ? [keptLine(kept, world)] : []),
      '',
    ]);
    const beside = () => [address, live.tempo.text(), live.keysHelp || AT_ADDRESS];
    await present(live, () => beside().filter(Boolean).join('  '));
    const stays = `The board and the AWS CLI's commands stay at ${address} until Ctrl-C.`;
    print([...(await whyLines(world, address)), stays]);
    await attend(live, stays);
  } finally {
    await server.close();
  }
}

const AT_ADDRESS = 'the board, and the AWS CLI’s --endpoint-url';

/** How to ask why, for each release that did not go all the way. */
async function whyLines(world: World, address: string): Promise<string[]> {
  const { releases } = await reportOf(world);
  return releases
    .filter(({ outcome, waves }) => outcome !== 'Promoted' && waves.some((it) => it.verdict))
    .map(({ id }) => `Why: npx tidegate explain ${id} --endpoint-url ${address.slice(0, -1)}`);
}

interface Live {
  readonly world: World;
  /** Whether the run is to end: the person has left, or the disk takes no more. */
  readonly stopped: () => boolean;
  readonly commands: CommandWatch;
  readonly pause: Pause;
  readonly tempo: Tempo;
  /** What the keys do; empty where there are none. */
  readonly keysHelp: string;
  readonly told: Notices;
  readonly onFrame: () => void;
  readonly setPace: (pace: Pace) => void;
  /** Where commands go from now on. */
  readonly listensAt: (address: string) => void;
}

/** Plays at a pace a person can follow, shown as it goes, then sums up. */
async function present(live: Live, beside: () => string): Promise<void> {
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

/**
 * After the scenario's end the world goes on: it answers, and plays what a person starts, until Ctrl-C. Where it can be
 * reached is said again after each release: the lines before have moved up.
 */
async function attend(live: Live, stays: string): Promise<void> {
  const { world, stopped } = live;
  const lines = lineShow((line) => print([line]), await viewOf(world));
  let isIdle = true;
  const show: Show = {
    ...lines,
    present(view) {
      lines.present(view);
      const wasIdle = isIdle;
      isIdle = view.releases.every(({ outcome }) => outcome !== undefined);
      if (isIdle && !wasIdle) print([stays]);
    },
  };
  setFrames(live, show, speedAttending);
  while (!stopped()) {
    await world.clock.play(stopped);
    // Nothing is left to happen, not even a sweep: somebody has taken them all away.
    await realClock.sleep(1 / FRAMES_PER_SECOND);
  }
}

function setFrames(
  { world, stopped, commands, pause, tempo, told, onFrame, setPace }: Live,
  show: Show,
  speed: (view: PipelineView) => number,
): void {
  told.showOn(show.say);
  const frame = async () => {
    if (stopped()) throw new Left();
    onFrame();
    const view = await viewOf(world);
    show.present(view);
    return pause.isOn(view) ? 0 : tempo.of(Math.min(speed(view), commands.mostSpeed()));
  };
  setPace(pacer({ clock: realClock, framesPerSecond: FRAMES_PER_SECOND, frame }));
}

function keptLine({ folder, before }: KeptWorld, { clock }: World): string {
  if (!before) return `Kept in: ${folder}; started again with the same --keep, this world goes on`;
  const asked = before.requests.length === 1 ? '1 request' : `${before.requests.length} requests`;
  const at = clock.now().toISOString().slice(0, 19).replace('T', ' ');
  return `Going on from: ${at}, with what is kept in ${folder} played again: its seed and ${asked}`;
}

async function viewOf(world: World): Promise<PipelineView> {
  const items = await readBoard(world.onlooker, world.pipelines[0].pipeline);
  return pipelineView(items, world.clock.millis());
}
