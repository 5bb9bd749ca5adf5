// CloudFormation: executes what is prepared, gives it up, or has an update go back.

import * as z from 'zod';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import {
  CANCEL_UPDATE_STACK,
  DELETE_CHANGE_SET,
  EXECUTE_CHANGE_SET,
  isMissing,
  stackCall,
} from './stack-operations.ts';
import { readStack } from './stack-read.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

type Target = TargetOf<'stack'>;

const TO_STOP = { to: 'stop', attempts: 1 } as const;

export async function execute(access: MemberAccess, target: Target, name: string): Promise<void> {
  const { name: StackName } = target.stack;
  // The token stands in each event of what is done then.
  const input = { StackName, ChangeSetName: name, ClientRequestToken: name };
  const what = `executing change set ${name} of stack ${StackName}`;
  const asked = { of: EXECUTE_CHANGE_SET, input, needs: z.unknown(), what, options: TO_STOP };
  try {
    await stackCall(access, target, asked);
  } catch (cause) {
    // Of two that execute it, the later is refused: what counts is that it is.
    if ((await readStack(access, target))?.changeSet === name) return;
    await translated(what, Promise.reject(cause));
  }
}

export async function discard(access: MemberAccess, target: Target, name: string): Promise<void> {
  const { name: StackName } = target.stack;
  const what = `deleting change set ${name} of stack ${StackName}`;
  const input = { StackName, ChangeSetName: name };
  const asked = { of: DELETE_CHANGE_SET, input, needs: z.unknown(), what, options: TO_STOP };
  const sent = stackCall(access, target, asked).catch((cause: unknown) => {
    if (!/^ChangeSetNotFound/.test(nameOf(cause)) && !isMissing(cause)) throw cause;
  });
  await translated(what, sent);
}

export async function cancel(access: MemberAccess, target: Target): Promise<void> {
  const { name: StackName } = target.stack;
  const what = `cancelling the update of stack ${StackName}`;
  const asked = {
    of: CANCEL_UPDATE_STACK,
    input: { StackName },
    needs: z.unknown(),
    what,
    options: TO_STOP,
  };
  try {
    await stackCall(access, target, asked);
  } catch (cause) {
    // Once all is changed, or it goes back by itself, there is nothing to cancel.
    if ((await readStack(access, target))?.status !== 'UPDATE_IN_PROGRESS') return;
    await translated(what, Promise.reject(cause));
  }
}
