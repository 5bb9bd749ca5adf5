// CodeDeploy's deployment groups and configurations: how long a deployment takes by what they say.

import {
  type CodeDeployClient,
  type DeploymentConfigInfo,
  GetDeploymentConfigCommand,
  GetDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import { type Pace, type Routing, shiftSecondsOf } from '../core/pace.ts';
import { nameOf, translated } from './translate.ts';

export interface GroupName {
  readonly application: string;
  readonly deploymentGroup: string;
}

/**
 * The pace of a deployment group; undefined where nobody may look, or where there is no such group. Of functions it is
 * what the configuration says; of servers, where that tells how many at once and not how long, what the last good
 * deployment took.
 */
export async function paceOf(
  client: CodeDeployClient,
  { application, deploymentGroup }: GroupName,
): Promise<Pace | undefined> {
  const named = { applicationName: application, deploymentGroupName: deploymentGroup };
  const group = await known(
    `reading deployment group ${deploymentGroup}`,
    client.send(new GetDeploymentGroupCommand(named)),
  );
  const { deploymentConfigName: configuration, lastSuccessfulDeployment: last } =
    group?.deploymentGroupInfo ?? {};
  if (configuration === undefined) return undefined;
  const config = await known(
    `reading deployment configuration ${configuration}`,
    client.send(new GetDeploymentConfigCommand({ deploymentConfigName: configuration })),
  );
  const routing = config?.deploymentConfigInfo && routingOf(config.deploymentConfigInfo);
  if (routing) return { configuration, seconds: shiftSecondsOf(routing) };
  const { createTime, endTime } = last ?? {};
  if (createTime === undefined || endTime === undefined) return undefined;
  return { configuration, seconds: Math.ceil((endTime.getTime() - createTime.getTime()) / 1000) };
}

const NOT_TO_BE_SEEN = [
  'AccessDeniedException',
  'ApplicationDoesNotExistException',
  'DeploymentGroupDoesNotExistException',
  'DeploymentConfigDoesNotExistException',
];

/** A role of before this was asked still lets releases start. */
async function known<T>(action: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (cause) {
    if (NOT_TO_BE_SEEN.includes(nameOf(cause))) return undefined;
    return translated(action, Promise.reject(cause));
  }
}

/** Undefined for servers. */
function routingOf({ trafficRoutingConfig }: DeploymentConfigInfo): Routing | undefined {
  const { type, timeBasedCanary, timeBasedLinear } = trafficRoutingConfig ?? {};
  if (type === undefined) return undefined;
  if (timeBasedCanary) {
    const { canaryPercentage: percent = 100, canaryInterval: minutes = 0 } = timeBasedCanary;
    return { kind: 'canary', percent, minutes };
  }
  if (timeBasedLinear) {
    const { linearPercentage: percent = 100, linearInterval: minutes = 0 } = timeBasedLinear;
    return { kind: 'linear', percent, minutes };
  }
  return { kind: 'allAtOnce', percent: 100, minutes: 0 };
}
