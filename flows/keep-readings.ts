// Asks the platforms what targets run, at a bounded pace, and keeps what they say for whoever looks at the board.

import { secondsLeft } from '../aws/time-left.ts';
import { keys } from '../core/keys.ts';
import { fromThere } from '../core/progress.ts';
import { isDue, targetsRead } from '../core/targets-read.ts';
import { findDrift } from './drift.ts';
import { orLogged } from './one-by-one.ts';
import type { Ports } from './ports.ts';

/** One pipeline after the other, until so much of the sweep's time is left: the others have their turn in an hour. */
const SPARED_SECONDS = 60;
const WORK = 'readings';

interface Asked {
  readonly pipelines: readonly { readonly pipeline: string }[];
  /** Those that have an open release: gates and bakes read their targets meanwhile. */
  readonly busy: ReadonlySet<string>;
  /** Whose progress it is, where they are a share of all. */
  readonly of?: string;
}

/** The sweep asks for it once an hour. */
export async function keepReadings(ports: Ports, { pipelines, busy, of }: Asked): Promise<void> {
  const progress = keys.progress(of === undefined ? WORK : `${WORK} ${of}`);
  const before = await orLogged(ports, { work: WORK }, () => ports.table.get(progress));
  const turns = fromThere(
    pipelines.map(({ pipeline }) => ({ key: pipeline })),
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
