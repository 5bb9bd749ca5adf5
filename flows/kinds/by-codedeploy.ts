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
  if (mayHaveServed) return told(deployment);
  const nothing = {
    hasServedNothing: true,
    error: `${error}, before anything of it served`,
  } as const;
  return told({ ...deployment, ...nothing });
}

/** A way back that an alarm has stopped was started by a role that may not leave the group's alarms out. */
function told(deployment: Deployment): Deployment {
  const { description, error = '' } = deployment;
  if (!description.startsWith('tidegate rollBack ')) return deployment;
  return { ...deployment, error: `${error}; ${NEEDS}` };
}

const NEEDS =
  'its role needs codedeploy:UpdateDeploymentGroup to leave the alarms of the group out';

export const stops: Stops<GroupTarget> = {
  stop: ({ deployments }, { target, id }) => deployments.stop(target, id),
};
