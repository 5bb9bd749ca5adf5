// The builds of a world that came to no release, and why not: each of its builds is told of, here or as a release.

import type { Build } from '../aws/codebuild.ts';
import { artifactsOf } from '../core/admission/artifact-choice.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { admitterFor } from '../flows/admit.ts';
import type { Ports } from '../flows/ports.ts';
import { otherSourceOf } from '../flows/sources/sources.ts';
import { sourcePlaceOf } from '../flows/subscriptions.ts';
import type { IgnoredBuild, MadeBuild } from './world/turned-away.ts';
import type { World } from './world/world.ts';

/** Beside what Tidegate itself has said of builds, those of which nobody told it. `released` are ARNs. */
export async function ignoredBuildsOf(
  world: World,
  released: ReadonlySet<string>,
): Promise<readonly IgnoredBuild[]> {
  const { builds, made } = world.turnedAway;
  const known = new Set([...builds.map(({ build }) => build), ...released]);
  const unheard = made.filter(
    ({ arn, batch }) => !known.has(arn) && !(batch !== undefined && known.has(batch)),
  );
  const told: IgnoredBuild[] = [];
  for (const each of unheard) told.push(await unheardBuild(world, each));
  return [...builds, ...told].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

async function unheardBuild(world: World, made: MadeBuild): Promise<IgnoredBuild> {
  const { arn, revision, account, region, project, at } = made;
  const pipeline = world.pipelines.find(({ pipeline: name, source }) => {
    if (made.pipeline !== undefined) return name === made.pipeline;
    const place = sourcePlaceOf(world.onlooker, { source });
    return source.project === project && place.account === account && place.region === region;
  });
  const other = pipeline && otherSourceOf(pipeline);
  const build = other
    ? (await other.named(world.onlooker, pipeline, arn))[0]
    : await world.onlooker.builds.get({ account, region }, arn);
  const reason = await reasonOf(world.onlooker, build, pipeline);
  const name = pipeline?.pipeline ?? null;
  return { at: build?.endedAt ?? at, pipeline: name, build: arn, revision, reason };
}

async function reasonOf(
  onlooker: Ports,
  build: Build | undefined,
  pipeline: PipelineDefinition | undefined,
): Promise<string> {
  if (build === undefined) return 'it is nowhere to be found';
  if (build.status !== 'SUCCEEDED') return `it has not succeeded: ${build.status}`;
  const admission = pipeline && (await (await admitterFor(onlooker, pipeline))(build));
  if (admission?.admitted === false) return admission.reason;
  const { problem } = pipeline && !build.made ? artifactsOf(build, pipeline.source) : {};
  if (problem !== undefined) return problem;
  const { schedule } = pipeline?.source ?? {};
  if (schedule !== undefined)
    return `its pipeline is released at set times (${schedule.at}): at each the newest that is there, if that is new`;
  return 'its event was lost or failed on, and a newer build was there when lost ones were looked for, once an hour';
}
