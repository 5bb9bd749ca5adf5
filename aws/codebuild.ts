// CodeBuild: builds that make revisions, and builds that are tests.

import {
  BatchGetBuildBatchesCommand,
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import * as z from 'zod';
import type { SourceFacts } from '../core/admission/admission.ts';
import { Failure } from '../core/failure.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { type Build, batchOf, buildOf, factsOf } from './codebuild-forms.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export type { Build } from './codebuild-forms.ts';

export interface Builds {
  /** A build, or a batch of builds, by its id or ARN. */
  get(place: Place, idOrArn: string): Promise<Build | undefined>;
  /**
   * The builds of a project, those that were started last first, a page at a time: none is left out. The first page may
   * be a short one: most often it is enough.
   */
  pages(place: Place, project: string, first?: number): AsyncIterable<readonly Build[]>;
  /** What is known of a project; undefined where there is none of that name, or nobody may look. */
  project(place: Place, name: string): Promise<SourceFacts | undefined>;
  /** Starts a build, of a commit where one is said; the same token starts it once. Resolves to the build's ARN. */
  start(
    place: Place,
    project: string,
    token: string,
    variables: Readonly<Record<string, string>>,
    commit?: string,
  ): Promise<string>;
}

export function codebuild(access: MemberAccess): Builds {
  const clientIn = (place: Place) => access.client(CodeBuildClient, place);

  async function* pages(place: Place, project: string, first = MOST_IDS) {
    let nextToken: string | undefined;
    let most = first;
    do {
      const page = await buildIdsOf(await clientIn(place), project, nextToken);
      yield await buildsOf(await clientIn(place), page.ids.slice(0, most));
      const rest = page.ids.slice(most);
      if (rest.length > 0) yield await buildsOf(await clientIn(place), rest);
      nextToken = page.nextToken;
      most = MOST_IDS;
    } while (nextToken);
  }

  async function start(
    place: Place,
    project: string,
    token: string,
    variables: Readonly<Record<string, string>>,
    commit?: string,
  ) {
    const command = new StartBuildCommand({
      projectName: project,
      idempotencyToken: token,
      ...(commit !== undefined && { sourceVersion: commit }),
      environmentVariablesOverride: Object.entries(variables).map(([name, value]) => ({
        name,
        value,
        type: 'PLAINTEXT' as const,
      })),
    });
    const what = `starting project ${project}`;
    const client = await access.client(CodeBuildClient, place, { to: 'test' });
    const answer = await translated(what, client.send(command));
    return answerOf(what, started, answer).build.arn;
  }

  return {
    get: async (place, id) => {
      const client = await clientIn(place);
      return isBatch(id) ? batchNamed(client, id) : (await buildsOf(client, [id]))[0];
    },
    pages,
    project: async (place, name) => projectOf(await clientIn(place), name),
    start,
  };
}

const started = z.object({ build: z.object({ arn: z.string() }) });

async function buildsOf(client: CodeBuildClient, ids: readonly string[]): Promise<Build[]> {
  if (ids.length === 0) return [];
  const command = new BatchGetBuildsCommand({ ids: [...ids] });
  const { builds = [] } = await translated('reading builds', client.send(command));
  const read = builds.map(buildOf);
  return ids.flatMap((id) => read.filter(({ arn }) => arn === id || arn.endsWith(`build/${id}`)));
}

/** A batch with what its builds made: CodeBuild tells the digests only with the builds. */
async function batchNamed(client: CodeBuildClient, id: string): Promise<Build | undefined> {
  const command = new BatchGetBuildBatchesCommand({ ids: [id] });
  const reading = translated('reading a batch of builds', client.send(command));
  const [found] = (await reading).buildBatches ?? [];
  if (found === undefined) return undefined;
  const batch = batchOf(found);
  const children: Build[] = [];
  for (let at = 0; at < batch.children.length; at += MOST_IDS) {
    const arns = batch.children.slice(at, at + MOST_IDS).map(({ arn }) => arn);
    children.push(...(await buildsOf(client, arns)));
  }
  return batch.with(children);
}

/** What a call may ask for at once. */
const MOST_IDS = 100;

function isBatch(id: string): boolean {
  return id.includes(':build-batch/');
}

/** Whoever may not look knows nothing of it: a role of before this was asked still lets releases start. */
async function projectOf(client: CodeBuildClient, name: string): Promise<SourceFacts | undefined> {
  const command = new BatchGetProjectsCommand({ names: [name] });
  try {
    const { projects = [] } = await client.send(command);
    return projects[0] && factsOf(projects[0]);
  } catch (cause) {
    if (nameOf(cause) === 'AccessDeniedException') return undefined;
    return translated(`reading project ${name}`, Promise.reject(cause));
  }
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
