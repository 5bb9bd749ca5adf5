// Tidegate's own stack: where a release of Tidegate itself updates it, the functions and machines of that world are
// exchanged, and what runs goes on with the versions that it began with.

import type { Stack } from '@tidegate/embedded-aws/services/cloudformation/stack';
import { type DeployOptions, deployStack } from '../stack/deploy.ts';
import { upgradeStack } from '../stack/upgrade.ts';
import type { Pipelines } from './pipelines.ts';
import { unwokenBy } from './schedules.ts';

/** Deploys it to the world, and again each time that CloudFormation has brought its own stack to another template. */
export async function deployItself(options: DeployOptions, pipelines: Pipelines): Promise<void> {
  const { portsFor } = await deployStack({ ...options, unwoken: unwokenBy(pipelines) });
  const { aws, clock } = options;
  const renewed = <Handler>(_: string, handler: Handler) => handler;
  aws.cloudFormation.follow((what, stack) => {
    if (what !== 'arrives' || !isItsOwn(stack, options)) return;
    const upgrade = () => upgradeStack({ ...options, portsFor, renewed });
    clock.at(clock.millis(), () => void clock.track(upgrade));
  });
}

/** A stage of Tidegate in the home account and region is the one that this world runs. */
function isItsOwn({ name, account, region }: Stack, { home }: DeployOptions): boolean {
  return /^tidegate-[a-z]+$/.test(name) && account === home.account && region === home.region;
}
