// What the instances of a slice have, each from its own truth: its stack, or what its set says of it.

import type { InstanceFound, OperationFound } from '../aws/set-forms.ts';
import { isUnderWay } from '../aws/set-forms.ts';
import type { StackFound } from '../aws/stack-forms.ts';
import type { SetChange, SetInstance, SetTruth } from '../core/found-truth.ts';
import { isForeign } from '../core/found-truth.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { instancesOf, instanceText } from '../core/set-instances.ts';
import { type Overrides, REVISION_TAG, setOperationState } from '../core/set-operation.ts';
import { differingIn } from '../core/set-overrides.ts';
import { brokenText } from '../core/stack-truth.ts';
import { operationOf, pipelineOf } from './kept-set.ts';
import type { Ports } from './ports.ts';
import { halfWayOf } from './set-half-way.ts';
import { lastKey } from './set-overrides.ts';
import type { SetRead } from './set-read.ts';
import { sideBySide } from './side-by-side.ts';

type Target = TargetOf<'stackSet'>;

/** Since when somebody else may have changed other instances; where nobody asks, only a set that is half-way tells. */
interface Since {
  readonly at: string;
  readonly isAsked: boolean;
}

export async function setTruth(
  ports: Ports,
  target: Target,
  read: SetRead,
  since: Since,
): Promise<SetTruth> {
  const { set } = read;
  const own = ofSlice(target, read);
  const pipeline = await pipelineOf(ports, target);
  const expected = await lastOverrides(ports, target, pipeline);
  const instances = await sideBySide(own, async (it) => {
    const found = await instanceOf(ports, target, read, it);
    const trouble =
      found.trouble ?? (await overrideTrouble(ports, target, it, { expected, pipeline }));
    return trouble ? { ...found, trouble } : found;
  });
  const isHalfWay = await halfWayOf(ports, target, read);
  const changes = await concerning(ports, target, { read, own, pipeline });
  const under = changes.find(isUnderWay);
  const last = under ?? changes.find(({ id }) => own.some((it) => it.found?.operation === id));
  const attempted = last && (await changeOf(ports, target, pipeline, last));
  const elsewhere =
    isHalfWay || since.isAsked
      ? await othersSince(ports, target, { changes, own, pipeline }, since.at)
      : undefined;
  return {
    kind: 'set',
    set: set.name,
    setting: settingOf(target, read.instances),
    instances,
    // Before anything is brought there its gate says so.
    deploysByItself: set.deploysByItself && since.isAsked,
    isHalfWay,
    ...(attempted && { attempted }),
    ...(elsewhere && { elsewhere }),
  };
}

interface Own {
  readonly place: { readonly account: string; readonly region: string };
  readonly found: InstanceFound | undefined;
}

function ofSlice({ stackSet }: Target, { instances }: Pick<SetRead, 'instances'>): Own[] {
  return instancesOf(stackSet).map((place) => ({
    place,
    found: instances.find((it) => instanceText(it) === instanceText(place)),
  }));
}

/** The operations that were last on the slice's instances: after each that touches one it is another. */
export function settingOf(target: Target, instances: readonly InstanceFound[]): string {
  const all = ofSlice(target, { instances }).map(
    ({ place, found }) => `${instanceText(place)} ${found?.operation ?? 'none'}`,
  );
  const [first, ...others] = new Set(all.map((each) => each.split(' ')[1]));
  return others.length === 0 ? `${first}` : all.toSorted().join(', ');
}

async function instanceOf(
  ports: Ports,
  target: Target,
  read: SetRead,
  { place, found }: Own,
): Promise<SetInstance> {
  if (found === undefined) return { ...place, trouble: 'is not there' };
  const { operation } = found;
  const of = { ...place, ...(operation && { operation }) };
  const said = troubleIn(found);
  if (said) return { ...of, trouble: said };
  const isByStack = target.stackSet.reads === 'stacks';
  const stack = isByStack ? await ports.stackSets.stackOf(found) : undefined;
  const trouble = isByStack ? troubleOfStack(read, found, stack) : undefined;
  const has = stack?.tags[REVISION_TAG] ?? (await bySummary(ports, target, read, found));
  return { ...of, ...(has && { has }), ...(trouble && { trouble }) };
}

function troubleIn({ status, reason, detail, isDrifted }: InstanceFound): string | undefined {
  const why = reason ? `: ${reason}` : '';
  if (status === 'INOPERABLE' || detail === 'INOPERABLE') return `is INOPERABLE${why}`;
  if (detail === 'SKIPPED_SUSPENDED_ACCOUNT') return 'is of a suspended account, and was skipped';
  if (isDrifted) return 'has drifted from its template, as CloudFormation last found';
  return undefined;
}

/** Who updates the stack of an instance, past its set, has left its tags as they were. */
function troubleOfStack(
  { operations }: SetRead,
  { operation }: InstanceFound,
  stack: StackFound | undefined,
): string | undefined {
  if (stack === undefined) return 'has no stack';
  const broken = brokenText(stack.status);
  if (broken) return `has a stack that is ${stack.status}: ${broken}`;
  if (stack.isDrifted) return 'has a stack that has drifted from its template';
  const endedAt = operations.find(({ id }) => id === operation)?.endedAt;
  if (endedAt === undefined || Date.parse(stack.updatedAt) <= Date.parse(endedAt)) return undefined;
  return `has a stack that was updated ${stack.updatedAt}, and not by its set`;
}

/** CURRENT has what the set has; OUTDATED may have anything, unless an operation of ours was the last there. */
async function bySummary(
  ports: Ports,
  target: Target,
  { set }: SetRead,
  { status, detail, operation }: InstanceFound,
): Promise<string | undefined> {
  if (status === 'CURRENT') return set.tags[REVISION_TAG];
  if (detail !== undefined && detail !== 'SUCCEEDED') return undefined;
  return (await operationOf(ports, target, operation))?.revision;
}

/** What was done to the set, but for what other pipelines of ours do to their own slices, which spreads nothing. */
async function concerning(
  ports: Ports,
  target: Target,
  {
    read,
    own,
    pipeline,
  }: {
    readonly read: SetRead;
    readonly own: readonly Own[];
    readonly pipeline: string | undefined;
  },
): Promise<OperationFound[]> {
  const changes = read.operations.filter(({ action }) => action !== 'DETECT_DRIFT');
  const concerns = await sideBySide(changes, async ({ id }) => {
    if (own.some(({ found }) => found?.operation === id)) return true;
    const its = await operationOf(ports, target, id);
    return its === undefined || pipeline === undefined || its.pipeline === pipeline;
  });
  return changes.filter((_, at) => concerns[at]);
}

/** What instances were left with by the last operation that was written for the slice; 0.9.0 did not ask. */
async function lastOverrides(
  { table }: Pick<Ports, 'table'>,
  target: Target,
  pipeline: string | undefined,
): Promise<Overrides | undefined> {
  return pipeline === undefined
    ? undefined
    : (await table.get(lastKey({ pipeline, target })))?.overrides;
}

/** An instance gets other values of its own by an operation alone: one that ours was the last on is not asked. */
async function overrideTrouble(
  ports: Ports,
  target: Target,
  { place, found }: Own,
  {
    expected,
    pipeline,
  }: { readonly expected: Overrides | undefined; readonly pipeline: string | undefined },
): Promise<string | undefined> {
  const wanted = expected?.[instanceText(place)];
  if (wanted === undefined || found?.operation === undefined) return undefined;
  if ((await operationOf(ports, target, found.operation))?.pipeline === pipeline) return undefined;
  const are = await ports.stackSets.overrides(target, place);
  const names = differingIn(wanted, are ?? {});
  return names.length === 0
    ? undefined
    : `has other values of its own than it was left with, of ${names.join(', ')}`;
}

interface Changes {
  readonly changes: readonly OperationFound[];
  readonly own: readonly Own[];
  readonly pipeline: string | undefined;
}

async function othersSince(
  ports: Ports,
  target: Target,
  { changes, own, pipeline }: Changes,
  since: string,
): Promise<SetChange | undefined> {
  let hasOurs = false;
  let others: SetChange[] = [];
  for (const each of changes.filter(({ createdAt }) => createdAt > since).toReversed()) {
    const change = await changeOf(ports, target, pipeline, each);
    // What came before the first of ours cannot have spread what that has brought.
    if (change.description !== undefined && !hasOurs) {
      hasOurs = true;
      others = [];
    }
    const isElsewhere = !own.some(({ found }) => found?.operation === each.id);
    if (isElsewhere && isForeign(change)) others.push(change);
  }
  return others.at(-1);
}

/** What another pipeline has begun is as foreign as what a person has: its mark is not taken for one of ours. */
async function changeOf(
  ports: Ports,
  target: Target,
  pipeline: string | undefined,
  { id, action, status, createdAt }: OperationFound,
): Promise<SetChange> {
  const its = await operationOf(ports, target, id);
  const isOthers = its !== undefined && pipeline !== undefined && its.pipeline !== pipeline;
  return {
    ...{ id, action, createdAt, creator: 'user', state: setOperationState(status) },
    ...(isOthers ? { pipeline: its.pipeline } : its && { description: its.mark }),
  };
}
