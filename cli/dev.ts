// tidegate dev: a fresh world that plays the example, or goes on with one that was kept.

import { dirname, resolve } from 'node:path';
import { reportOf } from '../simulation/report.ts';
import { readPackage } from '../simulation/stack/packaged.ts';
import { makeWorld, type WorldOptions } from '../simulation/world/world.ts';
import { playLive } from './dev-live.ts';
import { DEFAULT_SEED, type DevAsked, devFiles } from './dev-options.ts';
import { readText } from './files.ts';
import { goOn } from './go-on.ts';
import { type Beginning, type KeptWorld, keepWorld } from './kept-world.ts';
import { print, printJson } from './output.ts';
import { summaryOf } from './summary.ts';
import { ledgerLine } from './terminal/ledger-line.ts';
import { checkChoice, refuseUsage } from './usage.ts';
import { readWorld } from './world-files.ts';

/**
 * Plays to the end and resolves to the exit code; without `--once`, Ctrl-C is the way to leave, so it is no
 * failure.
 */
export async function dev(asked: DevAsked): Promise<number> {
  if (asked.json && !asked.once)
    throw refuseUsage('expected --once with --json: a run that is followed has no end to report');
  const begun: Beginning = { seed: asked.seed, ...devFiles(asked) };
  // What is wrong with the files is said before anything is kept.
  const settings = worldOptionsOf(begun);
  if (!asked.once) checkStage(asked.pause, settings);
  const packaged = asked.packaged ? { from: readPackage() } : {};
  if (asked.keep === undefined) return play({ ...settings, ...packaged }, asked);
  const kept = keepWorld(asked.keep, begun, {
    seed: asked.seed !== DEFAULT_SEED,
    pipeline: asked.pipeline !== undefined,
    scenario: asked.scenario !== undefined,
  });
  try {
    const code = await play({ ...worldOptionsOf(kept), ...packaged, ...onDisk(kept) }, asked, kept);
    kept.refuseIfBroken();
    return code;
  } catch (error) {
    kept.refuseIfBroken();
    throw error;
  } finally {
    kept.close();
  }
}

/** Throws `Refused` where no pipeline has that stage: time would never stand still. */
function checkStage(pause: string | undefined, { pipelines }: WorldOptions): void {
  const names = pipelines.flatMap(({ stages }) => stages.map(({ name }) => name));
  if (pause !== undefined) checkChoice(pause, '--pause', names);
}

function onDisk({ folder, onBroken, isStopped }: KeptWorld): Partial<WorldOptions> {
  return { disk: { folder, onBroken }, isStopped };
}

async function play(settings: WorldOptions, asked: DevAsked, kept?: KeptWorld): Promise<number> {
  const { once, json } = asked;
  return once ? playOnce(settings, json, kept) : playLive(settings, asked, kept);
}

function worldOptionsOf({ seed, pipelineFile, scenarioFile }: Beginning): WorldOptions {
  const { pipelines, scenario } = readWorld(pipelineFile, scenarioFile);
  return {
    pipelines,
    scenario,
    seed,
    readFile: (path) => readText(resolve(dirname(scenarioFile), path)),
  };
}

async function playOnce(settings: WorldOptions, json: boolean, kept?: KeptWorld): Promise<number> {
  const world = await makeWorld(settings);
  try {
    if (kept) await goOn(world, kept);
    const ended = await world.play();
    kept?.reached(world.clock.millis());
    kept?.refuseIfBroken();
    const report = await reportOf(world);
    if (json) printJson(report);
    else print([...report.ledger.map(ledgerLine), ...(await summaryOf(world, report))]);
    return ended ? 0 : 1;
  } finally {
    await world.close();
  }
}
