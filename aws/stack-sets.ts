// CloudFormation: reads StackSets, and stops what is done to them.

import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { InstancePlace } from '../core/set-instances.ts';
import type { InstanceFound, OperationFound, ResultFound, SetFound } from './set-forms.ts';
import {
  readInstances,
  readOperation,
  readOperations,
  readOverrides,
  readResults,
  readSet,
} from './set-reads.ts';
import { stop } from './set-stop.ts';
import { describedStacks, foundStack, type StackFound } from './stack-forms.ts';
import { DESCRIBE_STACKS, isMissing, stackCall } from './stack-operations.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

type Target = TargetOf<'stackSet'>;

export interface StackSets {
  /** Undefined where there is no such set. */
  set(target: Target): Promise<SetFound | undefined>;
  /** All of the set’s. */
  instances(target: Target): Promise<readonly InstanceFound[]>;
  /** What an instance overrides of its set’s parameters; undefined where there is no such instance. */
  overrides(
    target: Target,
    instance: InstancePlace,
  ): Promise<Readonly<Record<string, string>> | undefined>;
  /** The last ones, the newest first. */
  operations(target: Target): Promise<readonly OperationFound[]>;
  operation(target: Target, id: string): Promise<OperationFound | undefined>;
  results(target: Target, id: string): Promise<readonly ResultFound[]>;
  /** The stack of an instance, in its account; undefined where there is none. */
  stackOf(instance: InstanceFound): Promise<StackFound | undefined>;
  stop(target: Target, id: string): Promise<void>;
}

export function stackSets(access: MemberAccess): StackSets {
  return {
    set: (target) => readSet(access, target),
    instances: (target) => readInstances(access, target),
    overrides: (target, instance) => readOverrides(access, target, instance),
    operations: (target) => readOperations(access, target),
    operation: (target, id) => readOperation(access, target, id),
    results: (target, id) => readResults(access, target, id),
    stackOf: (instance) => readInstanceStack(access, instance),
    stop: (target, id) => stop(access, target, id),
  };
}

async function readInstanceStack(
  access: MemberAccess,
  { account, region, stackId }: InstanceFound,
): Promise<StackFound | undefined> {
  if (stackId === undefined) return undefined;
  const what = `reading the stack of the instance ${account}/${region}`;
  const input = { StackName: stackId };
  const asked = { of: DESCRIBE_STACKS, input, needs: describedStacks, what };
  const sent = stackCall(access, { account, region }, asked).catch((cause: unknown) => {
    if (isMissing(cause)) return undefined;
    throw cause;
  });
  const [found] = (await translated(what, sent))?.Stacks ?? [];
  return found && found.StackStatus !== 'DELETE_COMPLETE' ? foundStack(found) : undefined;
}
