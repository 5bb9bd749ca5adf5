// Synthetic traffic: a build that speaks to the wave's targets, for a bake that had too little to judge by.

import { isFailure } from '../core/failure.ts';
import { elsewhereText, placeOf } from '../core/pipeline/test-schema.ts';
import type { BakedWave } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { announced } from './hands.ts';
import type { Ports } from './ports.ts';
import { changeWave, readRelease } from './read.ts';
import { entryOf } from './stages.ts';
import { startBuild } from './start-build.ts';

/** Starts the traffic that the bake names, once. Should that fail, the bake goes on as it was: inconclusive. */
export async function startTraffic(ports: Ports, wave: BakedWave): Promise<void> {
  const { traffic: project, trafficAt = {} } = wave.plan.bake;
  if (project === undefined || wave.bake.traffic !== undefined) return;
  const release = await readRelease(ports, wave.pipeline, wave.release);
  const build = await startOrWarn(ports, () =>
    announced(ports, wave, 'synthetic traffic', () =>
      startBuild(ports, release, wave, {
        project,
        as: 'synthetic traffic',
        place: placeOf(trafficAt, ports.home),
      }),
    ),
  );
  if (build === undefined) return;
  await changeWave(ports, wave.release, wave.plan.index, (item) => {
    if (item.status !== 'baking' || item.bake.traffic !== undefined) return undefined;
    const text = `synthetic traffic started: ${project}${elsewhereText(trafficAt)}`;
    const entry = entryOf(ports, release, 'TrafficStarted', waveName(wave.plan), text);
    return { item: { ...item, bake: { ...item.bake, traffic: build } }, entries: [entry] };
  });
}

async function startOrWarn(
  ports: Ports,
  start: () => Promise<string>,
): Promise<string | undefined> {
  try {
    return await start();
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    ports.log.warn(thrown.message, { code: thrown.code });
    return undefined;
  }
}
