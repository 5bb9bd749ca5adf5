// Finds the build a release is asked for, and pins what it made.

import type { Place } from '../aws/clients.ts';
import type { Build } from '../aws/codebuild.ts';
import { Failure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { Revision } from '../core/revision.ts';
import { sourcePlaceOf } from './definitions.ts';
import type { Ports } from './ports.ts';

const SHORTEST_COMMIT = 7;

/**
 * The revision that a person or an event asks for, pinned.
 *
 * `wanted` is a build's ARN or id, its number (`412` or `#412`), or a commit (7 digits at least); without it the
 * newest successful build is meant. Throws `Refused` where there is none, or where it cannot be pinned.
 */
export async function pinRevision(
  ports: Ports,
  pipeline: PipelineDefinition,
  wanted: string | undefined,
): Promise<Revision> {
  const { source } = pipeline;
  const place = sourcePlaceOf(ports, pipeline);
  const build = await findBuild(ports, place, source.project, wanted);
  if (build.artifact === undefined) {
    throw new Failure(
      'Refused',
      `expected build ${build.arn} to have made an artifact in S3, got none: give project ${build.project} an S3 artifact`,
    );
  }
  const { digest = build.digest, ...artifact } = await ports.artifacts.pin(
    place,
    build.artifact.bucket,
    build.artifact.key,
  );
  if (digest === undefined) {
    throw new Failure(
      'Refused',
      `expected a SHA-256 of s3://${artifact.bucket}/${artifact.key}, got none from S3 or CodeBuild: package the artifact as ZIP`,
    );
  }
  const { arn, number, startedAt, commit } = build;
  return { digest, artifact, commit, build: { arn, number, startedAt } };
}

async function findBuild(
  ports: Ports,
  place: Place,
  project: string,
  wanted: string | undefined,
): Promise<Build> {
  if (wanted?.includes(':')) return buildById(ports, place, project, wanted);
  const matches = matcherOf(wanted);
  const found = await ports.builds.find(place, project, matches);
  if (found) return found;
  const what = wanted === undefined ? 'a successful build' : `a successful build that is ${wanted}`;
  throw new Failure(
    'Refused',
    `expected ${what} of project ${project}, got none; give a build number, a commit or a build id`,
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

function matcherOf(wanted: string | undefined): (build: Build) => boolean {
  if (wanted === undefined) return () => true;
  const number = /^#?(\d{1,9})$/.exec(wanted);
  return ({ commit, number: own }) =>
    (number !== null && own === Number(number[1])) ||
    (wanted.length >= SHORTEST_COMMIT && commit.startsWith(wanted));
}
