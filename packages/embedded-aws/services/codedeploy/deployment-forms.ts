// Deployments and groups as the API shows them.

import { partitionOf } from '../../partition.ts';
import type { Balanced, Deployment, Group, Revision } from './deployments.ts';

/** The content of an AppSpec is never shown again, only its digest. */
export function revisionForm(revision: Revision | undefined) {
  if (revision?.revisionType !== 'AppSpecContent') return revision;
  return {
    revisionType: 'AppSpecContent',
    appSpecContent: { sha256: revision.appSpecContent.sha256 },
  };
}

export function deploymentForm(deployment: Deployment) {
  const { group, status, rollback } = deployment;
  return {
    applicationName: group.application,
    deploymentGroupName: group.name,
    deploymentConfigName: deployment.configName,
    deploymentId: deployment.id,
    previousRevision: revisionForm(deployment.previousRevision),
    revision: revisionForm(deployment.revision),
    status,
    errorInformation: deployment.error,
    createTime: deployment.createdAt,
    startTime: deployment.startedAt,
    completeTime: deployment.completedAt,
    deploymentOverview: overviewOf(deployment),
    description: deployment.description,
    creator: deployment.creator,
    ignoreApplicationStopFailures: deployment.ignoreApplicationStopFailures,
    autoRollbackConfiguration: deployment.autoRollback,
    updateOutdatedInstancesOnly: false,
    rollbackInfo: Object.keys(rollback).length > 0 ? rollback : undefined,
    deploymentStyle: styleOf(group),
    instanceTerminationWaitTimeStarted: deployment.terminationStarted,
    blueGreenDeploymentConfiguration: blueGreenForm(group),
    fileExistsBehavior: deployment.fileExistsBehavior,
    computePlatform: group.platform,
  };
}

function overviewOf({ group, status, revision, misses, fleets }: Deployment) {
  const brought = fleets?.green ?? group.instances;
  const all = group.platform === 'Server' ? brought.size : 1;
  const changed = [...brought.values()].filter((running) => running === revision).length;
  const Succeeded = status === 'Succeeded' ? all - misses : changed;
  const left = all - Succeeded;
  return {
    Pending: status === 'Created' ? left : 0,
    InProgress: status === 'InProgress' || status === 'Baking' ? left : 0,
    Succeeded,
    Failed: status === 'Failed' || status === 'Succeeded' ? left : 0,
    Skipped: status === 'Stopped' ? left : 0,
    Ready: status === 'Ready' ? left : 0,
  };
}

/** What the two waits of a group are. */
function blueGreenForm({ blueGreen, platform }: Group) {
  if (!blueGreen) return undefined;
  const { readyMinutes, terminationMinutes, fleet } = blueGreen;
  return {
    terminateBlueInstancesOnDeploymentSuccess: {
      action: terminationMinutes === undefined ? 'KEEP_ALIVE' : 'TERMINATE',
      ...(terminationMinutes !== undefined && {
        terminationWaitTimeInMinutes: terminationMinutes,
      }),
    },
    deploymentReadyOption: {
      actionOnTimeout: readyMinutes === undefined ? 'CONTINUE_DEPLOYMENT' : 'STOP_DEPLOYMENT',
      waitTimeInMinutes: readyMinutes ?? 0,
    },
    ...(platform === 'Server' && {
      greenFleetProvisioningOption: { action: fleet ?? 'COPY_AUTO_SCALING_GROUP' },
    }),
  };
}

function styleOf({ platform, blueGreen }: Group) {
  return platform !== 'Server' || blueGreen
    ? { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' }
    : { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' };
}

export function groupForm(group: Group) {
  return {
    applicationName: group.application,
    deploymentGroupId: group.id,
    deploymentGroupName: group.name,
    deploymentConfigName: group.configName,
    serviceRoleArn: `arn:${partitionOf(group.region)}:iam::${group.account}:role/codedeploy`,
    targetRevision: revisionForm(group.lastSuccessful?.revision),
    alarmConfiguration: {
      enabled: group.alarmNames.length > 0,
      ignorePollAlarmFailure: false,
      alarms: group.alarmNames.map((name) => ({ name })),
    },
    autoRollbackConfiguration: group.autoRollback,
    deploymentStyle: styleOf(group),
    lastSuccessfulDeployment: lastForm(group.lastSuccessful),
    lastAttemptedDeployment: lastForm(group.lastAttempted),
    computePlatform: group.platform,
    blueGreenDeploymentConfiguration: blueGreenForm(group),
    ...(group.service && {
      ecsServices: [{ clusterName: group.service.cluster, serviceName: group.service.name }],
    }),
    ...(group.balanced && { loadBalancerInfo: balancerForm(group.balanced) }),
    ec2TagFilters: [],
    onPremisesInstanceTagFilters: group.isOnPremises
      ? [{ Key: 'Group', Value: group.name, Type: 'KEY_AND_VALUE' }]
      : [],
    autoScalingGroups: group.autoScalingGroups.map((name) => ({
      name,
      hook: `CodeDeploy-${name}`,
    })),
    triggerConfigurations: [],
    outdatedInstancesStrategy: 'UPDATE',
    terminationHookEnabled: false,
  };
}

function balancerForm({ groups, listener }: Balanced) {
  const nameOf = (arn: string) => arn.split('/')[1] ?? '';
  const pair = {
    targetGroups: groups.map((arn) => ({ name: nameOf(arn) })),
    prodTrafficRoute: { listenerArns: [listener] },
  };
  return { targetGroupPairInfoList: [pair] };
}

function lastForm(deployment: Deployment | undefined) {
  if (!deployment) return undefined;
  const { id, status, completedAt, createdAt } = deployment;
  return { deploymentId: id, status, endTime: completedAt, createTime: createdAt };
}
