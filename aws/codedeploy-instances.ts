// The targets of a deployment, as CodeDeploy tells of each: a function, a service, or instances.

import {
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  type DeploymentTarget,
  type InstanceTarget,
  type LifecycleEvent,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface InstanceRun {
  readonly id: string;
  /** It takes the place of others. */
  readonly isNew: boolean;
  /** Its agent has begun with something. */
  readonly hasBegun: boolean;
  readonly hasFailed: boolean;
  /** It has got the traffic, or begun to. */
  readonly hasTraffic: boolean;
  /** What its scripts have failed with. */
  readonly failure?: string;
}

/** What CodeDeploy takes in one call. */
const AT_ONCE = 25;

export async function instancesOf(
  access: MemberAccess,
  place: Place,
  deploymentId: string,
): Promise<readonly InstanceRun[]> {
  const all = await targetsOf(access, place, deploymentId);
  return all.flatMap(({ instanceTarget: it }) => (it ? [runOf(it)] : []));
}

/**
 * Whether anything of a deployment may have served, or run: unless CodeDeploy says of each of its targets that none of
 * its events has begun.
 */
export async function mayHaveServed(
  access: MemberAccess,
  place: Place,
  deploymentId: string,
): Promise<boolean> {
  const all = await targetsOf(access, place, deploymentId);
  const told = all.map(({ lambdaTarget, ecsTarget, instanceTarget }) => {
    const { lifecycleEvents = [] } = lambdaTarget ?? ecsTarget ?? instanceTarget ?? {};
    return lifecycleEvents;
  });
  return told.length === 0 || told.some((events) => events.length === 0 || events.some(hasBegun));
}

function hasBegun({ status = 'Unknown', startTime }: LifecycleEvent): boolean {
  return startTime !== undefined || (status !== 'Pending' && status !== 'Skipped');
}

async function targetsOf(
  access: MemberAccess,
  place: Place,
  deploymentId: string,
): Promise<readonly DeploymentTarget[]> {
  const client = await access.client(CodeDeployClient, place);
  const what = `reading the targets of deployment ${deploymentId}`;
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const command = new ListDeploymentTargetsCommand({
      deploymentId,
      ...(nextToken && { nextToken }),
    });
    const page = await translated(what, client.send(command));
    ids.push(...(page.targetIds ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  const found: DeploymentTarget[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const targetIds = ids.slice(start, start + AT_ONCE);
    const command = new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds });
    const { deploymentTargets = [] } = await translated(what, client.send(command));
    found.push(...deploymentTargets);
  }
  return found;
}

const UNMOVED = ['Pending', 'Skipped', 'Unknown'];

function runOf({
  targetId = 'unknown',
  status,
  instanceLabel,
  lifecycleEvents = [],
}: InstanceTarget): InstanceRun {
  const failed = lifecycleEvents.find((event) => event.status === 'Failed');
  const { errorCode = 'Failed', scriptName, message } = failed?.diagnostics ?? {};
  const script = [failed?.lifecycleEventName, scriptName].filter(Boolean).join(' ');
  return {
    id: targetId,
    isNew: instanceLabel === 'Green',
    hasBegun: lifecycleEvents.some(({ startTime }) => startTime !== undefined),
    hasFailed: status === 'Failed',
    hasTraffic: lifecycleEvents.some(
      ({ lifecycleEventName: name, status: of = 'Unknown' }) =>
        name === 'AllowTraffic' && !UNMOVED.includes(of),
    ),
    ...(failed && { failure: [errorCode, script, message].filter(Boolean).join(': ') }),
  };
}
