// What of a deployment is still to come, until it ends.

import type { Deployment } from './deployments.ts';
import type { CodeDeployStore } from './store.ts';

export function later(
  { clock }: Pick<CodeDeployStore, 'clock'>,
  { timers }: Deployment,
  seconds: number,
  run: () => void,
): void {
  timers.push(clock.at(clock.millis() + seconds * 1000, run));
}
