// A deployment: reads it, settles its target, and answers the token once it has ended.

import type { Deployment } from '../aws/codedeploy.ts';
import { isMadeByRevision } from '../core/harm.ts';
import { keys, waitKey } from '../core/keys.ts';
import { labelOf } from '../core/revision.ts';
import { type IntentEnd, isSealed, settled } from '../core/target.ts';
import type { DeploymentWait } from '../core/wait.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

/** A deployment has changed its state: looks at it, if one of our waves waits for it. */
export async function deploymentChanged(
  ports: Ports,
  changed: Pick<DeploymentWait, 'account' | 'region' | 'deployment'>,
): Promise<void> {
  const wait = await ports.table.get(keys.deploymentWait(changed));
  if (wait) return lookAtDeployment(ports, wait);
  const { deployment } = changed;
  ports.log.info('ignored a deployment that nothing waits for', { deployment });
}

export async function lookAtDeployment(ports: Ports, wait: DeploymentWait): Promise<void> {
  const deployment = await ports.deployments.get(wait, wait.deployment);
  if (deployment.state === 'running') return;
  const end = endOf(deployment);
  await settleTarget(ports, wait, end);
  await ports.workflows.answer(wait.token, {
    target: wait.target,
    succeeded: end.result === 'Succeeded',
    reason: end.reason,
  });
  await ports.table.remove(waitKey(wait), { token: wait.token });
}

/** What the end of a deployment says of the intent that it was started for. */
export function endOf({ id, state, error, errorCode }: Deployment): IntentEnd {
  if (state === 'Succeeded') return { result: 'Succeeded', reason: `deployment ${id} succeeded` };
  return {
    result: 'Failed',
    reason: `deployment ${id} ended ${state}${error ? `, ${error}` : ''}`,
    blamesRevision: isMadeByRevision(errorCode),
  };
}

/**
 * Ends the open intent of a release on a target, once. A deployment ends only the intent that it belongs to: one that a
 * rollback has stopped says nothing of the rollback. Once the release is being ended, its settlement alone says how.
 */
export async function settleTarget(
  ports: Ports,
  {
    pipeline,
    release,
    target,
    deployment,
  }: Pick<DeploymentWait, 'pipeline' | 'release' | 'target'> & { readonly deployment?: string },
  end: IntentEnd,
  by: 'hand' | 'settlement' = 'hand',
): Promise<void> {
  await ports.table.change(keys.target(pipeline, target), (before) => {
    const intent = before?.intent;
    if (before === undefined || intent === undefined) return undefined;
    if (intent.release !== release || intent.result) return undefined;
    if (deployment !== undefined && intent.deployment !== deployment) return undefined;
    if (by === 'hand' && isSealed(before)) return undefined;
    const what = intent.doing === 'deploy' ? 'deployed' : 'rolled back to';
    const did = end.result === 'Succeeded' ? what : `not ${what}`;
    const text = `${target}: ${labelOf(intent.revision)} ${did}, ${end.reason}`;
    const entry = entryOf(ports, { pipeline, id: release }, 'DeploymentEnded', target, text);
    return { item: settled(before, end, entry.at), entries: [entry] };
  });
}
