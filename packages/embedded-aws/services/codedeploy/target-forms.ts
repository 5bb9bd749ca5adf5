// The targets of a deployment as the API shows them: one function, or instances.

import { partitionOf } from '../../partition.ts';
import { AwsError } from '../../service.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { readAppSpec } from './app-spec.ts';
import { type Deployment, isOpen } from './deployments.ts';

/** Ids of a deployment's targets: `function:alias`, or instances. */
export function targetIdsOf({ group, revision, fleets }: Deployment): string[] {
  if (fleets) return [...fleets.blue.keys(), ...fleets.green.keys()];
  if (revision.revisionType === 'S3') return [...group.instances.keys()];
  if (group.service) return [`${group.service.cluster}:${group.service.name}`];
  const shift = readAppSpec(revision);
  return shift ? [`${shift.functionName}:${shift.alias}`] : [];
}

export function targetForm(deployment: Deployment, targetId: string, lambda: Lambda) {
  if (!targetIdsOf(deployment).includes(targetId))
    throw new AwsError(
      'DeploymentTargetDoesNotExistException',
      `The deployment ${deployment.id} has no target ${targetId}.`,
    );
  const { id, group, completedAt, startedAt, createdAt } = deployment;
  const isInstance = deployment.revision.revisionType === 'S3';
  const { service } = group;
  const arn = service
    ? `arn:${partitionOf(group.region)}:ecs:${group.region}:${group.account}:service/${service.cluster}/${service.name}`
    : isInstance
      ? `arn:${partitionOf(group.region)}:${group.isOnPremises ? 'codedeploy' : 'ec2'}:${group.region}:${group.account}:instance${group.isOnPremises ? ':' : '/'}${targetId}`
      : `arn:${partitionOf(group.region)}:lambda:${group.region}:${group.account}:function:${targetId}`;
  const shown = {
    deploymentId: id,
    targetId,
    targetArn: arn,
    status: statusOf(deployment, targetId),
    lastUpdatedAt: completedAt ?? startedAt ?? createdAt,
    lifecycleEvents: lifecycleOf(deployment),
  };
  if (isInstance)
    return {
      deploymentTargetType: 'InstanceTarget',
      instanceTarget: {
        ...shown,
        lifecycleEvents: instanceEventsOf(deployment, targetId),
        ...(deployment.fleets && {
          instanceLabel: deployment.fleets.green.has(targetId) ? 'Green' : 'Blue',
        }),
      },
    };
  if (service) return { deploymentTargetType: 'ECSTarget', ecsTarget: shown };
  return {
    deploymentTargetType: 'LambdaTarget',
    lambdaTarget: { ...shown, lambdaFunctionInfo: functionInfo(deployment, lambda) },
  };
}

/** An agent that does not answer begins nothing. */
function instanceEventsOf(deployment: Deployment, targetId: string) {
  const { group, fleets, startedAt, error } = deployment;
  if (!startedAt || group.offline.has(targetId)) return [];
  const began = { startTime: startedAt };
  const status = statusOf(deployment, targetId);
  const isUntouched = status === 'Skipped' || status === 'Pending';
  const script = { lifecycleEventName: 'AfterInstall', ...(!isUntouched && began) };
  if (fleets?.blue.has(targetId)) {
    const moved = fleets.isMoved ? 'Succeeded' : 'Pending';
    return [{ lifecycleEventName: 'BlockTraffic', status: moved }];
  }
  const diagnostics = {
    errorCode: 'ScriptFailed',
    scriptName: 'after-install',
    message: error?.message,
  };
  const installed =
    status === 'Failed'
      ? { ...script, status, diagnostics }
      : { ...script, status: isUntouched ? status : 'Succeeded' };
  if (!fleets) return [installed];
  const traffic = fleets.isMoved ? 'Succeeded' : 'Pending';
  return [installed, { lifecycleEventName: 'AllowTraffic', status: traffic }];
}

function statusOf(deployment: Deployment, targetId: string): string {
  const { status, group, revision, fleets } = deployment;
  if (group.offline.has(targetId)) return isOpen(deployment) ? 'Pending' : 'Failed';
  if (fleets?.blue.has(targetId)) return fleets.isMoved ? 'Succeeded' : 'Skipped';
  if (fleets?.green.get(targetId) === revision) return 'Succeeded';
  if (status === 'Succeeded') return 'Succeeded';
  if (group.instances.get(targetId) === revision) return 'Succeeded';
  if (status === 'Failed') return 'Failed';
  if (status === 'Stopped') return 'Skipped';
  return isOpen(deployment) && deployment.startedAt ? 'InProgress' : 'Pending';
}

function lifecycleOf(deployment: Deployment) {
  const { hook, hooksDone } = deployment;
  const done = hooksDone.map((each) => ({
    lifecycleEventName: each.name,
    startTime: each.startedAt,
    endTime: each.endedAt,
    status: each.status,
  }));
  if (hook)
    return [
      ...done,
      { lifecycleEventName: hook.name, startTime: hook.startedAt, status: 'InProgress' },
    ];
  return [...done, ...installEvent(deployment), trafficEvent(deployment)];
}

const SKIPPED = { status: 'Skipped' };
const PENDING = { status: 'Pending' };

/** Of a service: the tasks of what is brought there are started. */
function installEvent({ group, installsSince, completedAt }: Deployment) {
  if (!group.service) return [];
  const begun = installsSince
    ? { startTime: installsSince, status: 'Succeeded' }
    : completedAt
      ? SKIPPED
      : PENDING;
  return [{ lifecycleEventName: 'Install', ...begun }];
}

function trafficEvent({ allowsSince, completedAt, status }: Deployment) {
  const lifecycleEventName = 'AllowTraffic';
  if (!allowsSince) return { lifecycleEventName, ...(completedAt ? SKIPPED : PENDING) };
  const ended = status === 'Succeeded' ? 'Succeeded' : 'Failed';
  return {
    lifecycleEventName,
    startTime: allowsSince,
    endTime: completedAt,
    status: completedAt ? ended : 'InProgress',
  };
}

function functionInfo({ revision, group }: Deployment, lambda: Lambda) {
  if (revision.revisionType === 'S3') return undefined;
  const shift = readAppSpec(revision);
  if (!shift) return undefined;
  const { functionName, alias, currentVersion, targetVersion } = shift;
  return {
    functionName,
    functionAlias: alias,
    currentVersion,
    targetVersion,
    targetVersionWeight: weightOf(functionName, alias, targetVersion, lambda, group),
  };
}

/** The share of traffic that reaches the new version now; unknown where the function is gone. */
function weightOf(
  functionName: string,
  alias: string,
  version: string,
  lambda: Lambda,
  place: Deployment['group'],
): number | undefined {
  try {
    const running = lambda.running(functionName, alias, place);
    return running.version.number === version ? 1 : (running.weights[version] ?? 0);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
