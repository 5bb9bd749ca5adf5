// CodeDeploy's API actions.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { flag, parseInput, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import { deploymentForm, groupForm } from './deployment-forms.ts';
import { type Deployment, type Group, isOpen } from './deployments.ts';
import { type CreateRequest, groupAt, type State } from './new-deployment.ts';
import { RevisionInput, revisionFrom } from './revision-input.ts';
import { instancesAtOnce, trafficSteps } from './traffic.ts';

const Rollback = z.object({
  enabled: flag.default(false),
  events: z
    .array(z.enum(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST']))
    .default([]),
});
const Create = z.object({
  applicationName: text,
  deploymentGroupName: text,
  revision: RevisionInput.optional(),
  deploymentConfigName: text.optional(),
  description: z.string().optional(),
  autoRollbackConfiguration: Rollback.optional(),
});
const ById = z.object({ deploymentId: text });
const Stop = ById.extend({ autoRollbackEnabled: flag.default(false) });
const ByIds = z.object({ deploymentIds: z.array(text).min(1).max(100) });
const InGroup = z.object({ applicationName: text, deploymentGroupName: text });
const InApplication = z.object({ applicationName: text, nextToken: text.optional() });
const List = z.object({
  applicationName: text.optional(),
  deploymentGroupName: text.optional(),
  includeOnlyStatuses: z
    .array(
      z.enum([
        'Created',
        'Queued',
        'InProgress',
        'Baking',
        'Ready',
        'Succeeded',
        'Failed',
        'Stopped',
      ]),
    )
    .optional(),
  createTimeRange: z.object({ start: time.optional(), end: time.optional() }).optional(),
  nextToken: text.optional(),
});

const PAGE_SIZE = 100;

interface Parts {
  stateAt(place: Place): State;
  create(request: CreateRequest): Deployment;
  stop(deployment: Deployment, rollBackToo: boolean): void;
}

export function codedeployOperations(parts: Parts): Record<string, Operation> {
  return { ...changes(parts), ...readings(parts) };
}

function changes({ stateAt, create, stop }: Parts): Record<string, Operation> {
  return {
    CreateDeployment: (input, call) => {
      const asked = parseInput(Create, input);
      const group = groupAt(stateAt(call), asked.applicationName, asked.deploymentGroupName);
      const configName = asked.deploymentConfigName;
      if (configName) refuseUnknownConfig(group, configName);
      const revision = revisionFrom(asked.revision, group);
      const { description, autoRollbackConfiguration: autoRollback } = asked;
      return {
        deploymentId: create({ group, revision, configName, description, autoRollback }).id,
      };
    },
    StopDeployment: (input, call) => {
      const { deploymentId, autoRollbackEnabled } = parseInput(Stop, input);
      const deployment = deploymentAt(stateAt(call), deploymentId);
      if (!isOpen(deployment)) throw alreadyCompleted(deployment);
      stop(deployment, autoRollbackEnabled);
      return { status: 'Succeeded', statusMessage: 'The deployment was stopped.' };
    },
    ContinueDeployment: (input, call) => {
      const deployment = deploymentAt(stateAt(call), parseInput(ById, input).deploymentId);
      if (!isOpen(deployment)) throw alreadyCompleted(deployment);
      throw new AwsError(
        'DeploymentIsNotInReadyStateException',
        `The deployment ${deployment.id} is not in the Ready state.`,
      );
    },
  };
}

function refuseUnknownConfig({ platform, instances }: Group, configName: string): void {
  const known =
    platform === 'Lambda' ? trafficSteps(configName) : instancesAtOnce(configName, instances.size);
  if (known) return;
  throw new AwsError(
    'DeploymentConfigDoesNotExistException',
    `No deployment configuration found for name: ${configName}`,
  );
}

function readings({ stateAt }: Parts): Record<string, Operation> {
  return {
    GetDeployment: (input, call) => {
      const { deploymentId } = parseInput(ById, input);
      return { deploymentInfo: deploymentForm(deploymentAt(stateAt(call), deploymentId)) };
    },
    BatchGetDeployments: (input, call) => {
      const { deploymentIds } = parseInput(ByIds, input);
      const found = stateAt(call).deployments.filter(({ id }) => deploymentIds.includes(id));
      return { deploymentsInfo: found.map(deploymentForm) };
    },
    ListDeployments: (input, call) => listDeployments(stateAt(call), parseInput(List, input)),
    GetDeploymentGroup: (input, call) => {
      const { applicationName, deploymentGroupName } = parseInput(InGroup, input);
      return {
        deploymentGroupInfo: groupForm(
          groupAt(stateAt(call), applicationName, deploymentGroupName),
        ),
      };
    },
    ListDeploymentGroups: (input, call) => {
      const { applicationName, nextToken } = parseInput(InApplication, input);
      const groups = groupsOf(stateAt(call), applicationName);
      const page = pageOf([...groups.keys()], PAGE_SIZE, nextToken, 'InvalidNextTokenException');
      return { applicationName, deploymentGroups: page.items, nextToken: page.nextToken };
    },
    ListApplications: (_, call) => ({ applications: [...stateAt(call).groups.keys()] }),
    ListDeploymentTargets: (input, call) => {
      const { group } = deploymentAt(stateAt(call), parseInput(ById, input).deploymentId);
      return { targetIds: [...group.instances.keys()] };
    },
  };
}

function groupsOf({ groups }: State, application: string): Map<string, Group> {
  const found = groups.get(application);
  if (!found)
    throw new AwsError(
      'ApplicationDoesNotExistException',
      `No application found for name: ${application}`,
    );
  return found;
}

function deploymentAt({ deployments }: State, id: string): Deployment {
  if (!/^d-[0-9A-Z]{9}$/.test(id)) {
    throw new AwsError(
      'InvalidDeploymentIdException',
      `The specified deploymentId ${id} is not valid.`,
    );
  }
  const found = deployments.find((each) => each.id === id);
  if (!found)
    throw new AwsError(
      'DeploymentDoesNotExistException',
      `The deployment ${id} could not be found`,
    );
  return found;
}

function alreadyCompleted({ id }: Deployment): AwsError {
  return new AwsError(
    'DeploymentAlreadyCompletedException',
    `Deployment with id ${id} is already completed.`,
  );
}

/** Newest first. */
function listDeployments(state: State, asked: z.infer<typeof List>) {
  const { applicationName, deploymentGroupName, includeOnlyStatuses, createTimeRange, nextToken } =
    asked;
  if (deploymentGroupName && !applicationName) {
    throw new AwsError(
      'ApplicationNameRequiredException',
      'The minimum number of required application names was not specified.',
    );
  }
  if (applicationName && deploymentGroupName) groupAt(state, applicationName, deploymentGroupName);
  else if (applicationName) groupsOf(state, applicationName);
  const { start = new Date(0), end } = createTimeRange ?? {};

  const found = state.deployments.filter(
    ({ group, status, createdAt }) =>
      (!applicationName || group.application === applicationName) &&
      (!deploymentGroupName || group.name === deploymentGroupName) &&
      (!includeOnlyStatuses ||
        includeOnlyStatuses.length === 0 ||
        includeOnlyStatuses.includes(status)) &&
      createdAt >= start &&
      (!end || createdAt <= end),
  );
  const ids = found.map(({ id }) => id).reverse();
  const page = pageOf(ids, PAGE_SIZE, nextToken, 'InvalidNextTokenException');
  return { deployments: page.items, nextToken: page.nextToken };
}
