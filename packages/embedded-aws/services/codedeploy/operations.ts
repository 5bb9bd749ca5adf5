// CodeDeploy's API actions on deployments and their groups.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { flag, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import { Create, refuseChoices } from './create-input.ts';
import { deploymentForm, groupForm } from './deployment-forms.ts';
import { createDeployment, stopDeployment } from './deployment-life.ts';
import { type Deployment, isOpen, type WaitType } from './deployments.ts';
import { answerHook } from './hooks.ts';
import { List, listDeployments } from './listing.ts';
import { groupAt, groupsOf, type State } from './new-deployment.ts';
import { revisionFrom } from './revision-input.ts';
import type { CodeDeployStore } from './store.ts';
import { targetForm, targetIdsOf } from './target-forms.ts';

const ById = z.object({ deploymentId: text });
const Stop = ById.extend({ autoRollbackEnabled: flag.default(false) });
const Continue = ById.extend({
  deploymentWaitType: z.enum(['READY_WAIT', 'TERMINATION_WAIT']).default('READY_WAIT'),
});
const ByIds = z.object({ deploymentIds: z.array(text) });
const InGroup = z.object({ applicationName: text, deploymentGroupName: text });
const InGroups = z.object({ applicationName: text, deploymentGroupNames: z.array(text) });
const InApplication = z.object({ applicationName: text, nextToken: text.optional() });
const Paged = z.object({ nextToken: text.optional() });
const Target = ById.extend({ targetId: text });
const Targets = ById.extend({ targetIds: z.array(text).min(1) });
const Hook = z.object({
  deploymentId: text.optional(),
  lifecycleEventHookExecutionId: z.string().optional(),
  status: z.string().optional(),
});

const PAGE_SIZE = 100;

export function codedeployOperations(store: CodeDeployStore): Record<string, Operation> {
  return { ...changes(store), ...readings(store.states), ...targetReadings(store) };
}

function changes(store: CodeDeployStore): Record<string, Operation> {
  const { states } = store;
  return {
    CreateDeployment: (input, call) => {
      const asked = parseInput(Create, input);
      if (!asked.deploymentGroupName)
        throw required('DeploymentGroupName', 'deployment group name');
      const group = groupAt(states.at(call), asked.applicationName, asked.deploymentGroupName);
      refuseChoices(asked, group, states.at(call));
      const revision = revisionFrom(asked.revision, group);
      const {
        description,
        autoRollbackConfiguration: autoRollback,
        deploymentConfigName: configName,
        fileExistsBehavior,
        ignoreApplicationStopFailures,
      } = asked;
      const request = {
        group,
        revision,
        configName,
        description,
        autoRollback,
        fileExistsBehavior,
        ignoreApplicationStopFailures,
        targetGroups: asked.targetInstances?.autoScalingGroups,
        isUnwatched: asked.overrideAlarmConfiguration?.enabled === false,
      };
      return { deploymentId: createDeployment(store, request).id };
    },
    StopDeployment: (input, call) => {
      const { deploymentId, autoRollbackEnabled } = parseInput(Stop, input);
      const deployment = deploymentAt(states.at(call), deploymentId);
      if (!isOpen(deployment)) throw alreadyCompleted(deployment);
      stopDeployment(store, deployment, autoRollbackEnabled);
      return { status: 'Succeeded', statusMessage: 'The deployment was stopped.' };
    },
    ContinueDeployment: (input, call) => {
      const { deploymentId, deploymentWaitType } = parseInput(Continue, input);
      continueDeployment(deploymentAt(states.at(call), deploymentId), deploymentWaitType);
      return {};
    },
    PutLifecycleEventHookExecutionStatus: (input, call) => {
      const { deploymentId, lifecycleEventHookExecutionId: id, status } = parseInput(Hook, input);
      if (!deploymentId) throw required('DeploymentId', 'deployment ID');
      answerHook(deploymentAt(states.at(call), deploymentId), id, status);
      return { lifecycleEventHookExecutionId: id };
    },
  };
}

function readings(states: CodeDeployStore['states']): Record<string, Operation> {
  return {
    GetDeployment: (input, call) => {
      const { deploymentId } = parseInput(ById, input);
      return { deploymentInfo: deploymentForm(deploymentAt(states.at(call), deploymentId)) };
    },
    BatchGetDeployments: (input, call) => {
      const { deploymentIds } = parseInput(ByIds, input);
      refuseBatch(deploymentIds, 'DeploymentId');
      const found = states.at(call).deployments.filter(({ id }) => deploymentIds.includes(id));
      return { deploymentsInfo: found.map(deploymentForm) };
    },
    ListDeployments: (input, call) =>
      listDeployments(states.at(call), parseInput(List, input), call),
    GetDeploymentGroup: (input, call) => {
      const { applicationName, deploymentGroupName } = parseInput(InGroup, input);
      const group = groupAt(states.at(call), applicationName, deploymentGroupName);
      return { deploymentGroupInfo: groupForm(group) };
    },
    BatchGetDeploymentGroups: (input, call) => {
      const { applicationName, deploymentGroupNames } = parseInput(InGroups, input);
      refuseBatch(deploymentGroupNames, 'DeploymentGroupName');
      const groups = groupsOf(states.at(call), applicationName);
      const missing = deploymentGroupNames.filter((name) => !groups.has(name));
      const found = deploymentGroupNames.flatMap((name) => groups.get(name) ?? []);
      const errorMessage = `No Deployment Group found for names: ${missing.join(', ')}`;
      return {
        deploymentGroupsInfo: found.map(groupForm),
        ...(missing.length > 0 && { errorMessage }),
      };
    },
    ListDeploymentGroups: (input, call) => {
      const { applicationName, nextToken } = parseInput(InApplication, input);
      const groups = groupsOf(states.at(call), applicationName);
      const page = pageOf([...groups.keys()], PAGE_SIZE, nextToken, 'InvalidNextTokenException');
      return { applicationName, deploymentGroups: page.items, nextToken: page.nextToken };
    },
    ListApplications: (input, call) => {
      const { nextToken } = parseInput(Paged, input);
      const names = [...states.at(call).groups.keys()];
      const page = pageOf(names, PAGE_SIZE, nextToken, 'InvalidNextTokenException');
      return { applications: page.items, nextToken: page.nextToken };
    },
  };
}

function targetReadings({ states, lambda }: CodeDeployStore): Record<string, Operation> {
  return {
    ListDeploymentTargets: (input, call) => {
      const { deploymentId } = parseInput(ById, input);
      return { targetIds: targetIdsOf(deploymentAt(states.at(call), deploymentId)) };
    },
    GetDeploymentTarget: (input, call) => {
      const { deploymentId, targetId } = parseInput(Target, input);
      const deployment = deploymentAt(states.at(call), deploymentId);
      return { deploymentTarget: targetForm(deployment, targetId, lambda) };
    },
    BatchGetDeploymentTargets: (input, call) => {
      const { deploymentId, targetIds } = parseInput(Targets, input);
      const deployment = deploymentAt(states.at(call), deploymentId);
      return { deploymentTargets: targetIds.map((id) => targetForm(deployment, id, lambda)) };
    },
  };
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

/** Lets it go on that waits for just that. */
function continueDeployment(deployment: Deployment, type: WaitType): void {
  const { id, group, wait } = deployment;
  if (!isOpen(deployment)) throw alreadyCompleted(deployment);
  if (!group.blueGreen)
    throw new AwsError(
      'UnsupportedActionForDeploymentTypeException',
      'ContinueDeployment is supported for blue/green deployments only.',
    );
  if (wait?.for !== type)
    throw new AwsError(
      'DeploymentIsNotInReadyStateException',
      `The deployment ${id} does not wait: ${type}.`,
    );
  wait.goOn();
}

function refuseBatch(names: readonly string[], what: string): void {
  if (names.length === 0) throw required(what, what);
  if (names.length > PAGE_SIZE)
    throw new AwsError(
      'BatchLimitExceededException',
      `The maximum number of names or IDs allowed for this request (${PAGE_SIZE}) was exceeded.`,
    );
}

function required(name: string, what: string): AwsError {
  return new AwsError(`${name}RequiredException`, `At least one ${what} must be specified.`);
}

function alreadyCompleted({ id }: Deployment): AwsError {
  return new AwsError(
    'DeploymentAlreadyCompletedException',
    `Deployment with id ${id} is already completed.`,
  );
}
