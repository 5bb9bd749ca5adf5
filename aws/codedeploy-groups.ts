// CodeDeploy's deployment groups: which deployment each last had, and which last succeeded.

import {
  BatchGetDeploymentGroupsCommand,
  CodeDeployClient,
  type DeploymentGroupInfo,
} from '@aws-sdk/client-codedeploy';
import type { Place } from './clients.ts';
import { balancerIn } from './ecs-forms.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** The ids of a group's deployments, the last that succeeded and the last of all; and what it is set to. */
export interface GroupFound {
  readonly last?: string;
  readonly attempted?: string;
  /** The services of ECS that it is of. */
  readonly services: readonly { readonly cluster: string; readonly service: string }[];
  /** Of a service: the Application Load Balancer that moves all traffic of its groups, as CloudWatch names it. */
  readonly balancer?: string;
  /** Of instances: the Auto Scaling groups that they are in now. */
  readonly scalingGroups: readonly string[];
  /** Whether instances that are registered with CodeDeploy, and not of EC2, belong to it. */
  readonly isOnPremises: boolean;
  /** Where it has two of everything. */
  readonly blueGreen?: BlueGreenFound;
}

export interface BlueGreenFound {
  /** How long a deployment waits to be let go on before it is stopped; absent where it goes on by itself. */
  readonly readyMinutes?: number;
  /** How long what is replaced lives on; absent where it is kept. */
  readonly terminationMinutes?: number;
  /** Of instances: where those come from that take the place of others. */
  readonly fleet?: 'copied' | 'discovered';
}

export type GroupsFound = ReadonlyMap<string, GroupFound>;

const GROUPS_PER_CALL = 100;

/** The groups of one application that are there, a hundred with each call. */
export async function readGroups(
  access: MemberAccess,
  place: Place,
  application: string,
  names: readonly string[],
): Promise<GroupsFound> {
  const client = await access.client(CodeDeployClient, place);
  const found = new Map<string, GroupFound>();
  for (let start = 0; start < names.length; start += GROUPS_PER_CALL) {
    const command = new BatchGetDeploymentGroupsCommand({
      applicationName: application,
      deploymentGroupNames: names.slice(start, start + GROUPS_PER_CALL),
    });
    const what = `reading the deployment groups of ${application}`;
    const page = await orNothing(what, client.send(command));
    for (const group of page?.deploymentGroupsInfo ?? []) {
      const last = group.lastSuccessfulDeployment?.deploymentId;
      const attempted = group.lastAttemptedDeployment?.deploymentId;
      found.set(group.deploymentGroupName!, {
        ...(last && { last }),
        ...(attempted && { attempted }),
        services: (group.ecsServices ?? []).map(({ clusterName = '', serviceName = '' }) => ({
          cluster: clusterName,
          service: serviceName,
        })),
        scalingGroups: (group.autoScalingGroups ?? []).flatMap(({ name: its }) => its ?? []),
        isOnPremises: isOnPremises(group),
        ...balancerOf(group),
        ...blueGreenOf(group),
      });
    }
  }
  return found;
}

function balancerOf({ loadBalancerInfo }: DeploymentGroupInfo): Pick<GroupFound, 'balancer'> {
  const [pair, ...others] = loadBalancerInfo?.targetGroupPairInfoList ?? [];
  const [listener] = pair?.prodTrafficRoute?.listenerArns ?? [];
  // What is sent to the second group to try it would be taken for its production traffic.
  const isTried = (pair?.testTrafficRoute?.listenerArns ?? []).length > 0;
  const balancer = others.length === 0 && !isTried && balancerIn(listener);
  return balancer ? { balancer } : {};
}

function isOnPremises({
  onPremisesInstanceTagFilters: filters = [],
  onPremisesTagSet: sets,
}: DeploymentGroupInfo): boolean {
  return filters.length > 0 || (sets?.onPremisesTagSetList ?? []).length > 0;
}

function blueGreenOf({
  deploymentStyle,
  blueGreenDeploymentConfiguration: its,
}: DeploymentGroupInfo): Pick<GroupFound, 'blueGreen'> {
  if (deploymentStyle?.deploymentType !== 'BLUE_GREEN' || its === undefined) return {};
  const { deploymentReadyOption: ready, terminateBlueInstancesOnDeploymentSuccess: old } = its;
  const fleet = its.greenFleetProvisioningOption?.action;
  const holds = ready?.actionOnTimeout === 'STOP_DEPLOYMENT';
  const ends = old?.action === 'TERMINATE';
  const blueGreen = {
    ...(holds && { readyMinutes: ready.waitTimeInMinutes ?? 0 }),
    ...(fleet && {
      fleet: fleet === 'DISCOVER_EXISTING' ? ('discovered' as const) : ('copied' as const),
    }),
    ...(ends && { terminationMinutes: old.terminationWaitTimeInMinutes ?? 0 }),
  };
  return { blueGreen };
}

async function orNothing<T>(what: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (cause) {
    if (nameOf(cause) === 'ApplicationDoesNotExistException') return undefined;
    return translated(what, Promise.reject(cause));
  }
}
