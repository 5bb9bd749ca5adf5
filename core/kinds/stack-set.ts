// A slice of a StackSet.

import type { TargetOf } from '../pipeline/target-schema.ts';
import { instancesOf, instanceText } from '../set-instances.ts';
import type { Kind } from './kind.ts';

type Target = TargetOf<'stackSet'>;

export const stackSet: Kind<Target> = {
  word: 'StackSet',
  // The set belongs to all of its slices; an instance of it to one.
  placesOf: (target) => nodesOf(target).map((node) => ({ what: 'instance', node })),
  deployedTo: nodesOf,
  // What is in its stacks is in other accounts: their alarms are named with these.
  resourcesOf: () => [],
  codeOf: (target) => target.stackSet.name,
  applicationOf: () => undefined,
  groupOf: () => undefined,
  paceOf: () => undefined,
  hasVersions: true,
  getsOf: () => 'template',
};

function nodesOf({ stackSet: it }: Target): string[] {
  return instancesOf(it).map((each) => `stackset ${it.name} ${instanceText(each)}`);
}
