// CloudFormation tells of a stack: what waits for it is looked at, and executed where it is prepared.

import type { Place } from '../aws/clients.ts';
import { deploymentOf } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import { carryOut } from './carry-out.ts';
import { deploymentChanged, lookAtDeployment } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';

interface Named extends Place {
  /** `stack checkout-prod` */
  readonly node: string;
}

export async function stackChanged(ports: Ports, { account, region, node }: Named): Promise<void> {
  const owner = await ports.table.get(keys.owner(account, region, node));
  if (owner === undefined) return ports.log.info('ignored a stack that no pipeline has', { node });
  const item = await ports.table.get(keys.target(owner.pipeline, owner.target));
  const deployment = item?.intent && deploymentOf(item.intent);
  if (deployment === undefined) return;
  const wait = await ports.table.get(keys.deploymentWait({ account, region, deployment }));
  if (wait === undefined) return deploymentChanged(ports, { account, region, deployment });
  await lookAtDeployment(ports, wait);
  await carryOut(ports, wait);
}
