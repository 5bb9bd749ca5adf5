// ECS's list of a service's deployments, whoever began them.

import type { ServiceDeploymentStatus, ServiceRevision } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { answerOf } from './answer.ts';
import { atSeconds, idIn, nameOfDefinition, stateOf } from './ecs-forms.ts';
import { DESCRIBE_SERVICE_REVISIONS, LIST_SERVICE_DEPLOYMENTS } from './ecs-operations.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
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
  createdAt: atSeconds,
  status: z.string(),
  targetServiceRevisionArn: z.string().optional(),
});

/** What ECS takes in one call. */
const MOST_REVISIONS = 20;

export async function listDeployments(
  access: MemberAccess,
  target: Target,
  wanted: Wanted,
): Promise<ListedRun[]> {
  const all = await listAll(access, target, wanted);
  all.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const newest = all.slice(0, MOST_REVISIONS);
  const definitions = await definitionsOf(
    access,
    target,
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

interface Page {
  readonly serviceDeployments?: readonly unknown[];
  readonly nextToken?: string;
}

async function listAll(access: MemberAccess, target: Target, wanted: Wanted) {
  const { cluster, service: name } = target.ecs;
  const what = `listing the deployments of service ${name}`;
  const all: z.output<typeof listed>[] = [];
  let nextToken: string | undefined;
  do {
    const asked = {
      cluster,
      service: name,
      ...filterOf(wanted),
      maxResults: 100,
      ...(nextToken && { nextToken }),
    };
    const sent = signedCall(access, target, LIST_SERVICE_DEPLOYMENTS, asked).catch(
      (cause: unknown) => {
        if (MISSING.includes(nameOf(cause))) return undefined;
        throw cause;
      },
    );
    const page: Page | undefined = (await translated(what, sent)) as Page | undefined;
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
  return { createdAt: { after: (Date.parse(wanted.since) - LAG_MILLIS) / 1000 } };
}

/** Their clock is not ours. */
const LAG_MILLIS = 60_000;

async function definitionsOf(
  access: MemberAccess,
  target: Target,
  revisions: readonly string[],
): Promise<Map<string, string>> {
  if (revisions.length === 0) return new Map();
  const serviceRevisionArns = [...new Set(revisions)];
  const sent = signedCall(access, target, DESCRIBE_SERVICE_REVISIONS, { serviceRevisionArns });
  const found = (await translated('reading service revisions', sent)) as {
    readonly serviceRevisions?: readonly ServiceRevision[];
  };
  return new Map(
    (found.serviceRevisions ?? []).flatMap(({ serviceRevisionArn, taskDefinition }) =>
      serviceRevisionArn && taskDefinition
        ? [[serviceRevisionArn, nameOfDefinition(taskDefinition)]]
        : [],
    ),
  );
}
