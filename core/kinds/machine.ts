// A state machine of Step Functions, whose alias Tidegate shifts.

import type { TargetOf } from '../pipeline/target-schema.ts';
import { paceOf } from '../strategy.ts';
import type { Kind } from './kind.ts';

type Target = TargetOf<'machine'>;

export const machine: Kind<Target> = {
  word: 'Step Functions',
  placesOf: (target) => [{ what: 'alias', node: aliasNode(target) }],
  // Whoever starts an execution without the alias gets what was brought there last.
  deployedTo: (target) => [aliasNode(target)],
  resourcesOf: () => [],
  codeOf: (target) => target.machine.name,
  applicationOf: () => undefined,
  groupOf: () => undefined,
  paceOf: ({ strategy }) => paceOf(strategy),
  getsOf: () => 'template',
  hasVersions: true,
};

function aliasNode({ machine: { name, alias } }: Target): string {
  return `machine ${name}:${alias}`;
}
