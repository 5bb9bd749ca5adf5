// A build, or a batch of them, has succeeded: starts the release of each pipeline that it is one of.

import type { Place } from '../aws/clients.ts';
import type { Build } from '../aws/codebuild.ts';
import { keys, ranges } from '../core/keys.ts';
import { sourceText } from '../core/pipeline/source-schema.ts';
import { admitterOf } from './admit.ts';
import { readNamed } from './definitions.ts';
import { ignoreBuild } from './ignore-build.ts';
import { eachForItself, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { startRelease } from './start-release.ts';

/** What is no release is ignored, and the log says why. */
export async function considerBuild(ports: Ports, place: Place, build: Build): Promise<void> {
  const { account, region } = place;
  const fed = await readableItems(ports, ranges.project(account, region, build.project));
  await eachForItself(ports, fed, async ({ pipeline }) => {
    const definition = await readNamed(ports, pipeline);
    if (definition === undefined) {
      const reason = 'its pipeline is being removed or renamed, or was';
      return ignoreBuild(ports, { pipeline, build: build.arn, reason });
    }
    if (definition.pipeline.source.project !== build.project) {
      const reason = `its source is ${sourceText(definition.pipeline.source)} by now`;
      return ignoreBuild(ports, { pipeline, build: build.arn, reason });
    }
    const admits = await admitterOf(ports, definition.pipeline);
    const admission = await admits(build);
    if (admission.admitted) return startRelease(ports, definition.pipeline, build);
    ignoreBuild(ports, { pipeline, build: build.arn, reason: admission.reason });
  });
}

/** Remembers the batch that a build belongs to, and looks at it: no event says when a batch has ended. */
export async function watchBatch(
  ports: Ports,
  { account, region }: Place,
  { batch, project }: Pick<Build, 'project'> & { readonly batch: string },
): Promise<void> {
  const since = ports.clock.now().toISOString();
  const open = { batch, project, account, region, since };
  await ports.table.put(keys.batch(batch), open);
  await lookAtBatch(ports, open);
}

/** CodeBuild's longest batch, and a day on top. */
const LONGEST_MILLIS = 3 * 86_400_000;

/** Starts the release of a batch that has succeeded; forgets one that has ended, or is nowhere to be found. */
export async function lookAtBatch(
  ports: Ports,
  open: { readonly batch: string; readonly since: string } & Place,
): Promise<void> {
  const build = await ports.builds.get(open, open.batch);
  const isOld = ports.clock.now().getTime() - Date.parse(open.since) > LONGEST_MILLIS;
  if (build?.status === 'IN_PROGRESS' && !isOld) return;
  if (build === undefined && !isOld) return;
  if (build?.status === 'SUCCEEDED') await considerBuild(ports, open, build);
  else {
    const reason = build ? `its batch has not succeeded: ${build.status}` : 'its batch is nowhere';
    ignoreBuild(ports, { build: open.batch, reason });
  }
  await ports.table.remove(keys.batch(open.batch));
}
