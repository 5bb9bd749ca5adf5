// The tasks of a service of ECS, of which CodeDeploy brings a second set.

import { deploymentGroupNode } from '../change.ts';
import type { TargetOf } from '../pipeline/target-schema.ts';
import { nodeOf } from '../watch/resources.ts';
import type { Kind } from './kind.ts';

type Target = TargetOf<'tasks'>;

export const tasks: Kind<Target> = {
  word: 'ECS',
  placesOf: (target) => [
    { what: 'service', node: serviceNode(target) },
    { what: 'deployment group', node: groupNode(target) },
  ],
  deployedTo: (target) => [groupNode(target), serviceNode(target)],
  resourcesOf: (target) => [resourceOf(target)],
  codeOf: (target) => target.ecs.service,
  applicationOf: (target) => target.ecs.service,
  groupOf: (target) => target.ecs,
  paceOf: () => undefined,
  getsOf: () => 'images',
  hasVersions: true,
};

function resourceOf({ ecs: { cluster, service } }: Target) {
  return { ecs: { cluster, service } };
}

function serviceNode(target: Target): string {
  return nodeOf(resourceOf(target));
}

function groupNode({ ecs: { application, deploymentGroup } }: Target): string {
  return deploymentGroupNode(application, deploymentGroup);
}
