// A stack of CloudFormation.

import type { TargetOf } from '../pipeline/target-schema.ts';
import type { Kind } from './kind.ts';

type Target = TargetOf<'stack'>;

export const stack: Kind<Target> = {
  word: 'CloudFormation',
  placesOf: (target) => [{ what: 'stack', node: stackNode(target.stack.name) }],
  deployedTo: (target) => [stackNode(target.stack.name)],
  // What is in it is said under `watch`, and by the alarms that it declares.
  resourcesOf: () => [],
  codeOf: (target) => target.stack.name,
  applicationOf: () => undefined,
  groupOf: () => undefined,
  paceOf: () => undefined,
  pacedBy: () => 'stack',
  hasVersions: true,
  getsOf: () => 'template',
};

function stackNode(name: string): string {
  return `stack ${name}`;
}
