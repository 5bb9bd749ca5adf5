// Instances that join a group: they get what it last got, and what is being deployed to it only after that.

import { createDeployment } from './deployment-life.ts';
import { type Group, isOpen } from './deployments.ts';
import type { CodeDeployStore } from './store.ts';

/** How long an instance takes to get its first revision while the group has another deployment. */
const FIRST_SECONDS = 30;

/**
 * Lets instances join. A group that has no deployment begins one for them, of its last good revision. One that has
 * gives them that revision beside it: only once the deployment has succeeded does CodeDeploy bring them up to it, by a
 * deployment of its own.
 */
export function joinInstances(
  store: CodeDeployStore,
  group: Group,
  instances: readonly string[],
): void {
  for (const instance of instances) group.instances.set(instance, undefined);
  const revision = group.lastSuccessful?.revision;
  if (revision?.revisionType !== 'S3') return;
  const isBusy = store.states.at(group).deployments.some((it) => it.group === group && isOpen(it));
  if (!isBusy) {
    createDeployment(store, { group, revision, creator: 'autoscaling' });
    return;
  }
  store.clock.at(store.clock.millis() + FIRST_SECONDS * 1000, () => {
    for (const instance of instances)
      if (group.instances.get(instance) === undefined) group.instances.set(instance, revision);
  });
}
