// CloudFormation: one stack, as it says that it is.

import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { describedStacks, foundStack, type StackFound } from './stack-forms.ts';
import { DESCRIBE_STACKS, isMissing, stackCall } from './stack-operations.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

type Target = TargetOf<'stack'>;

export async function readStack(
  access: MemberAccess,
  target: Target,
): Promise<StackFound | undefined> {
  const { name: StackName } = target.stack;
  const what = `reading stack ${StackName}`;
  const asked = { of: DESCRIBE_STACKS, input: { StackName }, needs: describedStacks, what };
  const sent = stackCall(access, target, asked).catch((cause: unknown) => {
    if (isMissing(cause)) return undefined;
    throw cause;
  });
  const [found] = (await translated(what, sent))?.Stacks ?? [];
  return found && found.StackStatus !== 'DELETE_COMPLETE' ? foundStack(found) : undefined;
}
