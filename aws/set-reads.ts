// CloudFormation: a StackSet, its instances, and what is done to them, as it says that they are.

import type * as z from 'zod';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { InstancePlace } from '../core/set-instances.ts';
import {
  describedInstance,
  describedOperation,
  describedSet,
  foundInstance,
  foundOperation,
  foundResult,
  foundSet,
  type InstanceFound,
  listedInstances,
  listedOperations,
  listedResults,
  type OperationFound,
  type ResultFound,
  type SetFound,
} from './set-forms.ts';
import {
  DESCRIBE_STACK_INSTANCE,
  DESCRIBE_STACK_SET,
  DESCRIBE_STACK_SET_OPERATION,
  LIST_STACK_INSTANCES,
  LIST_STACK_SET_OPERATION_RESULTS,
  LIST_STACK_SET_OPERATIONS,
} from './set-operations.ts';
import type { RestService } from './signed-call.ts';
import { askedOf, stackCall } from './stack-operations.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

type Target = TargetOf<'stackSet'>;

/** Whoever is not the management account says so in each call. */
export function callerOf({ stackSet: { delegated } }: Target) {
  return delegated ? { CallAs: 'DELEGATED_ADMIN' } : {};
}

export async function readSet(access: MemberAccess, target: Target): Promise<SetFound | undefined> {
  const { name: StackSetName } = target.stackSet;
  const what = `reading StackSet ${StackSetName}`;
  const input = { StackSetName, ...callerOf(target) };
  const sent = stackCall(access, target, {
    of: DESCRIBE_STACK_SET,
    input,
    needs: describedSet,
    what,
  }).catch((cause: unknown) => {
    if (/^StackSetNotFound/.test(nameOf(cause))) return undefined;
    throw cause;
  });
  const found = await translated(what, sent);
  const set = found && foundSet(found);
  return set?.status === 'ACTIVE' ? set : undefined;
}

/** All of the set, whichever slice they are of. */
export async function readInstances(
  access: MemberAccess,
  target: Target,
): Promise<InstanceFound[]> {
  const { name } = target.stackSet;
  const of = { of: LIST_STACK_INSTANCES, needs: listedInstances };
  const all = await pagesOf(access, target, of, `listing the instances of StackSet ${name}`);
  return all.map(foundInstance);
}

/** Its own values of some of the set’s parameters; undefined where there is no such instance. */
export async function readOverrides(
  access: MemberAccess,
  target: Target,
  { account, region }: InstancePlace,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { name: StackSetName } = target.stackSet;
  const what = `reading the instance ${account}/${region} of StackSet ${StackSetName}`;
  const input = {
    ...{ StackSetName, StackInstanceAccount: account, StackInstanceRegion: region },
    ...callerOf(target),
  };
  const asked = { of: DESCRIBE_STACK_INSTANCE, input, needs: describedInstance, what };
  const sent = stackCall(access, target, asked).catch((cause: unknown) => {
    if (/^StackInstanceNotFound/.test(nameOf(cause))) return undefined;
    throw cause;
  });
  const found = await translated(what, sent);
  return (
    found &&
    Object.fromEntries(
      found.StackInstance.ParameterOverrides.map((it) => [it.ParameterKey, it.ParameterValue]),
    )
  );
}

/** What came long ago tells nothing any more. */
const MOST_OPERATIONS = 300;

/**
 * The last ones, the newest first. In which order CloudFormation lists them no page says: where the oldest come first,
 * all are read.
 */
export async function readOperations(
  access: MemberAccess,
  target: Target,
): Promise<OperationFound[]> {
  const { name } = target.stackSet;
  const isEnough = (all: readonly Listed[]) =>
    all.length >= MOST_OPERATIONS && timeOf(all[0]) >= timeOf(all.at(-1));
  const of = { of: LIST_STACK_SET_OPERATIONS, needs: listedOperations, isEnough };
  const all = await pagesOf(access, target, of, `listing the operations of StackSet ${name}`);
  return all
    .map(foundOperation)
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
    .slice(0, MOST_OPERATIONS);
}

type Listed = z.output<typeof listedOperations>['Summaries'][number];

function timeOf(listed: Listed | undefined): number {
  return listed === undefined ? 0 : Date.parse(listed.CreationTimestamp);
}

export async function readOperation(
  access: MemberAccess,
  target: Target,
  id: string,
): Promise<OperationFound | undefined> {
  const { name: StackSetName } = target.stackSet;
  const what = `reading operation ${id} of StackSet ${StackSetName}`;
  const input = { StackSetName, OperationId: id, ...callerOf(target) };
  const sent = stackCall(access, target, {
    of: DESCRIBE_STACK_SET_OPERATION,
    input,
    needs: describedOperation,
    what,
  }).catch((cause: unknown) => {
    if (/^OperationNotFound/.test(nameOf(cause))) return undefined;
    throw cause;
  });
  const found = await translated(what, sent);
  return found && foundOperation(found.StackSetOperation);
}

export async function readResults(
  access: MemberAccess,
  target: Target,
  id: string,
): Promise<ResultFound[]> {
  const of = {
    of: LIST_STACK_SET_OPERATION_RESULTS,
    needs: listedResults,
    input: { OperationId: id },
  };
  const all = await pagesOf(access, target, of, `reading what operation ${id} has done`);
  return all.map(foundResult);
}

interface Paged<Item> {
  readonly of: RestService;
  readonly needs: z.ZodType<{ Summaries: Item[]; NextToken?: string | undefined }>;
  readonly input?: object;
  /** Whether what was read by now will do. */
  readonly isEnough?: (all: readonly Item[]) => boolean;
}

async function pagesOf<Item>(
  access: MemberAccess,
  target: Target,
  { of, needs, input = {}, isEnough = () => false }: Paged<Item>,
  what: string,
): Promise<Item[]> {
  const { name: StackSetName } = target.stackSet;
  const all: Item[] = [];
  let NextToken: string | undefined;
  do {
    const asked = { StackSetName, ...input, MaxResults: 100, NextToken, ...callerOf(target) };
    const found = await askedOf(access, target, { of, input: asked, needs, what });
    all.push(...found.Summaries);
    NextToken = found.NextToken || undefined;
  } while (NextToken !== undefined && !isEnough(all));
  return all;
}
