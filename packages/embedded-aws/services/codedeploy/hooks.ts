// The hooks of a Lambda deployment: functions that look at it and say whether it goes on.

import { AwsError } from '../../service.ts';
import { readAppSpec } from './app-spec.ts';
import type { Deployment, DeploymentError, HookName, PendingHook } from './deployments.ts';
import { readServiceSpec } from './service-spec.ts';
import type { CodeDeployStore } from './store.ts';

/** What becomes of the deployment once the hook's function has said how it goes on. */
interface Then {
  succeeded(): void;
  failed(error: DeploymentError): void;
}

/** How long CodeDeploy waits for what a hook says. */
const LONGEST_SECONDS = 3600;

/** Calls the hook's function, if the AppSpec names one, and goes on once that has said so. */
export function runHook(
  store: CodeDeployStore,
  deployment: Deployment,
  name: HookName,
  then: Then,
): void {
  const functionName = functionFor(deployment, name);
  if (functionName === undefined) return void then.succeeded();
  const { clock, chance, lambda } = store;
  const executionId = Buffer.from(chance.hex(48), 'hex').toString('base64url');
  const hook: PendingHook = {
    name,
    executionId,
    startedAt: clock.now(),
    answer: (succeeded) => {
      settle(store, deployment, hook, succeeded ? 'Succeeded' : 'Failed');
      if (succeeded) then.succeeded();
      else then.failed(failure(name, 'said that it failed'));
    },
  };
  const giveUp = (why: string) => {
    if (deployment.hook !== hook) return;
    settle(store, deployment, hook, 'Failed');
    then.failed(failure(name, why));
  };
  deployment.hook = hook;
  const end = clock.millis() + LONGEST_SECONDS * 1000;
  deployment.timers.push(clock.at(end, () => giveUp('said nothing for an hour')));
  try {
    const event = { DeploymentId: deployment.id, LifecycleEventHookExecutionId: executionId };
    lambda.invokeLater(functionName, event, deployment.group);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    giveUp(`could not be called: ${error.message}`);
  }
}

function settle(
  { clock }: CodeDeployStore,
  deployment: Deployment,
  { name, executionId, startedAt }: PendingHook,
  status: 'Succeeded' | 'Failed',
): void {
  deployment.hook = undefined;
  deployment.hooksDone.push({ name, executionId, status, startedAt, endedAt: clock.now() });
}

function functionFor({ revision }: Deployment, name: HookName): string | undefined {
  if (revision.revisionType !== 'AppSpecContent') return undefined;
  const { hooks } = readAppSpec(revision) ?? readServiceSpec(revision) ?? {};
  return hooks?.[name];
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
