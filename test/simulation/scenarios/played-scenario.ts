// An example scenario, played, and how it ended in few words.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readWorld } from '../../../cli/world-files.ts';
import { type Report, reportOf } from '../../../simulation/report.ts';
import { makeWorld } from '../../../simulation/world/world.ts';
import { tablesOf } from '../../tables.ts';

export async function play(name: string, pipeline: string): Promise<Report> {
  const file = `examples/scenarios/${name}.yml`;
  const world = await makeWorld({
    ...readWorld(pipeline, file),
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
