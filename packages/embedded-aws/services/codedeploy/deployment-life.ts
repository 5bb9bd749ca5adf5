// The life of a deployment over virtual time: created, begun, rolled out, ended, rolled back.

import { AwsError } from '../../service.ts';
import type { Place } from '../places.ts';
import { playBlueGreen } from './blue-green.ts';
import { configurationNamed } from './config-forms.ts';
import { deploymentEvent } from './deployment-event.ts';
import {
  type Deployment,
  type DeploymentError,
  type DeploymentOutcome,
  type Group,
  isOpen,
  type RollbackEvent,
} from './deployments.ts';
import { runHook } from './hooks.ts';
import {
  type CreateRequest,
  deploymentId,
  newDeployment,
  revisionBefore,
} from './new-deployment.ts';
import { rolloutOf } from './rollouts.ts';
import { serviceRollout } from './service-rollout.ts';
import type { Step } from './sides.ts';
import type { CodeDeployStore } from './store.ts';
import { later } from './timers.ts';

const START_SECONDS = 1;
const FINISH_SECONDS = 5;

export function createDeployment(store: CodeDeployStore, request: CreateRequest): Deployment {
  const { states, chance, clock } = store;
  const { group } = request;
  const { deployments } = states.at(group);
  const open = deployments.find((each) => each.group === group && isOpen(each));
  if (open) throw busy(group, open);
  const deployment = newDeployment(request, deploymentId(chance), clock.now());
  deployments.push(deployment);
  group.lastAttempted = deployment;
  later(store, deployment, START_SECONDS, () => begin(store, deployment));
  return deployment;
}

function begin(store: CodeDeployStore, deployment: Deployment): void {
  const { group } = deployment;
  deployment.status = 'InProgress';
  deployment.startedAt = store.clock.now();
  store.emit(deploymentEvent(deployment, 'START'));
  const alarm = group.alarmNames.find((name) => store.inAlarm(name, group));
  if (alarm && !deployment.isUnwatched) stopOnAlarm(store, deployment, alarm);
  else rollOut(store, deployment);
}

function rollOut(store: CodeDeployStore, deployment: Deployment): void {
  const configuration = configurationNamed(
    store.states.at(deployment.group),
    deployment.configName,
  );
  const isService = deployment.group.platform === 'ECS' && configuration !== undefined;
  const rollout = isService
    ? serviceRollout(store, deployment, configuration)
    : rolloutOf(deployment, configuration, { ...store, taken: takenBack(store, deployment) });
  const failed = (error: DeploymentError) => fail(store, deployment, error);
  if ('error' in rollout) later(store, deployment, FINISH_SECONDS, () => failed(rollout.error));
  else if ('sides' in rollout) {
    const played = { sides: rollout.sides, outcome: scripted(store, deployment) };
    playBlueGreen(store, deployment, played, {
      succeeded: () => succeed(store, deployment),
      failed,
      stopped: (error) => stopBecause(store, deployment, error),
    });
  } else
    runHook(store, deployment, 'BeforeAllowTraffic', {
      succeeded: () =>
        play(store, deployment, rollout.steps, rollout.outcome ?? scripted(store, deployment)),
      failed,
    });
}

/** What it takes back, where CodeDeploy has begun it for that. */
function takenBack({ states }: CodeDeployStore, { group, rollback }: Deployment) {
  const id = rollback.rollbackTriggeringDeploymentId;
  return states.at(group).deployments.find((each) => each.id === id);
}

/** A deployment that fails does so halfway, with some of its steps done. */
function play(
  store: CodeDeployStore,
  deployment: Deployment,
  steps: readonly Step[],
  outcome: DeploymentOutcome,
): void {
  deployment.allowsSince = store.clock.now();
  const last = Math.max(...steps.map(({ afterSeconds }) => afterSeconds));
  const seconds = Math.max(last, outcome.seconds ?? last + FINISH_SECONDS);
  const failsAt = outcome.fails ? seconds / 2 : Number.POSITIVE_INFINITY;
  const failed = (error: DeploymentError) => fail(store, deployment, error);
  deployment.misses = Math.min(outcome.misses ?? 0, steps.length - 1);
  for (const { afterSeconds, run } of steps.slice(0, steps.length - deployment.misses)) {
    if (afterSeconds < failsAt) later(store, deployment, afterSeconds, run);
  }
  if (outcome.fails) later(store, deployment, failsAt, () => failed(errorOf(outcome)));
  else if (!outcome.hangs)
    later(store, deployment, seconds, () =>
      runHook(store, deployment, 'AfterAllowTraffic', {
        succeeded: () => succeed(store, deployment),
        failed,
      }),
    );
}

/** The last script that answers counts. */
function scripted({ scripts }: CodeDeployStore, deployment: Deployment): DeploymentOutcome {
  const answers = scripts.map((script) => script(deployment));
  return answers.findLast((answer) => answer !== undefined) ?? {};
}

function end(
  { clock, emit }: CodeDeployStore,
  deployment: Deployment,
  status: Deployment['status'],
  event: 'SUCCESS' | 'FAILURE' | 'STOP',
): void {
  for (const cancel of deployment.timers.splice(0)) cancel();
  deployment.hook = undefined;
  deployment.wait = undefined;
  deployment.status = status;
  deployment.completedAt = clock.now();
  emit(deploymentEvent(deployment, event));
}

function succeed(store: CodeDeployStore, deployment: Deployment): void {
  deployment.group.lastSuccessful = deployment;
  end(store, deployment, 'Succeeded', 'SUCCESS');
  updateOutdated(store, deployment);
}

/** Instances that have joined meanwhile run what the group had before: CodeDeploy brings them up to it by itself. */
function updateOutdated(store: CodeDeployStore, { group, revision, misses }: Deployment): void {
  // Those that failed are left as they are.
  if (misses > 0 || group.platform !== 'Server' || group.blueGreen) return;
  const runs = [...group.instances.values()];
  if (runs.every((run) => run === revision)) return;
  createDeployment(store, { group, revision, creator: 'CodeDeployAutoUpdate' });
}

function fail(store: CodeDeployStore, deployment: Deployment, error: DeploymentError): void {
  deployment.error = error;
  end(store, deployment, 'Failed', 'FAILURE');
  rollBackIf(store, deployment, 'DEPLOYMENT_FAILURE');
}

export function stopDeployment(
  store: CodeDeployStore,
  deployment: Deployment,
  rollBackToo: boolean,
): void {
  const error = { code: 'MANUAL_STOP', message: 'The deployment was stopped by a user.' };
  stopBecause(store, deployment, error, rollBackToo);
}

function stopBecause(
  store: CodeDeployStore,
  deployment: Deployment,
  error: DeploymentError,
  rollBackToo = false,
): void {
  deployment.error = error;
  end(store, deployment, 'Stopped', 'STOP');
  if (rollBackToo) rollBack(store, deployment);
  else rollBackIf(store, deployment, 'DEPLOYMENT_STOP_ON_REQUEST');
}

/** Stops open deployments whose group watches the alarm. */
export function stopOnAlarmOf(store: CodeDeployStore, alarm: string, place: Place): void {
  for (const deployment of store.states.at(place).deployments) {
    const isWatched = deployment.group.alarmNames.includes(alarm);
    const isBegun = isOpen(deployment) && deployment.status !== 'Created';
    if (isWatched && isBegun && !deployment.isUnwatched) stopOnAlarm(store, deployment, alarm);
  }
}

function stopOnAlarm(store: CodeDeployStore, deployment: Deployment, alarm: string): void {
  const message = `One or more alarms have been activated: <${alarm}>`;
  deployment.error = { code: 'ALARM_ACTIVE', message };
  end(store, deployment, 'Stopped', 'STOP');
  rollBackIf(store, deployment, 'DEPLOYMENT_STOP_ON_ALARM');
}

function rollBackIf(store: CodeDeployStore, deployment: Deployment, event: RollbackEvent): void {
  const { enabled, events } = deployment.autoRollback;
  if (enabled && events.includes(event) && deployment.creator === 'user')
    rollBack(store, deployment);
}

/** A rollback is a new deployment of the last good revision. */
function rollBack(store: CodeDeployStore, deployment: Deployment): void {
  const { group, id } = deployment;
  const revision = revisionBefore(deployment);
  if (!revision) {
    const rollbackMessage = 'No previous revision is available to roll back to.';
    deployment.rollback = { rollbackMessage };
    return;
  }
  const isServer = group.platform === 'Server';
  const atOnce = `CodeDeployDefault.${group.platform}AllAtOnce`;
  const configName = isServer ? deployment.configName : atOnce;
  const request = { group, revision, creator: 'codeDeployRollback', configName };
  const made = createDeployment(store, request);
  deployment.rollback = {
    rollbackDeploymentId: made.id,
    rollbackMessage: `Deployment ${id} is being rolled back.`,
  };
  made.rollback = { rollbackTriggeringDeploymentId: id };
}

function busy({ name }: Group, { id }: Deployment): AwsError {
  return new AwsError(
    'DeploymentLimitExceededException',
    `The Deployment Group '${name}' is already deploying deployment '${id}'.`,
  );
}

function errorOf({ fails }: DeploymentOutcome): DeploymentError {
  if (fails && fails !== true) return fails;
  return {
    code: 'HEALTH_CONSTRAINTS',
    message:
      'The overall deployment failed because too many individual instances failed deployment.',
  };
}
