// A service of ECS.

import type { TargetOf } from '../pipeline/target-schema.ts';
import { servicePaceOf } from '../strategy.ts';
import { nodeOf } from '../watch/resources.ts';
import type { Kind } from './kind.ts';

type Target = TargetOf<'ecs'>;

export const ecs: Kind<Target> = {
  word: 'ECS',
  placesOf: (target) => [{ what: 'service', node: nodeOf(resourceOf(target)) }],
  deployedTo: (target) => [nodeOf(resourceOf(target))],
  resourcesOf: (target) => [resourceOf(target)],
  codeOf: (target) => target.ecs.service,
  applicationOf: (target) => target.ecs.service,
  groupOf: () => undefined,
  paceOf: ({ strategy }) => servicePaceOf(strategy),
  getsOf: () => 'images',
  hasVersions: true,
};

function resourceOf({ ecs: { cluster, service } }: Target) {
  return { ecs: { cluster, service } };
}
