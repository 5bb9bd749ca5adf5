// CloudFormation: what is prepared for a stack, and what it would change.

import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { StackChange } from '../core/stack-changes.ts';
import { type ChangeSet, changeOf, describedSet, formOfSet, listedSets } from './stack-forms.ts';
import { DESCRIBE_CHANGE_SET, isMissing, LIST_CHANGE_SETS, stackCall } from './stack-operations.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

type Target = TargetOf<'stack'>;

export async function listSets(access: MemberAccess, target: Target): Promise<ChangeSet[]> {
  const { name: StackName } = target.stack;
  const what = `listing the change sets of stack ${StackName}`;
  const all: ChangeSet[] = [];
  let NextToken: string | undefined;
  do {
    const input = { StackName, NextToken };
    const sent = stackCall(access, target, {
      of: LIST_CHANGE_SETS,
      input,
      needs: listedSets,
      what,
    });
    const page = await translated(
      what,
      sent.catch((cause: unknown) => {
        if (isMissing(cause)) return undefined;
        throw cause;
      }),
    );
    all.push(...(page?.Summaries ?? []).map(formOfSet));
    NextToken = page?.NextToken || undefined;
  } while (NextToken);
  return all;
}

async function describe(access: MemberAccess, target: Target, named: string, NextToken?: string) {
  const { name: StackName } = target.stack;
  const what = `reading change set ${named} of stack ${StackName}`;
  const input = {
    ChangeSetName: named,
    ...(!named.startsWith('arn:') && { StackName }),
    NextToken,
  };
  const sent = stackCall(access, target, {
    of: DESCRIBE_CHANGE_SET,
    input,
    needs: describedSet,
    what,
  });
  return translated(
    what,
    sent.catch((cause: unknown) => {
      if (/^ChangeSetNotFound/.test(nameOf(cause)) || isMissing(cause)) return undefined;
      throw cause;
    }),
  );
}

export async function readSet(
  access: MemberAccess,
  target: Target,
  named: string,
): Promise<ChangeSet | undefined> {
  const found = await describe(access, target, named);
  return found && formOfSet(found);
}

/** A stack in a stack in a stack; CloudFormation allows a few. What lies deeper may be anything. */
const DEEPEST = 6;

/** What is in a nested stack has to be known: what cannot be read is not what changes nothing. */
export async function readChanges(
  access: MemberAccess,
  target: Target,
  named: string,
  within = '',
  depth = 0,
): Promise<StackChange[]> {
  const all: StackChange[] = [];
  let NextToken: string | undefined;
  do {
    const found = await describe(access, target, named, NextToken);
    if (found === undefined && depth > 0) {
      const text = `expected what would change in ${within} of stack ${target.stack.name}, got no such change set`;
      throw new Failure('NotReady', text);
    }
    for (const { ResourceChange: it } of found?.Changes ?? []) {
      if (it === undefined) continue;
      const nested = it.ChangeSetId;
      const isTooDeep = nested !== undefined && depth === DEEPEST;
      const change = changeOf(it, within);
      all.push(isTooDeep ? { ...change, action: 'Dynamic' } : change);
      if (nested === undefined || isTooDeep) continue;
      const inside = `${within}${it.LogicalResourceId}/`;
      all.push(...(await readChanges(access, target, nested, inside, depth + 1)));
    }
    NextToken = found?.NextToken || undefined;
  } while (NextToken);
  return all;
}
