// ECS's list of a service's deployments, whoever began them.

import {
  DescribeServiceRevisionsCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  type ServiceDeploymentStatus,
} from '@aws-sdk/client-ecs';
import * as z from 'zod';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { answerOf } from './answer.ts';
import { idIn, nameOfDefinition, stateOf } from './ecs-forms.ts';
import { nameOf, translated } from './translate.ts';

type Target = TargetOf<'ecs'>;

export const MISSING = ['ClusterNotFoundException', 'ServiceNotFoundException'];

/** One deployment of a service, as its list tells of it. */
export interface ListedRun {
  readonly id: string;
  readonly state: 'running' | 'Succeeded' | 'Failed' | 'Stopped';
  readonly isGoingBack: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** The task definition that it brings; absent where its revision is gone. */
  readonly definition?: string;
}

export type Wanted = 'running' | { readonly since: string };

const listed = z.object({
  serviceDeploymentArn: z.string(),
  createdAt: z.date(),
  status: z.string(),
  targetServiceRevisionArn: z.string().optional(),
});

/** What ECS takes in one call. */
const MOST_REVISIONS = 20;

export async function listDeployments(
  client: ECSClient,
  target: Target,
  wanted: Wanted,
): Promise<ListedRun[]> {
  const all = await listAll(client, target, wanted);
  all.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const newest = all.slice(0, MOST_REVISIONS);
  const definitions = await definitionsOf(
    client,
    newest.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []),
  );
  return newest.map(
    ({ serviceDeploymentArn, createdAt, status, targetServiceRevisionArn = '' }) => {
      const definition = definitions.get(targetServiceRevisionArn);
      return {
        id: idIn(serviceDeploymentArn),
        createdAt: createdAt.toISOString(),
        ...stateOf(status),
        ...(definition && { definition }),
      };
    },
  );
}

async function listAll(client: ECSClient, target: Target, wanted: Wanted) {
  const { cluster, service: name } = target.ecs;
  const what = `listing the deployments of service ${name}`;
  const all: z.output<typeof listed>[] = [];
  let nextToken: string | undefined;
  do {
    const command = new ListServiceDeploymentsCommand({
      cluster,
      service: name,
      ...filterOf(wanted),
      maxResults: 100,
      ...(nextToken && { nextToken }),
    });
    const sent = client.send(command).catch((cause: unknown) => {
      if (MISSING.includes(nameOf(cause))) return undefined;
      throw cause;
    });
    const page = await translated(what, sent);
    all.push(...(page?.serviceDeployments ?? []).map((each) => answerOf(what, listed, each)));
    nextToken = page?.nextToken;
  } while (nextToken);
  return all;
}

const RUNNING: ServiceDeploymentStatus[] = [
  'PENDING',
  'IN_PROGRESS',
  'STOP_REQUESTED',
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
];

function filterOf(wanted: Wanted) {
  if (wanted === 'running') return { status: RUNNING };
  return { createdAt: { after: new Date(Date.parse(wanted.since) - LAG_MILLIS) } };
}

/** Their clock is not ours. */
const LAG_MILLIS = 60_000;

async function definitionsOf(
  client: ECSClient,
  revisions: readonly string[],
): Promise<Map<string, string>> {
  if (revisions.length === 0) return new Map();
  const serviceRevisionArns = [...new Set(revisions)];
  const command = new DescribeServiceRevisionsCommand({ serviceRevisionArns });
  const found = await translated('reading service revisions', client.send(command));
  return new Map(
    (found.serviceRevisions ?? []).flatMap(({ serviceRevisionArn, taskDefinition }) =>
      serviceRevisionArn && taskDefinition
        ? [[serviceRevisionArn, nameOfDefinition(taskDefinition)]]
        : [],
    ),
  );
}
