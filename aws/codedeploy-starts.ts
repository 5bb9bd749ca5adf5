// CodeDeploy: starts deployments. That is not idempotent there; finding them makes it so.

import {
  type AutoRollbackConfiguration,
  CodeDeployClient,
  CreateDeploymentCommand,
  type CreateDeploymentCommandInput,
} from '@aws-sdk/client-codedeploy';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { answerOf } from './answer.ts';
import { type DeploymentInput, revisionOf } from './codedeploy-revisions.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** A target with a deployment group. */
export type GroupTarget = TargetOf<'lambda'> | TargetOf<'ec2'> | TargetOf<'tasks'>;

export function groupOf({ lambda, ec2, ecs }: GroupTarget) {
  const { application, deploymentGroup } = lambda ?? ec2 ?? ecs;
  return { applicationName: application, deploymentGroupName: deploymentGroup };
}

const begun = z.object({ deploymentId: z.string() });

/** A way back does not take the pace of the way forth. */
const AT_ONCE = {
  lambda: 'CodeDeployDefault.LambdaAllAtOnce',
  tasks: 'CodeDeployDefault.ECSAllAtOnce',
};

/**
 * Tidegate owns the rollback: two owners would collide on the group's one deployment. But of a service's tasks no other
 * way leads back to those that still live: what ends half-way goes back by itself, and that is waited for.
 */
function rollbackBy(input: DeploymentInput): AutoRollbackConfiguration {
  if (input.kind !== 'tasks' || input.atOnce) return { enabled: false };
  return { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] };
}

/** The script that stops the application is that of the revision that goes: a broken one would bar the way back. */
const IGNORING = { ignoreApplicationStopFailures: true };

export async function start(
  access: MemberAccess,
  target: GroupTarget,
  input: DeploymentInput,
  description: string,
): Promise<string> {
  const asked: CreateDeploymentCommandInput = {
    ...groupOf(target),
    description,
    revision: revisionOf(input),
    autoRollbackConfiguration: rollbackBy(input),
    ...(input.kind !== 'ec2' && input.atOnce && { deploymentConfigName: AT_ONCE[input.kind] }),
    ...(input.kind === 'ec2' && { fileExistsBehavior: 'OVERWRITE' as const }),
    ...(input.kind === 'ec2' && input.ignoreStopFailures && IGNORING),
    ...(input.kind === 'ec2' &&
      input.replacement && { targetInstances: { autoScalingGroups: [input.replacement] } }),
  };
  const isBack = input.kind === 'ec2' ? input.isBack : input.atOnce;
  const what = `starting a deployment to ${target.name}`;
  const client = await access.client(CodeDeployClient, target, { to: 'deploy', attempts: 1 });
  try {
    const answer = isBack ? await unwatched(client, asked) : await sent(client, asked);
    return answerOf(what, begun, answer).deploymentId;
  } catch (cause) {
    if (nameOf(cause) === 'DeploymentLimitExceededException') {
      throw new Failure(
        'TargetBusy',
        `expected ${target.name} to have no deployment, got one in progress`,
        { cause },
      );
    }
    return translated(what, Promise.reject(cause));
  }
}

function sent(client: CodeDeployClient, asked: CreateDeploymentCommandInput) {
  return client.send(new CreateDeploymentCommand(asked));
}

/**
 * The alarm that a revision is taken back for goes on firing until that is done, and CodeDeploy would stop what takes
 * it back. Whoever overrides a group's alarms needs the right to change the group: a role that was made before it had
 * that right goes back all the same, as far as the alarms let it.
 */
async function unwatched(client: CodeDeployClient, asked: CreateDeploymentCommandInput) {
  const overrideAlarmConfiguration = { enabled: false };
  try {
    return await sent(client, { ...asked, overrideAlarmConfiguration });
  } catch (cause) {
    if (!isDenied(cause)) throw cause;
    return sent(client, asked);
  }
}

function isDenied(cause: unknown): boolean {
  return cause instanceof Error && /AccessDenied/.test(cause.name);
}
