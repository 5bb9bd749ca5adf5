// What several targets may name: whoever is first among them makes it.

import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { ProvisionParts } from './kind.ts';

/** Whether it is the first target of its place that is called so: several pipelines may name the same. */
export function isFirst(
  { targets }: Pick<ProvisionParts, 'targets'>,
  target: TargetDefinition,
  called: (target: TargetDefinition) => string | undefined,
): boolean {
  const { account, region } = target;
  const first = targets.find(
    (it) => it.account === account && it.region === region && called(it) === called(target),
  );
  return first === target;
}
