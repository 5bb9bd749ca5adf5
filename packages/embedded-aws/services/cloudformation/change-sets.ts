// Change sets: what a stack would be brought to, looked at before it is.

import type * as z from 'zod';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { parseInput } from '../input.ts';
import { pageOf } from '../paging.ts';
import { changeSetForm, changeSetSummary } from './forms.ts';
import { ChangeSetNamed, Create, Listed } from './inputs.ts';
import { begin } from './life.ts';
import { stackNamed } from './named.ts';
import { prepare } from './prepare.ts';
import { type ChangeSet, mayBeUpdated, type Stack } from './stack.ts';
import type { Store } from './store.ts';

const MOST_CHANGES = 100;

export function changeSetOperations(store: Store): Record<string, Operation> {
  return {
    CreateChangeSet: (input, call) => {
      const asked = parse(Create, input);
      const made = prepare(store, asked, call);
      return { Id: made.id, StackId: made.stack.id };
    },
    DescribeChangeSet: (input, call) => {
      const { NextToken, ...asked } = parse(ChangeSetNamed, input);
      const found = changeSetAt(store, asked, call);
      const { items, nextToken } = pageOf(
        found.changes,
        MOST_CHANGES,
        NextToken,
        'ValidationError',
      );
      return { ...changeSetForm(found, items), NextToken: nextToken };
    },
    ListChangeSets: (input, call) => {
      const { StackName, NextToken } = parse(Listed, input);
      const { changeSets } = stackNamed(store, StackName, call);
      const { items, nextToken } = pageOf(changeSets, MOST_CHANGES, NextToken, 'ValidationError');
      return { Summaries: items.map(changeSetSummary), NextToken: nextToken };
    },
    DeleteChangeSet: (input, call) => {
      const found = changeSetAt(store, parse(ChangeSetNamed, input), call);
      if (found.execution === 'EXECUTE_IN_PROGRESS') throw invalidStatus(found);
      forget(found);
      return {};
    },
    ExecuteChangeSet: (input, call) => {
      const asked = parse(ChangeSetNamed, input);
      execute(store, changeSetAt(store, asked, call), asked.ClientRequestToken);
      return {};
    },
  };
}

function execute(store: Store, made: ChangeSet, token: string | undefined): void {
  const { stack, type, changes } = made;
  // Whoever asks again with the same token is answered alike.
  if (
    token !== undefined &&
    made.execution !== 'AVAILABLE' &&
    stack.events.some((each) => each.token === token)
  )
    return;
  if (made.execution !== 'AVAILABLE') throw invalidStatus(made);
  const isFirst = stack.status === 'REVIEW_IN_PROGRESS';
  if (!isFirst && !mayBeUpdated(stack))
    throw new AwsError(
      'InvalidChangeSetStatus',
      `Stack ${stack.id} is in ${stack.status} state and can not be updated.`,
    );
  made.execution = 'EXECUTE_IN_PROGRESS';
  // The others say nothing of what is there from now on.
  stack.changeSets.splice(0);
  stack.changeSetId = made.id;
  stack.roleArn = made.roleArn ?? stack.roleArn;
  stack.triggers = made.triggers ?? stack.triggers;
  const { template, parameters, tags, nested } = made;
  const to = { template, parameters, tags, ...(nested && { nested }) };
  begin(store, stack, {
    does: type === 'CREATE' ? 'create' : 'update',
    to,
    changes,
    changeSet: made,
    token,
  });
}

/** By its name among those of the stack that are not executed, or by its ARN, for as long as the stack is there. */
function changeSetAt(
  store: Store,
  {
    ChangeSetName,
    StackName,
  }: { readonly ChangeSetName: string; readonly StackName?: string | undefined },
  call: Call,
): ChangeSet {
  if (ChangeSetName.startsWith('arn:')) {
    for (const { known } of store.stacks.at(call).values()) {
      const found = known.get(ChangeSetName);
      if (found) return found;
    }
  } else {
    const { changeSets } = stackNamed(store, StackName ?? '', call);
    const found = changeSets.find(({ name }) => name === ChangeSetName);
    if (found) return found;
  }
  throw new AwsError('ChangeSetNotFound', `ChangeSet [${ChangeSetName}] does not exist`, 404);
}

function forget(made: ChangeSet): void {
  const { changeSets, known } = made.stack;
  const at = changeSets.indexOf(made);
  if (at >= 0) changeSets.splice(at, 1);
  known.delete(made.id);
}

/** What was prepared for what is not there any more. */
export function makeObsolete({ changeSets }: Stack): void {
  for (const each of changeSets) if (each.execution === 'AVAILABLE') each.execution = 'OBSOLETE';
}

function invalidStatus({ id, status, execution }: ChangeSet): AwsError {
  return new AwsError(
    'InvalidChangeSetStatus',
    `ChangeSet [${id}] cannot be executed in its current status of [${status}], ${execution}`,
  );
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'ValidationError');
}
