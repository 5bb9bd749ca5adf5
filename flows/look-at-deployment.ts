// A deployment: reads it, settles its target, and answers the token once it has ended.

import { keys } from '../core/keys.ts';
import { labelOf } from '../core/revision.ts';
import { settled, type Target } from '../core/target.ts';
import { type DeploymentWait, waitKey } from '../core/wait.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

export async function lookAtDeployment(ports: Ports, wait: DeploymentWait): Promise<void> {
  const deployment = await ports.deployments.get(wait, wait.deployment);
  if (deployment.state === 'running') return;
  const succeeded = deployment.state === 'Succeeded';
  const reason = succeeded
    ? `deployment ${deployment.id} succeeded`
    : `deployment ${deployment.id} ended ${deployment.state}${deployment.error ? `, ${deployment.error}` : ''}`;
  await settleTarget(ports, wait, succeeded ? 'Succeeded' : 'Failed', reason);
  await ports.workflows.answer(wait.token, { target: wait.target, succeeded, reason });
  await ports.table.remove(waitKey(wait));
}

/**
 * Ends the open intent of a release on a target, once. A deployment ends only the intent that it belongs to: one that a
 * rollback has stopped says nothing of the rollback.
 */
export async function settleTarget(
  ports: Ports,
  {
    pipeline,
    release,
    target,
    deployment,
  }: Pick<DeploymentWait, 'pipeline' | 'release' | 'target'> & { readonly deployment?: string },
  result: 'Succeeded' | 'Failed',
  reason: string,
): Promise<void> {
  await ports.table.change<Target>(keys.target(pipeline, target), (before) => {
    const intent = before?.intent;
    if (before === undefined || intent === undefined) return undefined;
    if (intent.release !== release || intent.result) return undefined;
    if (deployment !== undefined && intent.deployment !== deployment) return undefined;
    const what = intent.doing === 'deploy' ? 'deployed' : 'rolled back to';
    const text = `${target}: ${labelOf(intent.revision)} ${result === 'Succeeded' ? what : `not ${what}`}, ${reason}`;
    const entry = entryOf(ports, { pipeline, id: release }, 'DeploymentEnded', target, text);
    return { item: settled(before, result, reason, entry.at), entries: [entry] };
  });
}
