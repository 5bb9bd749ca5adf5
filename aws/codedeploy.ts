// CodeDeploy: starts, finds, reads and stops deployments. Starting is not idempotent there; finding makes it so.

import {
  BatchGetDeploymentsCommand,
  CodeDeployClient,
  type DeploymentInfo,
  type DeploymentStatus,
  GetDeploymentCommand,
  ListDeploymentsCommand,
} from '@aws-sdk/client-codedeploy';
import * as z from 'zod';
import type { Deployment } from '../core/deployment.ts';
import type { Pace } from '../core/pace.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { type GroupsFound, readGroups } from './codedeploy-groups.ts';
import { type InstanceRun, instancesOf, mayHaveServed } from './codedeploy-instances.ts';
import type { DeploymentInput } from './codedeploy-revisions.ts';
import { type GroupTarget, groupOf, start } from './codedeploy-starts.ts';
import { appSpecOf, goOn, stop, type WaitType } from './codedeploy-steering.ts';
import { instancesIn } from './deployment-overview.ts';
import { pacesOf } from './deployment-pace.ts';
import type { ClientOptions, MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface Deployments {
  /** Throws `TargetBusy` where the group has another deployment. May have started one although it fails: `find` it. */
  start(target: GroupTarget, input: DeploymentInput, description: string): Promise<string>;
  /** The newest deployment with that description, made since then. */
  find(target: GroupTarget, description: string, since: string): Promise<Deployment | undefined>;
  /** The groups of one application, by their names; of what is not there, nothing. */
  groups(place: Place, application: string, names: readonly string[]): Promise<GroupsFound>;
  /** The deployment that the group is busy with, if any. */
  running(target: GroupTarget): Promise<Deployment | undefined>;
  get(place: Place, id: string): Promise<Deployment>;
  /**
   * How long an application's groups take, by their names; without those that nobody may look at, or nothing
   * tells of.
   */
  paces(
    place: Place,
    application: string,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, Pace>>;
  /** Asks for a stop, and for what went before where that is said; resolves also where it has ended already. */
  stop(place: Place, id: string, then?: 'goBack'): Promise<void>;
  /** Lets it go on that waits for just that; resolves also where it does so no more. */
  goOn(place: Place, id: string, wait: WaitType): Promise<void>;
  /** The instances of a deployment, on both sides where it has two. */
  instances(place: Place, id: string): Promise<readonly InstanceRun[]>;
  /** Whether anything of it may have served, or run: not where CodeDeploy says that none of its events has begun. */
  mayHaveServed(place: Place, id: string): Promise<boolean>;
  /** The AppSpec that a group's deployment was given, where that was said as content; of none, undefined. */
  appSpec(target: GroupTarget, id: string): Promise<string | undefined>;
}

const RUNNING: DeploymentStatus[] = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'];

export function codedeploy(access: MemberAccess): Deployments {
  return {
    start: (target, input, description) => start(access, target, input, description),
    find: async (target, description, since) =>
      (await list(access, target, { since })).find((each) => each.description === description),
    running: async (target) => (await list(access, target, { statuses: RUNNING }))[0],
    groups: (place, application, names) => readGroups(access, place, application, names),
    get: (place, id) => get(access, place, id),
    paces: async (place, application, names) =>
      pacesOf(await clientIn(access, place), application, names),
    stop: (place, id, then) => stop(access, place, id, then),
    goOn: (place, id, wait) => goOn(access, place, id, wait),
    instances: (place, id) => instancesOf(access, place, id),
    mayHaveServed: (place, id) => mayHaveServed(access, place, id),
    appSpec: (target, id) => appSpecOf(access, target, groupOf(target).applicationName, id),
  };
}

function clientIn(access: MemberAccess, place: Place, options?: ClientOptions) {
  return access.client(CodeDeployClient, place, options);
}

async function list(
  access: MemberAccess,
  target: GroupTarget,
  filter: { readonly since?: string; readonly statuses?: DeploymentStatus[] },
): Promise<Deployment[]> {
  const client = await clientIn(access, target);
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const command = new ListDeploymentsCommand({
      ...groupOf(target),
      ...(filter.since && { createTimeRange: { start: new Date(filter.since) } }),
      ...(filter.statuses && { includeOnlyStatuses: filter.statuses }),
      ...(nextToken && { nextToken }),
    });
    const page = await translated(`listing deployments to ${target.name}`, client.send(command));
    ids.push(...(page.deployments ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return newestFirst(await getAll(client, ids));
}

async function get(access: MemberAccess, place: Place, id: string): Promise<Deployment> {
  const command = new GetDeploymentCommand({ deploymentId: id });
  const { deploymentInfo = {} } = await translated(
    `reading deployment ${id}`,
    (await clientIn(access, place)).send(command),
  );
  return deploymentOf(deploymentInfo);
}

const PAGE = 25;

async function getAll(client: CodeDeployClient, ids: readonly string[]): Promise<Deployment[]> {
  const found: Deployment[] = [];
  for (let start = 0; start < ids.length; start += PAGE) {
    const command = new BatchGetDeploymentsCommand({
      deploymentIds: ids.slice(start, start + PAGE),
    });
    const { deploymentsInfo = [] } = await translated('reading deployments', client.send(command));
    found.push(...deploymentsInfo.map(deploymentOf));
  }
  return found;
}

function newestFirst(deployments: Deployment[]): Deployment[] {
  return deployments.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
}

function isTwoSided({ computePlatform, deploymentStyle }: DeploymentInfo): boolean {
  return computePlatform === 'Server' && deploymentStyle?.deploymentType === 'BLUE_GREEN';
}

type Ended = 'Succeeded' | 'Failed' | 'Stopped';

function isOpen(status: DeploymentInfo['status']): status is Exclude<typeof status, Ended> {
  return status !== 'Succeeded' && status !== 'Failed' && status !== 'Stopped';
}

const created = z.object({ deploymentId: z.string(), createTime: z.date() });

function deploymentOf(info: DeploymentInfo): Deployment {
  const { status, errorInformation } = info;
  const { deploymentId, createTime } = answerOf('reading a deployment', created, info);
  const { bucket, key, version } = info.revision?.s3Location ?? {};
  const takesBack = info.rollbackInfo?.rollbackTriggeringDeploymentId;
  const isInEffect = status === 'Baking' || info.instanceTerminationWaitTimeStarted === true;
  return {
    id: deploymentId,
    state: isOpen(status) ? 'running' : status,
    description: info.description ?? '',
    createdAt: createTime.toISOString(),
    creator: info.creator ?? 'user',
    ...(info.deploymentConfigName && { configuration: info.deploymentConfigName }),
    ...(bucket && key && { artifact: { bucket, key, ...(version && { version }) } }),
    ...(errorInformation && { error: `${errorInformation.code}: ${errorInformation.message}` }),
    ...(errorInformation?.code && { errorCode: errorInformation.code }),
    ...(takesBack && { takesBack }),
    ...(isTwoSided(info) && { isTwoSided: true as const }),
    ...(status === 'Ready' && { heldBy: `${deploymentId} READY_WAIT` }),
    ...(isOpen(status) && isInEffect && { isInEffect }),
    // What has two of everything has none of it half-way.
    ...(!isTwoSided(info) && instancesIn(info)),
  };
}
