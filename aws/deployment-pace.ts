// CodeDeploy's deployment groups and configurations: how long a deployment takes by what they say.

import {
  BatchGetDeploymentGroupsCommand,
  type CodeDeployClient,
  type DeploymentConfigInfo,
  type DeploymentGroupInfo,
  GetDeploymentConfigCommand,
} from '@aws-sdk/client-codedeploy';
import { type Pace, type Routing, shiftSecondsOf } from '../core/pace.ts';
import { nameOf, translated } from './translate.ts';

const GROUPS_PER_CALL = 100;

/**
 * The paces of an application's deployment groups, by their names; without those that nobody may look at or that
 * are not there. Of functions a pace is what the configuration says; of servers, where that tells how many at once
 * and not how long, what the last good deployment took. One call for each hundred groups, and one for each
 * configuration.
 */
export async function pacesOf(
  client: CodeDeployClient,
  application: string,
  names: readonly string[],
): Promise<Map<string, Pace>> {
  const groups = await groupsOf(client, application, names);
  const used = groups.flatMap(({ deploymentConfigName }) => deploymentConfigName ?? []);
  const routings = new Map<string, Routing | undefined>();
  for (const name of new Set(used)) routings.set(name, await routingCalled(client, name));
  return new Map(
    groups.flatMap((group) => {
      const pace = paceOf(group, routings);
      return group.deploymentGroupName && pace ? [[group.deploymentGroupName, pace] as const] : [];
    }),
  );
}

async function groupsOf(client: CodeDeployClient, application: string, names: readonly string[]) {
  const groups: DeploymentGroupInfo[] = [];
  for (let start = 0; start < names.length; start += GROUPS_PER_CALL) {
    const command = new BatchGetDeploymentGroupsCommand({
      applicationName: application,
      deploymentGroupNames: names.slice(start, start + GROUPS_PER_CALL),
    });
    const page = await known(`reading deployment groups of ${application}`, client.send(command));
    groups.push(...(page?.deploymentGroupsInfo ?? []));
  }
  return groups;
}

async function routingCalled(client: CodeDeployClient, name: string): Promise<Routing | undefined> {
  const config = await known(
    `reading deployment configuration ${name}`,
    client.send(new GetDeploymentConfigCommand({ deploymentConfigName: name })),
  );
  return config?.deploymentConfigInfo && routingOf(config.deploymentConfigInfo);
}

function paceOf(
  { deploymentConfigName: configuration, lastSuccessfulDeployment: last }: DeploymentGroupInfo,
  routings: ReadonlyMap<string, Routing | undefined>,
): Pace | undefined {
  if (configuration === undefined) return undefined;
  const routing = routings.get(configuration);
  if (routing)
    return {
      configuration,
      seconds: shiftSecondsOf(routing),
      ...steppedOf(configuration, routing),
    };
  const { createTime, endTime } = last ?? {};
  if (createTime === undefined || endTime === undefined) return undefined;
  return { configuration, seconds: Math.ceil((endTime.getTime() - createTime.getTime()) / 1000) };
}

function steppedOf(configuration: string, { kind, percent, minutes }: Routing) {
  if (kind === 'allAtOnce' || minutes <= 0) return {};
  return { stepped: { configuration, kind, percent, minutes } };
}

const NOT_TO_BE_SEEN = [
  'AccessDeniedException',
  'ApplicationDoesNotExistException',
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
