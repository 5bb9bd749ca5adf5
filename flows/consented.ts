// A person has consented to what waits for it: the state that waits ends, and what was prepared is executed.

import type { DeploymentWait } from '../core/wait.ts';
import { failWait } from './hands.ts';
import type { Ports } from './ports.ts';

export async function consented(ports: Ports, wait: DeploymentWait): Promise<void> {
  await failWait(ports, wait, 'a person has consented');
}
