// Finds builds whose event was lost, and starts their releases.

import type { Build } from '../aws/codebuild.ts';
import { keys, ranges } from '../core/keys.ts';
import { isBegunByCommand } from '../core/personal/own-objects.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { calledOf, wordOf } from '../core/revision.ts';
import { missedBeside, newestAdmitted } from './admit.ts';
import { readNamed } from './definitions.ts';
import { ignoreBuild } from './ignore-build.ts';
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
  // What is released at set times has its own function, which looks at all that it missed.
  if (definition.pipeline.source.schedule !== undefined) return;
  if (isBegunByCommand(definition.pipeline)) return;
  const aDayAgo = ports.clock.now().getTime() - A_DAY_MILLIS;
  const { build: newest } = await newestAdmitted(ports, definition.pipeline, {
    notBefore: aDayAgo,
  });
  if (newest === undefined || (await ports.table.get(keys.released(name, newest.arn)))) return;
  // What was built before the pipeline was first applied is not for it.
  const notBefore = Math.max(aDayAgo, Date.parse(definition.firstAppliedAt));
  if (Date.parse(newest.startedAt) <= notBefore) return;
  await startRelease(ports, definition.pipeline, newest);
  await tellSkipped(ports, definition.pipeline, newest, notBefore);
}

/** Whoever waits for a release of an older build whose event was lost too is told that the newest takes its place. */
async function tellSkipped(
  ports: Ports,
  definition: PipelineDefinition,
  newest: Build,
  notBefore: number,
): Promise<void> {
  const { pipeline } = definition;
  const skipped = await missedBeside(ports, definition, newest, notBefore);
  for (const build of skipped)
    ignoreBuild(ports, {
      pipeline,
      build: build.arn,
      reason:
        `its event was lost, and so was that of ${calledOf(newest)}, which is newer and is released in its place; ` +
        `to release it all the same: tidegate start ${pipeline} ${wordOf(build)} --step-back --reason "…"`,
    });
}
