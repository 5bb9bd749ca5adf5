// CloudFormation tells of an operation on a StackSet: what waits for it is looked at, and what follows it may begin.

import type { Place } from '../aws/clients.ts';
import { keptKeys } from '../core/kept-keys.ts';
import { keys } from '../core/keys.ts';
import { followedId } from '../core/set-operation.ts';
import { carryOut } from './carry-out.ts';
import { deploymentChanged } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';

export async function setChanged(
  ports: Ports,
  { account, region, operation }: Place & { readonly operation: string },
): Promise<void> {
  const deployment = followedId(operation);
  await deploymentChanged(ports, { account, region, deployment });
  const its = await ports.table.get(keptKeys.setOperation(account, region, deployment));
  if (its?.followers === undefined) return;
  const wait = await ports.table.get(keys.deploymentWait({ account, region, deployment }));
  if (wait) await carryOut(ports, wait);
}
