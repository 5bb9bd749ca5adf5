// Which build of a commit was its first: the commit's place among all, where nothing else tells it.

import type { Build } from '../aws/codebuild.ts';
import { keys } from '../core/keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { RevisionOrder } from '../core/revision.ts';
import { admitterFor } from './admit.ts';
import type { Ports } from './ports.ts';
import { pagesOf } from './sources/sources.ts';

/**
 * The first build of the build's commit; undefined where it is that itself, or its source has no commits.
 *
 * It is kept where a release has been claimed; one that failed, or was never released, is among the last builds of the
 * project, or too old to matter.
 */
export async function firstBuildOf(
  ports: Ports,
  pipeline: PipelineDefinition,
  build: Build,
): Promise<Pick<RevisionOrder, 'startedAt' | 'number'> | undefined> {
  const { commit } = build;
  if (commit === '') return undefined;
  const key = keys.firstBuild(pipeline.pipeline, commit);
  const known = await ports.table.get(key);
  const first = known ?? firstOf(await earlierOf(ports, pipeline, build), build);
  if (known === undefined) await ports.table.put(key, first);
  if (first.build === build.arn || Date.parse(first.startedAt) >= Date.parse(build.startedAt))
    return undefined;
  return { startedAt: first.startedAt, number: first.number };
}

/** Those among the last builds that are of the same commit, and would have been releases: no pull request’s. */
async function earlierOf(
  ports: Ports,
  pipeline: PipelineDefinition,
  { commit, startedAt }: Build,
): Promise<readonly Build[]> {
  for await (const page of pagesOf(ports, pipeline)) {
    const isEarlier = (each: Build) => Date.parse(each.startedAt) < Date.parse(startedAt);
    const earlier = page.filter((each) => each.commit === commit && isEarlier(each));
    if (earlier.length === 0) return [];
    const admits = await admitterFor(ports, pipeline);
    const admitted: Build[] = [];
    for (const each of earlier) if ((await admits(each)).admitted) admitted.push(each);
    return admitted;
  }
  return [];
}

function firstOf(earlier: readonly Build[], build: Build) {
  const [first = build] = [...earlier, build].sort(
    (a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt),
  );
  return { build: first.arn, startedAt: first.startedAt, number: first.number };
}
