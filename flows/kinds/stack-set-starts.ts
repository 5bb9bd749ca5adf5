// Writes the operation that brings a slice of a StackSet a template; nothing is begun before it is looked at.

import { keptKeys } from '../../core/kept-keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { declaredIn, readTemplate } from '../../core/read-template.ts';
import { instancesOf } from '../../core/set-instances.ts';
import {
  followingId,
  type Giving,
  givenUpOf,
  type Overrides,
  REVISION_TAG,
  type SetOperation,
} from '../../core/set-operation.ts';
import { givingBack, stillDeclared } from '../../core/set-overrides.ts';
import {
  changeSetNamed,
  HIDDEN,
  parametersFor,
  type StackContents,
  valuesOf,
  versionOfStack,
} from '../../core/stack-contents.ts';
import { keepSet, keptSet, operationOf } from '../kept-set.ts';
import type { Ports } from '../ports.ts';
import { type Before, foundBefore } from '../set-before.ts';
import { changesFrom } from '../set-changes-from.ts';
import { refuseUnfitSet } from '../set-fitness.ts';
import { keepOverrides, keptOverrides, lastKey, overridesOf } from '../set-overrides.ts';
import { readSetOf, type SetRead } from '../set-read.ts';
import { setTruth } from '../set-truth.ts';
import { refuseUndeclared } from '../stack-preparation.ts';
import { type StackSource, stackSourceOf } from '../stack-source.ts';
import type { Starts, Wanted } from './kind.ts';

type Target = TargetOf<'stackSet'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { pipeline, target, doing, mark, revision } = wanted;
    const isBack = doing === 'rollBack';
    const read = refuseUnfitSet(target, await readSetOf(ports, target), isBack);
    const { set } = read;
    const is = await overridesOf(ports, target);
    const before = await foundBefore(ports, pipeline, target, { read, overrides: is });
    const { contents, parameters, tags } = await wantedOf(ports, wanted, read, before);
    const to = versionOfStack(contents);
    const now = versionOfStack(set);
    const [from = now] = before.versions;
    await noted({ functionVersion: to, fromVersion: from });
    await keepSet(ports, { pipeline, target }, now, set);
    await keepSet(ports, { pipeline, target }, to, { ...contents, tags });
    const own = await overridesFor(ports, wanted, is, contents);
    const isThere = to === now && own.gives.length === 0;
    if (isThere && (await hasAll(ports, target, read, revision.digest))) return undefined;
    const id = changeSetNamed(mark);
    const operation: SetOperation = {
      ...{ kind: 'setOperation', id, mark, pipeline, target: target.name },
      ...{ at: ports.clock.now().toISOString(), revision: revision.digest },
      ...{ version: to, from: now, before: before.versions, parameters, tags, state: 'prepared' },
      changes: changesFrom(before, contents, target.stackSet.template),
      overrides: own.overrides,
    };
    if (doing === 'deploy')
      await keepOverrides(ports, { pipeline, target }, { ...operation, overrides: is });
    await write(ports, operation, target, own.gives);
    return { id };
  },
};

interface Own {
  readonly overrides: Overrides;
  readonly gives: readonly Giving[];
}

/** What instances override they keep; a way back gives those values back that they had when they had that version. */
async function overridesFor(
  ports: Ports,
  { pipeline, target, doing, functionVersion }: Wanted<Target>,
  is: Overrides,
  { template }: StackContents,
): Promise<Own> {
  const read = readTemplate(template, target.stackSet.template);
  const declared = new Set(declaredIn(read).map(({ key }) => key));
  const declaredOf = (all: Overrides) =>
    Object.fromEntries(
      Object.entries(all).map(([place, its]) => [place, stillDeclared(its, declared)]),
    );
  const kept =
    doing === 'rollBack'
      ? await keptOverrides(ports, { pipeline, target }, functionVersion)
      : undefined;
  const overrides = declaredOf(kept ?? is);
  const places = instancesOf(target.stackSet);
  return { overrides, gives: kept ? givingBack(places, overrides, declaredOf(is)) : [] };
}

interface Content {
  readonly contents: StackContents;
  /** What is sent of each parameter. */
  readonly parameters: Readonly<Record<string, string | null>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** On the way back what was kept of the set, else what the revision's artifact has. */
async function wantedOf(
  ports: Ports,
  { pipeline, target, doing, revision, functionVersion }: Wanted<Target>,
  { set, operations }: SetRead,
  before: Before,
): Promise<Content> {
  const { stackSet } = target;
  const its = await keptByUs(ports, { pipeline, target }, operations, before);
  const kept =
    doing === 'rollBack' ? await keptSet(ports, { pipeline, target }, functionVersion) : undefined;
  const source = kept ?? (await stackSourceOf(ports, stackSet, revision));
  const declared = declaredIn(readTemplate(source.template, stackSet.template));
  if (kept === undefined) refuseUndeclared(stackSet, declared, source);
  const given = { ...shown(its?.parameters), ...shown(source.parameters) };
  const parameters = parametersFor(declared, given, set.parameters);
  const values = valuesOf(declared, parameters, set.parameters);
  const all = source.tags ?? its?.tags ?? set.tags;
  const own = Object.entries(all).filter(([key]) => !key.startsWith('aws:'));
  return {
    contents: { template: source.template, parameters: values },
    parameters,
    tags: { ...Object.fromEntries(own), [REVISION_TAG]: revision.digest },
  };
}

/**
 * What the slice had, where the set has got something else from another pipeline since: what is not given stays as it
 * was in the instances, and not as that one has made it for its own.
 */
async function keptByUs(
  ports: Ports,
  { pipeline, target }: Pick<Wanted<Target>, 'pipeline' | 'target'>,
  operations: SetRead['operations'],
  { contents }: Before,
): Promise<StackSource | undefined> {
  const last = operations.find(({ action }) => action === 'UPDATE');
  const its = await operationOf(ports, target, last?.id);
  return its === undefined || its.pipeline === pipeline ? undefined : contents[0];
}

/** What is hidden can only be kept, as the set has it. */
function shown(values: StackSource['parameters'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== HIDDEN));
}

/** Whether each instance of the slice has the revision, by its own truth. */
async function hasAll(
  ports: Ports,
  target: Target,
  read: SetRead,
  digest: string,
): Promise<boolean> {
  const at = ports.clock.now().toISOString();
  const { instances } = await setTruth(ports, target, read, { at, isAsked: false });
  return instances.every(({ has, trouble }) => has === digest && trouble === undefined);
}

/** What was written for the target and not begun is nobody's any more: the intent is another's now. */
async function write(
  ports: Ports,
  operation: SetOperation,
  target: Target,
  gives: readonly Giving[],
): Promise<void> {
  const { account, region } = target;
  const { id, pipeline } = operation;
  const keyOf = (of: string) => keptKeys.setOperation(account, region, of);
  const last = lastKey({ pipeline, target });
  const before = await ports.table.get(last);
  if (before && before.id !== id)
    for (const each of [before.id, ...(before.followers ?? [])])
      await ports.table.change(keyOf(each), givenUpOf);
  const followers = gives.map((_, at) => followingId(id, at + 1));
  const all = followers.length > 0 ? { ...operation, followers } : operation;
  await ports.table.put(last, all);
  for (const [at, each] of gives.entries()) {
    const its = followingId(id, at + 1);
    await ports.table.create(keyOf(its), { ...operation, id: its, changes: [], gives: each });
  }
  await ports.table.create(keyOf(id), all);
}
