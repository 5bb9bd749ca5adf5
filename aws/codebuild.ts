// CodeBuild: builds that make revisions, and builds that are tests.

import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
  type Build as SdkBuild,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import { Failure } from '../core/failure.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface Build {
  readonly arn: string;
  readonly project: string;
  readonly number: number;
  readonly status: string;
  readonly startedAt: string;
  readonly commit: string;
  /** Where its artifact went, if it made one. */
  readonly artifact?: { readonly bucket: string; readonly key: string };
  /** CodeBuild's own digest of the artifact, where it packaged one. */
  readonly digest?: string;
}

export interface Builds {
  get(place: Place, idOrArn: string): Promise<Build | undefined>;
  /** The newest successful builds of a project, newest first, one page at a time until `take` says stop. */
  find(place: Place, project: string, take: (build: Build) => boolean): Promise<Build | undefined>;
  /** Starts a test; the same token starts it once. Resolves to the build's ARN. */
  start(
    place: Place,
    project: string,
    token: string,
    variables: Readonly<Record<string, string>>,
  ): Promise<string>;
}

export function codebuild(access: MemberAccess): Builds {
  const clientIn = (place: Place) => access.client(CodeBuildClient, place);

  async function getAll(place: Place, ids: readonly string[]): Promise<Build[]> {
    if (ids.length === 0) return [];
    const command = new BatchGetBuildsCommand({ ids: [...ids] });
    const { builds = [] } = await translated(
      'reading builds',
      (await clientIn(place)).send(command),
    );
    const read = builds.map(buildOf);
    return ids.flatMap((id) => read.filter(({ arn }) => arn === id || arn.endsWith(`build/${id}`)));
  }

  async function find(place: Place, project: string, take: (build: Build) => boolean) {
    let nextToken: string | undefined;
    do {
      const page = await buildIdsOf(await clientIn(place), project, nextToken);
      const found = (await getAll(place, page.ids)).find(
        (build) => build.status === 'SUCCEEDED' && take(build),
      );
      if (found) return found;
      nextToken = page.nextToken;
    } while (nextToken);
    return undefined;
  }

  async function start(
    place: Place,
    project: string,
    token: string,
    variables: Readonly<Record<string, string>>,
  ) {
    const command = new StartBuildCommand({
      projectName: project,
      idempotencyToken: token,
      environmentVariablesOverride: Object.entries(variables).map(([name, value]) => ({
        name,
        value,
        type: 'PLAINTEXT' as const,
      })),
    });
    const { build } = await translated(
      `starting test project ${project}`,
      (await clientIn(place)).send(command),
    );
    return build!.arn!;
  }

  return { get: async (place, id) => (await getAll(place, [id]))[0], find, start };
}

async function buildIdsOf(client: CodeBuildClient, project: string, nextToken: string | undefined) {
  const command = new ListBuildsForProjectCommand({
    projectName: project,
    sortOrder: 'DESCENDING',
    ...(nextToken && { nextToken }),
  });
  try {
    const page = await client.send(command);
    return { ids: page.ids ?? [], nextToken: page.nextToken };
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') {
      throw new Failure(
        'Refused',
        `expected the CodeBuild project ${project}, got none of that name`,
        { cause },
      );
    }
    return translated(`listing builds of ${project}`, Promise.reject(cause));
  }
}

function buildOf(build: SdkBuild): Build {
  const location = build.artifacts?.location?.match(/^arn:aws[^:]*:s3:::([^/]+)\/(.+)$/);
  return {
    arn: build.arn!,
    project: build.projectName!,
    number: Number(build.buildNumber ?? 0),
    status: build.buildStatus ?? '',
    startedAt: build.startTime!.toISOString(),
    commit: build.resolvedSourceVersion ?? '',
    ...(location && { artifact: { bucket: location[1]!, key: location[2]! } }),
    ...(build.artifacts?.sha256sum && { digest: `sha256:${build.artifacts.sha256sum}` }),
  };
}
