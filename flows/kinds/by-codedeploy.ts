// The verbs of the kinds that are deployed to by CodeDeploy.

import type { GroupTarget } from '../../aws/codedeploy-starts.ts';
import type { Deployment } from '../../core/deployment.ts';
import { ALARM_ACTIVE } from '../../core/harm.ts';
import { gathered } from '../gathered.ts';
import type { Ports } from '../ports.ts';
import type { Finds, Observes, Stops } from './kind.ts';

export const finds: Finds<GroupTarget> = {
  find: ({ deployments }, { target, mark, since }) => deployments.find(target, mark, since),
  running: ({ deployments }, target) => deployments.running(target),
};

export const observes: Observes<GroupTarget> = {
  async observe(ports, { target, id }) {
    return withServed(ports, target, await ports.deployments.get(target, id));
  },
};

/**
 * Where an alarm of the group has stopped it before anything of it had served, with that. What cannot be read may have
 * served.
 */
export async function withServed(
  ports: Ports,
  target: GroupTarget,
  deployment: Deployment,
): Promise<Deployment> {
  const { id, errorCode, error = '' } = deployment;
  if (errorCode !== ALARM_ACTIVE) return deployment;
  const { found: mayHaveServed } = await gathered(ports, `the targets of ${id}`, true, () =>
    ports.deployments.mayHaveServed(target, id),
  );
  if (mayHaveServed) return deployment;
  return { ...deployment, hasServedNothing: true, error: `${error}, before anything of it served` };
}

export const stops: Stops<GroupTarget> = {
  stop: ({ deployments }, { target, id }) => deployments.stop(target, id),
};
