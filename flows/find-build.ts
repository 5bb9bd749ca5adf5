// Finds the build that a person or an event names, whether or not it is a release.

import type { Place } from '../aws/clients.ts';
import type { Build } from '../aws/codebuild.ts';
import { Failure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { projectOf, sourceText } from '../core/pipeline/source-schema.ts';
import { candidatesIn } from './admit.ts';
import type { Ports } from './ports.ts';
import type { OtherSource } from './sources/other-source.ts';
import { otherSourceOf } from './sources/sources.ts';
import { sourcePlaceOf } from './subscriptions.ts';

const SHORTEST_COMMIT = 7;

export const HOW_TO_NAME = 'give a build number, a commit (7 digits at least) or a build id';

/**
 * The successful builds that are called so, the last one first: several are of one commit, or a build and a batch of
 * one number.
 *
 * `wanted` is a build's ARN or id, its number (`412` or `#412`), or a commit (7 digits at least). Throws `Refused`
 * where there is none.
 */
export async function buildsNamed(
  ports: Ports,
  pipeline: PipelineDefinition,
  wanted: string,
): Promise<readonly Build[]> {
  const other = otherSourceOf(pipeline);
  if (other) return foundIn(other, ports, pipeline, wanted);
  const project = projectOf(pipeline.source);
  const place = sourcePlaceOf(ports, pipeline);
  if (wanted.includes(':')) return [await buildById(ports, place, project, wanted)];
  const matches = matcherOf(wanted);
  let unsuccessful: Build | undefined;
  for await (const page of ports.builds.pages(place, project)) {
    const matching = page.filter(matches);
    const candidates = (await candidatesIn(ports, pipeline, matching)).filter(matches);
    const found = [...candidates, ...(isNumber(wanted) ? matching.filter(isGoodChild) : [])];
    if (found.length > 0) return found;
    unsuccessful ??= matching.find(({ status }) => status !== 'SUCCEEDED');
  }
  const got = unsuccessful ? `#${unsuccessful.number}, which is ${unsuccessful.status}` : 'none';
  throw new Failure(
    'Refused',
    `expected a successful build that is ${/^\w+$/.test(wanted) ? wanted : JSON.stringify(wanted)} of project ${project}, got ${got}; ${HOW_TO_NAME}`,
  );
}

async function foundIn(
  other: OtherSource,
  ports: Ports,
  pipeline: PipelineDefinition,
  wanted: string,
): Promise<readonly Build[]> {
  const found = await other.named(ports, pipeline, wanted);
  if (found.length > 0) return found;
  const text = `expected what is ${JSON.stringify(wanted)} of ${sourceText(pipeline.source)}, got none; ${other.howToName}`;
  throw new Failure('Refused', text);
}

/** CodeBuild fails on anything else, as if it were down. */
const BUILD_ID = /^(?:arn:[\w-]+:codebuild:[\w-]+:\d{12}:build(?:-batch)?\/)?[\w-]+:[\w-]+$/;

async function buildById(ports: Ports, place: Place, project: string, id: string): Promise<Build> {
  const build = BUILD_ID.test(id) ? await ports.builds.get(place, id) : undefined;
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

const NUMBER = /^#?(\d{1,9})$/;

function isNumber(wanted: string): boolean {
  return NUMBER.test(wanted);
}

/** A number is one build’s, and may be meant although its batch is the release; a commit is all of theirs. */
function isGoodChild({ batch, status }: Build): boolean {
  return batch !== undefined && status === 'SUCCEEDED';
}

function matcherOf(wanted: string): (build: Build) => boolean {
  const number = NUMBER.exec(wanted);
  return ({ commit, number: own }) =>
    (number !== null && own === Number(number[1])) ||
    (wanted.length >= SHORTEST_COMMIT && commit.startsWith(wanted.toLowerCase()));
}
