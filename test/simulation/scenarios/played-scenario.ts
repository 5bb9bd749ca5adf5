// An example scenario, played, and how it ended in few words.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readPipeline } from '../../../cli/pipeline-file.ts';
import { readWorld } from '../../../cli/world-files.ts';
import { type Report, reportOf } from '../../../simulation/report.ts';
import { type ParsedWorld, parseWorld } from '../../../simulation/world/parse-scenario.ts';
import { makeWorld } from '../../../simulation/world/world.ts';
import { tablesOf } from '../../tables.ts';
import { checkoutWith, PLACES } from './checkout-places.ts';

/** On a pipeline’s file, or on the checkout with those targets. */
export async function play(
  name: string,
  pipeline: string | readonly string[] = PLACES,
): Promise<Report> {
  const file = `examples/scenarios/${name}.yml`;
  const world = await makeWorld({
    ...(typeof pipeline === 'string' ? readWorld(pipeline, file) : cutWorld(pipeline, file)),
    seed: 1,
    sweeps: 'needed',
    tables: tablesOf(name),
    readFile: (path) => readFileSync(resolve(dirname(file), path), 'utf8'),
  });
  await world.play();
  const report = await reportOf(world);
  await world.close();
  return report;
}

function cutWorld(targets: readonly string[], file: string): ParsedWorld {
  return parseWorld(readFileSync(file, 'utf8'), file, [checkoutWith(targets)], (others) =>
    others.map((other) => readPipeline(resolve(dirname(file), other))),
  );
}

export function releasesOf({ releases }: Report): string[] {
  return releases.map(({ outcome, revision }) => `${outcome} ${revision}`.trim());
}

/** The targets in the order of the pipeline, as stretches that run the same: `bad beta…one-box`. */
export function runningOf({ targets }: Report): string[] {
  const stretches: { runs: string; names: string[] }[] = [];
  for (const [name, revision] of Object.entries(targets)) {
    const runs = revision ?? 'nothing';
    const last = stretches.at(-1);
    if (last?.runs === runs) last.names.push(name);
    else stretches.push({ runs, names: [name] });
  }
  return stretches.map(({ runs, names }) =>
    names.length === 1 ? `${runs} ${names[0]}` : `${runs} ${names[0]}…${names.at(-1)}`,
  );
}
