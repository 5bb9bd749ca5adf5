// What stands in an account and region that a pipeline could name. Reads only.

import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { CodeBuildClient, paginateListProjects } from '@aws-sdk/client-codebuild';
import {
  CodeDeployClient,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  paginateListApplications,
  paginateListDeploymentGroups,
} from '@aws-sdk/client-codedeploy';
import { LambdaClient, paginateListAliases, paginateListFunctions } from '@aws-sdk/client-lambda';
import type { AccountGroup, AccountInventory } from '../core/account-inventory.ts';
import type { Place } from './clients.ts';
import { servicesIn } from './inventory-services.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

/** Everything in a place. Throws `ServiceFailed` where a service refuses to say. */
export async function readInventory(access: MemberAccess, place: Place): Promise<AccountInventory> {
  return {
    ...place,
    groups: await translated('listing CodeDeploy’s applications', groupsIn(access, place)),
    functions: await translated('listing functions', functionsIn(access, place)),
    services: await translated('listing services of ECS', servicesIn(access, place)),
    projects: await translated('listing CodeBuild’s projects', projectsIn(access, place)),
    alarms: await translated('listing alarms', alarmsIn(access, place)),
  };
}

async function groupsIn(access: MemberAccess, place: Place): Promise<AccountGroup[]> {
  const client = await access.client(CodeDeployClient, place);
  const groups: AccountGroup[] = [];
  for await (const { applications = [] } of paginateListApplications({ client }, {})) {
    for (const applicationName of applications) {
      const pages = paginateListDeploymentGroups({ client }, { applicationName });
      for await (const { deploymentGroups = [] } of pages)
        for (const name of deploymentGroups)
          groups.push(await groupAt(client, applicationName, name));
    }
  }
  return groups;
}

async function groupAt(
  client: CodeDeployClient,
  applicationName: string,
  deploymentGroupName: string,
): Promise<AccountGroup> {
  const asked = new GetDeploymentGroupCommand({ applicationName, deploymentGroupName });
  const { deploymentGroupInfo: info } = await client.send(asked);
  const deploymentId = info?.lastSuccessfulDeployment?.deploymentId;
  const { deploymentInfo } = deploymentId
    ? await client.send(new GetDeploymentCommand({ deploymentId }))
    : {};
  const { revision } = deploymentInfo ?? {};
  const appSpec = revision?.appSpecContent?.content ?? revision?.string?.content;
  return {
    application: applicationName,
    name: deploymentGroupName,
    platform: info?.computePlatform ?? 'Server',
    alarms: (info?.alarmConfiguration?.alarms ?? []).flatMap(({ name }) => name ?? []),
    autoScalingGroups: (info?.autoScalingGroups ?? []).flatMap(({ name }) => name ?? []),
    ...(appSpec && { appSpec }),
  };
}

async function functionsIn(access: MemberAccess, place: Place) {
  const client = await access.client(LambdaClient, place);
  const functions: { name: string; aliases: string[]; isImage?: true }[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    for (const { FunctionName, PackageType } of Functions) {
      if (FunctionName === undefined) continue;
      const aliases: string[] = [];
      for await (const page of paginateListAliases({ client }, { FunctionName }))
        aliases.push(...(page.Aliases ?? []).flatMap(({ Name }) => Name ?? []));
      functions.push({
        name: FunctionName,
        aliases,
        ...(PackageType === 'Image' && { isImage: true }),
      });
    }
  }
  return functions;
}

async function projectsIn(access: MemberAccess, place: Place): Promise<string[]> {
  const client = await access.client(CodeBuildClient, place);
  const names: string[] = [];
  for await (const { projects = [] } of paginateListProjects({ client }, {}))
    names.push(...projects);
  return names;
}

async function alarmsIn(access: MemberAccess, place: Place) {
  const client = await access.client(CloudWatchClient, place);
  const alarms: { name: string; about: string[] }[] = [];
  const pages = paginateDescribeAlarms(
    { client },
    { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
  );
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    for (const { AlarmName: name, Dimensions = [] } of MetricAlarms)
      if (name) alarms.push({ name, about: Dimensions.flatMap(({ Value }) => Value ?? []) });
    for (const { AlarmName: name } of CompositeAlarms) if (name) alarms.push({ name, about: [] });
  }
  return alarms;
}
