// A job of CodeBuild has ended, or one that says what runs: what waits for it is looked at, and what runs is asked.

import { keys } from '../core/keys.ts';
import type { DeploymentWait } from '../core/wait.ts';
import { askRuns } from './ask-runs.ts';
import { deploymentChanged, lookAtDeployment } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';

export async function jobChanged(
  ports: Ports,
  changed: Pick<DeploymentWait, 'account' | 'region' | 'deployment'>,
): Promise<void> {
  const wait = await ports.table.get(keys.deploymentWait(changed));
  if (wait === undefined) return deploymentChanged(ports, changed);
  await lookAtDeployment(ports, wait);
  await askRuns(ports, wait);
}
