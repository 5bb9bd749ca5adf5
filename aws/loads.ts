// Load that runs through a bake: builds of CodeBuild that are started, and stopped.

import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
  StartBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import * as z from 'zod';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface LoadWish {
  readonly project: string;
  /** By it the load is found whose starter has died. */
  readonly mark: string;
  /** The same one starts the same build once, for five minutes. */
  readonly token: string;
  readonly variables: Readonly<Record<string, string>>;
  /** After these it ends by itself, whoever may have died by then. */
  readonly minutes: number;
}

export interface LoadState {
  /** CodeBuild's word. */
  readonly status: string;
  readonly endedAt?: string;
}

export interface Loads {
  /** Resolves to the build's id. */
  start(place: Place, wish: LoadWish): Promise<string>;
  /** The one with this mark, among the last of its project. */
  find(place: Place, project: string, mark: string): Promise<string | undefined>;
  /** Undefined where it is gone. */
  get(place: Place, id: string): Promise<LoadState | undefined>;
  /** Resolves also where it has ended already. */
  stop(place: Place, id: string): Promise<void>;
}

const LOAD_MARK = 'TIDEGATE_LOAD';

/** More than may have begun of a project since what is looked for. */
const MOST_LAST = 30;
/** What CodeBuild takes. */
const FEWEST_MINUTES = 5;
const MOST_MINUTES = 2_160;

const Begun = z.object({ build: z.object({ id: z.string() }) });

export function loads(access: MemberAccess): Loads {
  const client = (place: Place, to: 'read' | 'test' = 'read') =>
    access.client(CodeBuildClient, place, { to });
  return {
    async start(place, { project, mark, token, variables, minutes }) {
      const what = `starting load ${project}`;
      const told = { ...variables, [LOAD_MARK]: mark };
      const command = new StartBuildCommand({
        projectName: project,
        idempotencyToken: token,
        timeoutInMinutesOverride: Math.min(MOST_MINUTES, Math.max(FEWEST_MINUTES, minutes)),
        environmentVariablesOverride: Object.entries(told).map(([name, value]) => ({
          name,
          value,
          type: 'PLAINTEXT' as const,
        })),
      });
      const answer = await translated(what, (await client(place, 'test')).send(command));
      return answerOf(what, Begun, answer).build.id;
    },
    async find(place, project, mark) {
      const listing = new ListBuildsForProjectCommand({
        projectName: project,
        sortOrder: 'DESCENDING',
      });
      const what = `listing the builds of ${project}`;
      const { ids = [] } = await translated(what, (await client(place)).send(listing));
      const builds = await buildsNamed(await client(place), ids.slice(0, MOST_LAST));
      return builds.find(({ environment }) =>
        environment?.environmentVariables?.some(
          ({ name, value }) => name === LOAD_MARK && value === mark,
        ),
      )?.id;
    },
    async get(place, id) {
      const [build] = await buildsNamed(await client(place), [id]);
      if (build === undefined) return undefined;
      const { buildStatus = '', endTime } = build;
      return { status: buildStatus, ...(endTime && { endedAt: endTime.toISOString() }) };
    },
    async stop(place, id) {
      const stopping = (await client(place, 'test')).send(new StopBuildCommand({ id }));
      await translated(`stopping load ${id}`, stopping);
    },
  };
}

async function buildsNamed(client: CodeBuildClient, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const command = new BatchGetBuildsCommand({ ids: [...ids] });
  return (await translated('reading the builds of a load', client.send(command))).builds ?? [];
}
