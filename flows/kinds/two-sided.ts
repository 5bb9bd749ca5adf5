// A deployment of CodeDeploy to a group that has two of everything: what it replaces lives on for a time.

import type { GroupTarget } from '../../aws/codedeploy-starts.ts';
import type { Deployment } from '../../core/deployment.ts';
import type { Ports } from '../ports.ts';
import { groupFor } from './groups.ts';

/** All of the traffic is there: what follows waits for nothing that the release is about. */
export function inEffect(deployment: Deployment): Deployment {
  return deployment.isInEffect ? { ...deployment, state: 'Succeeded' } : deployment;
}

/**
 * What was replaced is given up, once nothing is taken back: until then the group has no room for another deployment.
 * Only of one that is Tidegate's.
 */
export async function finishWait(ports: Ports, target: GroupTarget): Promise<void> {
  const group = await groupFor(ports, target);
  if (group?.blueGreen === undefined || group.attempted === undefined) return;
  const last = await ports.deployments.get(target, group.attempted);
  if (!last.isInEffect || !last.description.startsWith('tidegate ')) return;
  await ports.deployments.goOn(target, last.id, 'TERMINATION_WAIT');
}

/** The group's last deployment, whoever began it. */
export async function lastOf(ports: Ports, target: GroupTarget): Promise<Deployment | undefined> {
  const id = (await groupFor(ports, target))?.attempted;
  return id === undefined ? undefined : ports.deployments.get(target, id);
}

/** What of Tidegate's CodeDeploy itself takes back, for it was told to; undefined of any other deployment. */
export async function takenBackBy(
  { deployments }: Ports,
  target: GroupTarget,
  { takesBack }: Deployment,
): Promise<Deployment | undefined> {
  const taken = takesBack === undefined ? undefined : await deployments.get(target, takesBack);
  return taken?.description.startsWith('tidegate ') ? taken : undefined;
}

/** What CodeDeploy takes back of Tidegate's is nobody else's, and is to be waited for. */
export async function markedBack(
  ports: Ports,
  target: GroupTarget,
  found: Deployment,
): Promise<Deployment> {
  const taken = await takenBackBy(ports, target, found);
  if (taken === undefined) return found;
  return { ...found, description: `tidegate rollBack by CodeDeploy of ${taken.id}` };
}
