// tidegate explain: why each wave of a release was judged as it was.

import { waveName } from '../core/wave-name.ts';
import { explainWithDrills } from '../flows/explain.ts';
import { findRelease } from '../flows/find-release.ts';
import { openDeployed } from './deployed.ts';
import { explanationLines } from './explain-text.ts';
import { print, printJson } from './output.ts';
import { releaseIn } from './release-words.ts';
import { paintFor } from './terminal/paint.ts';
import { refuseUsage } from './usage.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  /** Its name, or its pipeline's and its own. */
  readonly named: readonly string[];
  readonly pipeline: string | undefined;
  readonly wave: string | undefined;
  readonly all: boolean;
  readonly json: boolean;
}

export async function explain(asked: Asked): Promise<number> {
  const { named, wave, all, json, ...where } = asked;
  const { release, pipeline } = releaseIn(named, asked.pipeline);
  const { ports } = await openDeployed(where);
  const { id } = await findRelease(ports, release, pipeline);
  const found = onlyWave(await explainWithDrills(ports, id), wave);
  if (json) printJson(found);
  else print(explanationLines(found, paintFor(process.stdout), { all }));
  return 0;
}

type Found = Awaited<ReturnType<typeof explainWithDrills>>;

function onlyWave(found: Found, name: string | undefined): Found {
  if (name === undefined) return found;
  const waves = found.waves.filter(({ wave }) => waveName(wave.plan) === name);
  const drills = found.drills.filter(({ wave }) => wave === name);
  if (waves.length + drills.length > 0) return { ...found, waves, drills };
  const names = [
    ...found.drills.map(({ wave }) => wave),
    ...found.waves.map(({ wave }) => waveName(wave.plan)),
  ];
  const known = [...new Set(names)].join(', ') || 'none';
  throw refuseUsage(`expected a wave whose bake or drill has begun, one of ${known}, got ${name}`);
}
