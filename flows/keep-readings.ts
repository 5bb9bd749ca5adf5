// Asks the platforms what targets run, at a bounded pace, and keeps what they say for whoever looks at the board.

import { secondsLeft } from '../aws/time-left.ts';
import { keys, ranges } from '../core/keys.ts';
import { fromThere } from '../core/progress.ts';
import { isDue, targetsRead } from '../core/targets-read.ts';
import { findDrift } from './drift.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

/** It is asked for in each sweep, and looks in the first of an hour. */
const FIRST_MINUTES = 5;
/** One pipeline after the other, until so much of the sweep's time is left: the others have their turn in an hour. */
const SPARED_SECONDS = 60;
const WORK = 'readings';

/** `busy` are the pipelines that have an open release: gates and bakes read their targets meanwhile. */
export async function keepReadings(ports: Ports, busy: ReadonlySet<string>): Promise<void> {
  if (ports.clock.now().getUTCMinutes() >= FIRST_MINUTES) return;
  const names = (await readableItems(ports, ranges.pipelineNames())).map(
    ({ pipeline }) => pipeline,
  );
  const progress = keys.progress(WORK);
  const before = await orLogged(ports, { work: WORK }, () => ports.table.get(progress));
  const turns = fromThere(
    names.map((key) => ({ key })),
    before?.after,
  );
  for (const [index, { key: pipeline }] of turns.entries()) {
    if (secondsLeft() <= SPARED_SECONDS) {
      const last = turns[index - 1];
      const at = ports.clock.now().toISOString();
      if (last) await ports.table.put(progress, { after: last.key, at });
      return;
    }
    await orLogged(ports, { pipeline }, () => readTargets(ports, pipeline, busy.has(pipeline)));
  }
  if (before) await ports.table.remove(progress);
}

async function readTargets(ports: Ports, pipeline: string, isBusy: boolean): Promise<void> {
  const key = keys.targetsRead(pipeline);
  const before = await ports.table.get(key);
  const now = ports.clock.now();
  if (!isDue(before, isBusy, now.getTime())) return;
  const { drifted, unknown } = await findDrift(ports, [pipeline]);
  const found = [
    ...drifted.map(({ target, release, text }) => ({
      ...{ target, release, text },
      is: 'drifted' as const,
    })),
    ...unknown
      .filter(({ target, release }) => target !== '' && release !== undefined)
      .map(({ target, release = '', text }) => ({
        ...{ target, release, text },
        is: 'unknown' as const,
      })),
  ];
  await ports.table.put(key, targetsRead({ pipeline, at: now.toISOString() }, found, before));
}
