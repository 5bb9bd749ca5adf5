// What was begun where no event tells of its end: it is looked at a few times, and left to the sweep only after that.

import { secondsLeft } from '../aws/time-left.ts';
import { keys } from '../core/keys.ts';
import { kindFor } from '../core/kinds/kinds.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { DeploymentWait } from '../core/wait.ts';
import { lookAtDeployment } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';

/** The pauses between them: what is all at once is over in a moment. */
const PAUSES_SECONDS = [3, 6, 9];
/** Of a function's time, for the look that follows. */
const SPARED_SECONDS = 15;

export async function lookSoon(
  ports: Ports,
  wait: DeploymentWait,
  target: TargetDefinition,
): Promise<void> {
  if (!kindFor(target).isQuiet) return;
  for (const seconds of PAUSES_SECONDS) {
    const known = await ports.table.get(keys.deploymentWait(wait));
    if (known?.token !== wait.token || secondsLeft() < seconds + SPARED_SECONDS) return;
    await ports.clock.sleep(seconds);
    await lookAtDeployment(ports, wait);
  }
}
