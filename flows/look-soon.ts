// What was begun where no event tells of its end: it is looked at again soon, and left to the sweep only after that.

import { secondsLeft } from '../aws/time-left.ts';
import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import { kindFor } from '../core/kinds/kinds.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { MOST_QUIET_LOOKS } from '../core/quiet-looks.ts';
import type { DeploymentWait } from '../core/wait.ts';
import { lookAtDeployment } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';

/** The pauses between them: what is all at once is over in a moment. */
const PAUSES_SECONDS = [3, 6, 9];
/** Of a function's time, for the look that follows. */
const SPARED_SECONDS = 15;

/**
 * Looks a few times where that may suffice. Throws `UnderWay` where it has not ended by then: its state begins anew,
 * with another token, as long as it has looks left; what is known by this one is found by the next.
 */
export async function lookSoon(
  ports: Ports,
  wait: DeploymentWait,
  target: TargetDefinition,
  looks = MOST_QUIET_LOOKS,
): Promise<void> {
  const seconds = kindFor(target).quietSeconds?.(target);
  if (seconds === undefined) return;
  const isWaited = async () => {
    const known = await ports.table.get(keys.deploymentWait(wait));
    return known?.token === wait.token;
  };
  if (seconds === 0 && looks % MOST_QUIET_LOOKS === 0)
    for (const pause of PAUSES_SECONDS) {
      if (!(await isWaited()) || secondsLeft() < pause + SPARED_SECONDS) return;
      await ports.clock.sleep(pause);
      await lookAtDeployment(ports, wait);
    }
  if (looks >= MOST_QUIET_LOOKS || !(await isWaited())) return;
  const text = `expected ${wait.deployment} to ${wait.target} to have ended, got it under way: it is looked at again`;
  throw new Failure('UnderWay', text);
}
