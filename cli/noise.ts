// tidegate noise: how noisy each alarm is, by what people have said of what it failed.

import { type AlarmNoise, noiseOf } from '../core/measures/noise.ts';
import { pipelinesAsked } from '../flows/find-release.ts';
import { readJudged } from '../flows/read-judged.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import { tableLines } from './table.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly pipeline: string | undefined;
  readonly last: number;
  readonly json: boolean;
}

export async function noise({ pipeline, last, json, ...where }: Asked): Promise<number> {
  const { ports } = await openDeployed(where);
  const alarms: (AlarmNoise & { readonly pipeline: string })[] = [];
  for (const name of await pipelinesAsked(ports, pipeline))
    for (const each of noiseOf(await readJudged(ports, name, last)))
      alarms.push({ pipeline: name, ...each });
  alarms.sort((a, b) => b.score - a.score);
  if (json) printJson({ last, alarms });
  else print(linesOf(alarms));
  return 0;
}

function linesOf(alarms: readonly (AlarmNoise & { readonly pipeline: string })[]): string[] {
  if (alarms.length === 0) return ['no alarm has failed a bake yet'];
  const rows = alarms.map(({ pipeline, alarm, target, fired, harmless, score, proposal }) => [
    ...[pipeline, alarm, target, proposal === 'none' ? '' : proposal],
    ...[String(fired), String(harmless), score.toFixed(2)],
  ]);
  const head = ['pipeline', 'alarm', 'target', 'proposal', 'failed', 'harmless', 'noise'];
  const tasks = alarms.flatMap(({ task }) => (task ? [`- ${task}`] : []));
  return [...tableLines([head, ...rows], 4), ...(tasks.length > 0 ? ['', 'To do:', ...tasks] : [])];
}
