// Jobs of CodeBuild: builds that bring a revision somewhere, and builds that say what is there.

import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
  type Build as SdkBuild,
  StartBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface JobWish {
  readonly project: string;
  /** The same one starts the same build once, for five minutes. */
  readonly token: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface Jobs {
  /**
   * Starts a job that brings something; resolves to its id. Throws `Refused` where there is no such project, `NotReady`
   * where its account runs as many as it may. May have started one although it fails: find it among the last.
   */
  start(place: Place, wish: JobWish): Promise<string>;
  /** The same of one that only says what is there. */
  ask(place: Place, wish: JobWish): Promise<string>;
  /** The last of a project, the newest first; none where there is no such project. */
  last(place: Place, project: string): Promise<readonly Job[]>;
  get(place: Place, id: string): Promise<Job | undefined>;
  /** Asks for a stop; resolves also where it has ended already. */
  stop(place: Place, id: string): Promise<void>;
}

/** Of a project: more than may have begun since what is looked for. */
const MOST_LAST = 20;

export function jobs(access: MemberAccess): Jobs {
  const clientIn = (place: Place) => access.client(CodeBuildClient, place);
  return {
    start: async (place, wish) =>
      started(await access.client(CodeBuildClient, place, { to: 'deploy' }), wish),
    ask: async (place, wish) =>
      started(await access.client(CodeBuildClient, place, { to: 'stop' }), wish),
    last: async (place, project) => lastOf(await clientIn(place), project),
    get: async (place, id) => (await jobsNamed(await clientIn(place), [id]))[0],
    async stop(place, id) {
      const client = await access.client(CodeBuildClient, place, { to: 'stop' });
      await translated(`stopping build ${id}`, client.send(new StopBuildCommand({ id })));
    },
  };
}

const begun = z.object({ build: z.object({ id: z.string() }) });

async function started(
  client: CodeBuildClient,
  { project, token, variables }: JobWish,
): Promise<string> {
  const what = `starting a build of project ${project}`;
  const command = new StartBuildCommand({
    projectName: project,
    idempotencyToken: token,
    environmentVariablesOverride: Object.entries(variables).map(([name, value]) => ({
      name,
      value,
      type: 'PLAINTEXT' as const,
    })),
  });
  try {
    return answerOf(what, begun, await client.send(command)).build.id;
  } catch (cause) {
    throw REFUSED[nameOf(cause)]?.(project, cause) ?? (await translated(what, fails(cause)));
  }
}

const REFUSED: Readonly<Record<string, (project: string, cause: unknown) => Failure>> = {
  ResourceNotFoundException: (project, cause) =>
    new Failure('Refused', `expected the CodeBuild project ${project}, got none of that name`, {
      cause,
    }),
  AccountLimitExceededException: (project, cause) =>
    new Failure(
      'NotReady',
      `expected room for a build of ${project}, got as many builds as its account may run at once`,
      { cause },
    ),
};

function fails(cause: unknown): Promise<never> {
  return Promise.reject(cause);
}

async function lastOf(client: CodeBuildClient, projectName: string): Promise<readonly Job[]> {
  const what = `listing the builds of ${projectName}`;
  const command = new ListBuildsForProjectCommand({ projectName, sortOrder: 'DESCENDING' });
  try {
    const { ids = [] } = await client.send(command);
    return await jobsNamed(client, ids.slice(0, MOST_LAST));
  } catch (cause) {
    if (nameOf(cause) === 'ResourceNotFoundException') return [];
    return translated(what, fails(cause));
  }
}

async function jobsNamed(client: CodeBuildClient, ids: readonly string[]): Promise<Job[]> {
  if (ids.length === 0) return [];
  const command = new BatchGetBuildsCommand({ ids: [...ids] });
  const { builds = [] } = await translated('reading builds', client.send(command));
  const read = builds.map(jobOf);
  return ids.flatMap((id) => read.filter((each) => each.id === id));
}

const known = z.object({ id: z.string(), projectName: z.string(), startTime: z.date() });

function jobOf(build: SdkBuild): Job {
  const { id, projectName, startTime } = answerOf('reading a build', known, build);
  const { endTime, buildStatus = '', environment, exportedEnvironmentVariables } = build;
  const written = (environment?.environmentVariables ?? []).filter(
    ({ type = 'PLAINTEXT' }) => type === 'PLAINTEXT',
  );
  const failed = build.phases?.find(
    ({ phaseStatus }) => phaseStatus !== undefined && phaseStatus !== 'SUCCEEDED',
  );
  return {
    id,
    project: projectName,
    startedAt: startTime.toISOString(),
    ...(endTime && { endedAt: endTime.toISOString() }),
    status: buildStatus,
    ...(failed?.phaseType && { failedIn: failed.phaseType }),
    variables: valuesOf(written),
    exported: valuesOf(exportedEnvironmentVariables),
  };
}

type Named = { readonly name?: string | undefined; readonly value?: string | undefined };

function valuesOf(variables: readonly Named[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(variables.map(({ name = '', value = '' }) => [name, value]));
}
