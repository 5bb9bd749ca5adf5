// A StackSet, its instances and what was done to it, read once.

import type { InstanceFound, OperationFound, SetFound } from '../aws/set-forms.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { Ports } from './ports.ts';

/** A set as it was read, for all of its slices. */
export interface SetRead {
  readonly set: SetFound;
  readonly instances: readonly InstanceFound[];
  readonly operations: readonly OperationFound[];
}

/** Undefined where there is no such set. */
export async function readSetOf(
  { stackSets }: Pick<Ports, 'stackSets'>,
  target: TargetOf<'stackSet'>,
): Promise<SetRead | undefined> {
  const set = await stackSets.set(target);
  if (set === undefined) return undefined;
  const instances = await stackSets.instances(target);
  return { set, instances, operations: await stackSets.operations(target) };
}
