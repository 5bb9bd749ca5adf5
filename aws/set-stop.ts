// CloudFormation: stops an operation on a StackSet.

import * as z from 'zod';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { STOP_STACK_SET_OPERATION } from './set-operations.ts';
import { callerOf } from './set-reads.ts';
import { stackCall } from './stack-operations.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** What is under way in an instance goes on to its end. Resolves also where it has ended. */
export async function stop(
  access: MemberAccess,
  target: TargetOf<'stackSet'>,
  id: string,
): Promise<void> {
  const { name: StackSetName } = target.stackSet;
  const what = `stopping operation ${id} of StackSet ${StackSetName}`;
  const options = { to: 'stop', attempts: 1 } as const;
  const input = { StackSetName, OperationId: id, ...callerOf(target) };
  const asked = { of: STOP_STACK_SET_OPERATION, input, needs: z.unknown(), what, options };
  const sent = stackCall(access, target, asked).catch((cause: unknown) => {
    // It has ended, or never was: what counts is what it is then.
    if (!/^(OperationNotFound|InvalidOperation)/.test(nameOf(cause))) throw cause;
  });
  await translated(what, sent);
}
