// CodeDeploy: one deployment at a time in a group, over virtual time, with its events.

import type { VirtualClock } from '../../clock.ts';
import { modelFor } from '../../models/refusals.ts';
import { AwsError, type Service } from '../../service.ts';
import type { Emit } from '../events/event.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { type Place, places } from '../places.ts';
import type { Objects } from '../s3/objects.ts';
import { deploymentEvent } from './deployment-event.ts';
import {
  type Deployment,
  type DeploymentError,
  type DeploymentOutcome,
  type DeploymentScript,
  type Group,
  type GroupDefinition,
  isOpen,
  type RollbackEvent,
} from './deployments.ts';
import { hooks } from './hooks.ts';
import {
  type CreateRequest,
  deploymentId,
  groupAt,
  groupFrom,
  newDeployment,
  revisionBefore,
  type State,
} from './new-deployment.ts';
import { codedeployOperations } from './operations.ts';
import { revisionOperations } from './revision-operations.ts';
import { rolloutOf, type Step } from './rollouts.ts';

export interface CodeDeploy {
  readonly service: Service;
  addGroup(group: GroupDefinition): Group;
  group(application: string, name: string, place: Place): Group;
  /** Says how deployments end; the last script that answers counts. Without one they succeed. */
  script(script: DeploymentScript): void;
  deployments(place: Place): readonly Deployment[];
  /** Stops open deployments whose group watches the alarm, as its state changes to ALARM. */
  alarmFired(alarmName: string, place: Place): void;
}

export interface CodeDeployParts {
  readonly clock: VirtualClock;
  readonly lambda: Lambda;
  readonly objects: Objects;
  readonly emit: Emit;
  /** Whether an alarm is in ALARM now. */
  readonly inAlarm: (alarmName: string, place: Place) => boolean;
}

const START_SECONDS = 1;
const FINISH_SECONDS = 5;

export function codeDeploy({ clock, lambda, objects, emit, inAlarm }: CodeDeployParts): CodeDeploy {
  const states = places(
    (): State => ({ applications: new Map(), groups: new Map(), deployments: [] }),
  );
  const chance = clock.chance.stream('codedeploy');
  const scripts: DeploymentScript[] = [];
  const asked = hooks({ clock, lambda, chance, fail });

  function addGroup(definition: GroupDefinition): Group {
    const { groups, applications } = states.at(definition);
    const made = groupFrom(definition, chance.uuid());
    if (!applications.has(made.application)) applications.set(made.application, clock.now());
    const siblings = groups.get(made.application) ?? new Map<string, Group>();
    groups.set(made.application, siblings.set(made.name, made));
    return made;
  }

  function create(request: CreateRequest): Deployment {
    const { group } = request;
    const open = states.at(group).deployments.find((each) => each.group === group && isOpen(each));
    if (open) throw busy(group, open);
    const deployment = newDeployment(request, deploymentId(chance), clock.now());
    states.at(group).deployments.push(deployment);
    group.lastAttempted = deployment;
    later(deployment, START_SECONDS, () => begin(deployment));
    return deployment;
  }

  function begin(deployment: Deployment): void {
    deployment.status = 'InProgress';
    deployment.startedAt = clock.now();
    emit(deploymentEvent(deployment, 'START'));
    const alarm = deployment.group.alarmNames.find((name) => inAlarm(name, deployment.group));
    if (alarm) stopOnAlarm(deployment, alarm);
    else rollOut(deployment);
  }

  function rollOut(deployment: Deployment): void {
    const rollout = rolloutOf(deployment, lambda, objects);
    if ('error' in rollout)
      later(deployment, FINISH_SECONDS, () => fail(deployment, rollout.error));
    else
      asked.run(deployment, 'BeforeAllowTraffic', () =>
        play(deployment, rollout.steps, scripted(deployment)),
      );
  }

  /** A deployment that fails does so halfway, with some of its steps done. */
  function play(deployment: Deployment, steps: readonly Step[], outcome: DeploymentOutcome): void {
    const last = Math.max(...steps.map(({ afterSeconds }) => afterSeconds));
    const seconds = Math.max(last, outcome.seconds ?? last + FINISH_SECONDS);
    const failsAt = outcome.fails ? seconds / 2 : Number.POSITIVE_INFINITY;
    for (const { afterSeconds, run } of steps) {
      if (afterSeconds < failsAt) later(deployment, afterSeconds, run);
    }
    if (outcome.fails) later(deployment, failsAt, () => fail(deployment, errorOf(outcome)));
    else if (!outcome.hangs)
      later(deployment, seconds, () =>
        asked.run(deployment, 'AfterAllowTraffic', () => succeed(deployment)),
      );
  }

  function scripted(deployment: Deployment): DeploymentOutcome {
    const answers = scripts
      .map((script) => script(deployment))
      .filter((answer) => answer !== undefined);
    return answers.at(-1) ?? {};
  }

  function later(deployment: Deployment, seconds: number, run: () => void): void {
    deployment.timers.push(clock.at(clock.millis() + seconds * 1000, run));
  }

  function end(
    deployment: Deployment,
    status: Deployment['status'],
    event: 'SUCCESS' | 'FAILURE' | 'STOP',
  ): void {
    for (const cancel of deployment.timers.splice(0)) cancel();
    deployment.hook = undefined;
    deployment.status = status;
    deployment.completedAt = clock.now();
    emit(deploymentEvent(deployment, event));
  }

  function succeed(deployment: Deployment): void {
    deployment.group.lastSuccessful = deployment;
    end(deployment, 'Succeeded', 'SUCCESS');
  }

  function fail(deployment: Deployment, error: DeploymentError): void {
    deployment.error = error;
    end(deployment, 'Failed', 'FAILURE');
    rollBackIf(deployment, 'DEPLOYMENT_FAILURE');
  }

  function stop(deployment: Deployment, rollBackToo: boolean): void {
    deployment.error = { code: 'MANUAL_STOP', message: 'The deployment was stopped by a user.' };
    end(deployment, 'Stopped', 'STOP');
    if (rollBackToo) rollBack(deployment);
    else rollBackIf(deployment, 'DEPLOYMENT_STOP_ON_REQUEST');
  }

  function stopOnAlarm(deployment: Deployment, alarm: string): void {
    deployment.error = {
      code: 'ALARM_ACTIVE',
      message: `One or more alarms have been activated: <${alarm}>`,
    };
    end(deployment, 'Stopped', 'STOP');
    rollBackIf(deployment, 'DEPLOYMENT_STOP_ON_ALARM');
  }

  function rollBackIf(deployment: Deployment, event: RollbackEvent): void {
    const { enabled, events } = deployment.autoRollback;
    if (enabled && events.includes(event) && deployment.creator === 'user') rollBack(deployment);
  }

  /** A rollback is a new deployment of the last good revision. */
  function rollBack(deployment: Deployment): void {
    const revision = revisionBefore(deployment);
    if (!revision) {
      deployment.rollback = {
        rollbackMessage: 'No previous revision is available to roll back to.',
      };
      return;
    }
    const made = create({
      group: deployment.group,
      revision,
      creator: 'codeDeployRollback',
      configName:
        deployment.group.platform === 'Lambda'
          ? 'CodeDeployDefault.LambdaAllAtOnce'
          : deployment.configName,
    });
    deployment.rollback = {
      rollbackDeploymentId: made.id,
      rollbackMessage: `Deployment ${deployment.id} is being rolled back.`,
    };
    made.rollback = { rollbackTriggeringDeploymentId: deployment.id };
  }

  function alarmFired(alarmName: string, place: Place): void {
    for (const deployment of states.at(place).deployments) {
      const watched = deployment.group.alarmNames.includes(alarmName);
      if (watched && deployment.status === 'InProgress') stopOnAlarm(deployment, alarmName);
    }
  }

  const group = (application: string, name: string, place: Place) =>
    groupAt(states.at(place), application, name);
  const operations = {
    ...codedeployOperations({ stateAt: states.at, create, stop, lambda }),
    ...revisionOperations(states.at),
  };
  return {
    service: { id: 'codedeploy', model: modelFor('codedeploy'), operations },
    addGroup,
    group,
    script: (script) => void scripts.push(script),
    deployments: (place) => states.at(place).deployments,
    alarmFired,
  };
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
