// Finds the build a release is asked for, and pins what it made.

import type { Place } from '../aws/clients.ts';
import type { Build } from '../aws/codebuild.ts';
import { artifactOf } from '../core/admission/artifact-choice.ts';
import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { Revision } from '../core/revision.ts';
import { admitterOf, candidatesIn, newestAdmitted } from './admit.ts';
import { sourcePlaceOf } from './definitions.ts';
import { firstBuildOf } from './first-build.ts';
import type { Ports } from './ports.ts';

const SHORTEST_COMMIT = 7;

/**
 * The revision that a person or an event asks for, pinned.
 *
 * `wanted` is a build's ARN or id, its number (`412` or `#412`), or a commit (7 digits at least); without it the
 * newest successful build is meant. What was pinned once for a build stays so. Throws `Refused` where there is none,
 * where it is no release of the pipeline, or where it cannot be pinned.
 */
export async function pinRevision(
  ports: Ports,
  pipeline: PipelineDefinition,
  wanted: string | undefined,
): Promise<Revision> {
  const build = await findBuild(ports, pipeline, wanted);
  const before = await pinnedBefore(ports, pipeline.pipeline, build);
  if (before) return before;

  const chosen = artifactOf(build, pipeline.source.artifact);
  if ('problem' in chosen) throw new Failure('Refused', chosen.problem);
  const place = sourcePlaceOf(ports, pipeline);
  const { digest, ...artifact } = await ports.artifacts.pin(place, chosen.artifact, build);
  const { arn, number, startedAt, commit } = build;
  const firstBuild = await firstBuildOf(ports, pipeline, build);
  return {
    digest,
    artifact,
    commit,
    build: { arn, number, startedAt },
    ...(firstBuild && { firstBuild }),
  };
}

/** A build that had a release is of the bytes that this one had, whatever became of its artifact since. */
async function pinnedBefore(
  ports: Ports,
  pipeline: string,
  { arn }: Build,
): Promise<Revision | undefined> {
  const released = await ports.table.get(keys.released(pipeline, arn));
  const release = released && (await ports.table.get(keys.release(pipeline, released.release)));
  return release?.revision;
}

async function findBuild(
  ports: Ports,
  pipeline: PipelineDefinition,
  wanted: string | undefined,
): Promise<Build> {
  const { project } = pipeline.source;
  const place = sourcePlaceOf(ports, pipeline);
  if (wanted?.includes(':'))
    return admitted(ports, pipeline, [await buildById(ports, place, project, wanted)]);
  if (wanted === undefined) return newest(ports, pipeline);
  const matches = matcherOf(wanted);
  for await (const page of ports.builds.pages(place, project)) {
    const candidates = await candidatesIn(ports, pipeline, page.filter(matches));
    const found = candidates.filter(matches);
    if (found.length > 0) return admitted(ports, pipeline, found);
  }
  throw new Failure(
    'Refused',
    `expected a successful build that is ${wanted} of project ${project}, got none; ${ASK}`,
  );
}

const ASK = 'give a build number, a commit or a build id';

async function newest(ports: Ports, pipeline: PipelineDefinition): Promise<Build> {
  const { build, passedOver } = await newestAdmitted(ports, pipeline);
  if (build) return build;
  const got = passedOver
    ? `none that is a release; of the newest, #${passedOver.build.number}: ${passedOver.reason}`
    : 'none';
  const { project } = pipeline.source;
  throw new Failure(
    'Refused',
    `expected a successful build of project ${project}, got ${got}; ${ASK}`,
  );
}

/** The first that is a release of the pipeline: of one commit there may be builds of a pull request too. */
async function admitted(
  ports: Ports,
  pipeline: PipelineDefinition,
  builds: readonly Build[],
): Promise<Build> {
  for (const build of builds)
    if (await ports.table.get(keys.released(pipeline.pipeline, build.arn))) return build;
  const admits = await admitterOf(ports, pipeline);
  const asked = builds.map((build) => ({ build, admission: admits(build) }));
  const good = asked.find(({ admission }) => admission.admitted);
  if (good) return good.build;
  const { build, admission } = asked[0]!;
  const reason = admission.admitted ? '' : admission.reason;
  throw new Failure(
    'Refused',
    `expected a build that is a release of ${pipeline.pipeline}, got #${build.number} (${build.arn}): ${reason}. ` +
      `A person admits it all the same by: tidegate start ${pipeline.pipeline} --revision ${build.arn} --admit --reason "…"`,
  );
}

async function buildById(ports: Ports, place: Place, project: string, id: string): Promise<Build> {
  const build = await ports.builds.get(place, id);
  const problem =
    build === undefined
      ? 'none of that id'
      : build.project !== project
        ? `one of project ${build.project}`
        : build.status !== 'SUCCEEDED'
          ? `one that is ${build.status}`
          : undefined;
  if (build && problem === undefined) return build;
  throw new Failure(
    'Refused',
    `expected a successful build of project ${project}, got ${problem} (${id})`,
  );
}

function matcherOf(wanted: string): (build: Build) => boolean {
  const number = /^#?(\d{1,9})$/.exec(wanted);
  return ({ commit, number: own }) =>
    (number !== null && own === Number(number[1])) ||
    (wanted.length >= SHORTEST_COMMIT && commit.startsWith(wanted));
}
