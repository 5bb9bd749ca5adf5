// Writes the operation that brings a slice of a StackSet a template; nothing is begun before it is looked at.

import { keptKeys } from '../../core/kept-keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { declaredIn, readTemplate } from '../../core/read-template.ts';
import { givenUpOf, REVISION_TAG, type SetOperation } from '../../core/set-operation.ts';
import {
  changeSetNamed,
  parametersFor,
  type StackContents,
  valuesOf,
  versionOfStack,
} from '../../core/stack-contents.ts';
import { keepSet, keptSet } from '../kept-set.ts';
import type { Ports } from '../ports.ts';
import { foundBefore } from '../set-before.ts';
import { changesFrom } from '../set-changes-from.ts';
import { refuseUnfitSet } from '../set-fitness.ts';
import { readSetOf, type SetRead } from '../set-read.ts';
import { setTruth } from '../set-truth.ts';
import { refuseUndeclared } from '../stack-preparation.ts';
import { stackSourceOf } from '../stack-source.ts';
import type { Starts, Wanted } from './kind.ts';

type Target = TargetOf<'stackSet'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { pipeline, target, doing, mark, revision } = wanted;
    const isBack = doing === 'rollBack';
    const read = refuseUnfitSet(target, await readSetOf(ports, target), isBack);
    const { set } = read;
    const { contents, parameters, tags } = await wantedOf(ports, wanted, read);
    const to = versionOfStack(contents);
    const now = versionOfStack(set);
    const before = await foundBefore(ports, pipeline, target, read);
    const [from = now] = before.versions;
    await noted({ functionVersion: to, fromVersion: from });
    await keepSet(ports, { pipeline, target }, now, set);
    await keepSet(ports, { pipeline, target }, to, { ...contents, tags });
    if (to === now && (await hasAll(ports, target, read, revision.digest))) return undefined;
    const id = changeSetNamed(mark);
    await write(
      ports,
      {
        ...{ kind: 'setOperation', id, mark, pipeline, target: target.name },
        ...{ at: ports.clock.now().toISOString(), revision: revision.digest },
        ...{ version: to, from: now, before: before.versions, parameters, tags, state: 'prepared' },
        changes: changesFrom(before, contents, target.stackSet.template),
      },
      target,
    );
    return { id };
  },
};

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
  { set }: SetRead,
): Promise<Content> {
  const { stackSet } = target;
  const kept =
    doing === 'rollBack' ? await keptSet(ports, { pipeline, target }, functionVersion) : undefined;
  const source = kept ?? (await stackSourceOf(ports, stackSet, revision));
  const declared = declaredIn(readTemplate(source.template, stackSet.template));
  if (kept === undefined) refuseUndeclared(stackSet, declared, source);
  const parameters = parametersFor(declared, source.parameters, set.parameters);
  const values = valuesOf(declared, parameters, set.parameters);
  const its = Object.entries(source.tags ?? set.tags).filter(([key]) => !key.startsWith('aws:'));
  return {
    contents: { template: source.template, parameters: values },
    parameters,
    tags: { ...Object.fromEntries(its), [REVISION_TAG]: revision.digest },
  };
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
async function write(ports: Ports, operation: SetOperation, target: Target): Promise<void> {
  const { account, region, name } = target;
  const last = keptKeys.setOperation(account, region, `last ${operation.pipeline} ${name}`);
  const before = await ports.table.get(last);
  if (before && before.id !== operation.id)
    await ports.table.change(keptKeys.setOperation(account, region, before.id), givenUpOf);
  await ports.table.put(last, operation);
  await ports.table.create(keptKeys.setOperation(account, region, operation.id), operation);
}
