// Finds builds whose event was lost, and starts their releases.

import { keys, ranges } from '../core/keys.ts';
import { newestAdmitted } from './admit.ts';
import { readNamed } from './definitions.ts';
import { inTime } from './in-time.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { findLostPush } from './push.ts';
import { startRelease } from './start-release.ts';

/** Older builds than this are nobody's surprise: whoever still wants one starts it by hand. */
const A_DAY_MILLIS = 86_400_000;

/** Throws what one pipeline threw once all have had their turn: Lambda then tries again. */
export async function findLostBuilds(ports: Ports): Promise<void> {
  const names = await readableItems(ports, ranges.pipelineNames());
  const turns = names.map(({ pipeline }) => ({
    key: pipeline,
    look: () => findBuild(ports, pipeline),
  }));
  const { thrown } = await inTime(ports, { name: 'builds', turns, sparesSeconds: 60 });
  if (thrown.length > 0) throw thrown[0];
}

async function findBuild(ports: Ports, name: string): Promise<void> {
  const definition = await readNamed(ports, name);
  if (definition === undefined) return;
  await findLostPush(ports, definition);
  const aDayAgo = ports.clock.now().getTime() - A_DAY_MILLIS;
  const { build: newest } = await newestAdmitted(ports, definition.pipeline, aDayAgo);
  if (newest === undefined || (await ports.table.get(keys.released(name, newest.arn)))) return;
  // What was built before the pipeline was first applied is not for it.
  if (Date.parse(newest.startedAt) > Date.parse(definition.firstAppliedAt))
    await startRelease(ports, definition.pipeline, newest);
}
