// The hooks of a Lambda deployment: functions that look at it and say whether it goes on.

import type { Chance } from '../../chance.ts';
import type { VirtualClock } from '../../clock.ts';
import { AwsError } from '../../service.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { readAppSpec } from './app-spec.ts';
import type { Deployment, DeploymentError, HookName, PendingHook } from './deployments.ts';

export interface Hooks {
  /** Calls the hook's function, if the AppSpec names one, and goes on once that has said so. */
  run(deployment: Deployment, name: HookName, next: () => void): void;
}

interface Parts {
  readonly clock: VirtualClock;
  readonly lambda: Lambda;
  readonly chance: Chance;
  fail(deployment: Deployment, error: DeploymentError): void;
}

/** How long CodeDeploy waits for what a hook says. */
const LONGEST_SECONDS = 3600;

export function hooks({ clock, lambda, chance, fail }: Parts): Hooks {
  function run(deployment: Deployment, name: HookName, next: () => void): void {
    const functionName = functionFor(deployment, name);
    if (functionName === undefined) return void next();
    const executionId = Buffer.from(chance.hex(48), 'hex').toString('base64url');
    const hook: PendingHook = {
      name,
      executionId,
      startedAt: clock.now(),
      answer: (succeeded) => {
        settle(deployment, hook, succeeded ? 'Succeeded' : 'Failed');
        if (succeeded) next();
        else fail(deployment, failure(name, 'said that it failed'));
      },
    };
    deployment.hook = hook;
    const end = clock.millis() + LONGEST_SECONDS * 1000;
    deployment.timers.push(clock.at(end, () => giveUp(hook, 'said nothing for an hour')));
    try {
      const event = { DeploymentId: deployment.id, LifecycleEventHookExecutionId: executionId };
      lambda.invokeLater(functionName, event, deployment.group);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      giveUp(hook, `could not be called: ${error.message}`);
    }

    function giveUp(pending: PendingHook, why: string): void {
      if (deployment.hook !== pending) return;
      settle(deployment, pending, 'Failed');
      fail(deployment, failure(name, why));
    }
  }

  function settle(deployment: Deployment, hook: PendingHook, status: 'Succeeded' | 'Failed'): void {
    const { name, executionId, startedAt } = hook;
    deployment.hook = undefined;
    deployment.hooksDone.push({ name, executionId, status, startedAt, endedAt: clock.now() });
  }

  return { run };
}

function functionFor({ revision }: Deployment, name: HookName): string | undefined {
  if (revision.revisionType !== 'AppSpecContent') return undefined;
  return readAppSpec(revision)?.hooks[name];
}

function failure(name: HookName, why: string): DeploymentError {
  return {
    code: 'HOOK_EXECUTION_FAILURE',
    message: `The deployment failed because the ${name} hook ${why}.`,
  };
}

/** Gives a hook's answer to the deployment that waits for it. */
export function answerHook(
  { id, hook, hooksDone }: Deployment,
  executionId: string | undefined,
  status: string | undefined,
): void {
  if (hooksDone.some((each) => each.executionId === executionId))
    throw new AwsError(
      'LifecycleEventAlreadyCompletedException',
      `The lifecycle event of ${executionId} has been completed already.`,
    );
  if (!hook || hook.executionId !== executionId)
    throw new AwsError(
      'InvalidLifecycleEventHookExecutionIdException',
      `The deployment ${id} waits for no hook of that execution id.`,
    );
  if (status !== 'Succeeded' && status !== 'Failed')
    throw new AwsError(
      'InvalidLifecycleEventHookExecutionStatusException',
      `The status of a hook must be Succeeded or Failed, not ${status}.`,
    );
  hook.answer(status === 'Succeeded');
}
