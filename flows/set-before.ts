// What the instances of a slice have before it is changed, which is not what their set has once another slice got more.

import type { InstanceFound } from '../aws/set-forms.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { instancesOf, instanceText } from '../core/set-instances.ts';
import type { Overrides } from '../core/set-operation.ts';
import { versionOfStack } from '../core/stack-contents.ts';
import { keptSet, operationOf } from './kept-set.ts';
import type { Ports } from './ports.ts';
import type { SetRead } from './set-read.ts';
import type { StackSource } from './stack-source.ts';

type Target = TargetOf<'stackSet'>;

export interface Before {
  /** What each version of them is, as far as it was kept, with what an instance overrides of it. */
  readonly contents: readonly BeforeContents[];
  readonly versions: readonly string[];
  /** Of some nobody knows what they have. */
  readonly isUnknown: boolean;
}

export interface BeforeContents extends StackSource {
  readonly overrides: Readonly<Record<string, string>>;
}

/** A version that an instance may have, and whose pipeline has kept what it is. */
interface Version {
  readonly version: string;
  readonly pipeline: string;
}

export async function foundBefore(
  ports: Pick<Ports, 'table'>,
  pipeline: string,
  target: Target,
  { read, overrides }: { readonly read: SetRead; readonly overrides: Overrides },
): Promise<Before> {
  const { set, instances } = read;
  const own = new Set(instancesOf(target.stackSet).map(instanceText));
  const now = versionOfStack(set);
  const versions = new Set<string>();
  const contents = new Map<string, BeforeContents>();
  const keptOnes = new Map<string, Promise<StackSource | undefined>>();
  let isUnknown = false;
  for (const instance of instances.filter((it) => own.has(instanceText(it)))) {
    const its = await versionsOf(ports, target, { ...read, pipeline }, instance);
    if (its.length === 0) isUnknown = true;
    for (const { version, pipeline: whose } of its) {
      versions.add(version);
      const key = `${whose} ${version}`;
      const asked = keptOnes.get(key) ?? keptSet(ports, { pipeline: whose, target }, version);
      keptOnes.set(key, asked);
      const kept = version === now ? set : await asked;
      if (kept === undefined) isUnknown = true;
      if (kept === undefined) continue;
      const { template, parameters, tags } = kept;
      const values = overrides[instanceText(instance)] ?? {};
      const of = `${version} ${JSON.stringify(Object.entries(values).toSorted())}`;
      contents.set(of, { template, parameters, tags, overrides: values });
    }
  }
  return { contents: [...contents.values()], versions: [...versions], isUnknown };
}

/**
 * An operation of ours that has reached it, else what the set had before the first of ours that came after its last
 * one; of one that failed there, either. What another pipeline's operation found is kept by that pipeline.
 */
async function versionsOf(
  ports: Pick<Ports, 'table'>,
  target: Target,
  { set, operations, pipeline }: SetRead & { readonly pipeline: string },
  { operation, status, detail = 'SUCCEEDED' }: InstanceFound,
): Promise<Version[]> {
  const now = { version: versionOfStack(set), pipeline };
  if (status === 'CURRENT') return [now];
  const ours = await operationOf(ports, target, operation);
  if (ours) {
    const all = detail === 'SUCCEEDED' ? [ours.version] : [ours.version, ...ours.before];
    return all.map((version) => ({ version, pipeline: ours.pipeline }));
  }
  // So long ago that the list of operations does not have it.
  if (operation !== undefined && !operations.some(({ id }) => id === operation)) return [];
  let found = now;
  for (const { id } of operations) {
    if (id === operation) break;
    const its = await operationOf(ports, target, id);
    if (its) found = { version: its.from, pipeline: its.pipeline };
  }
  return [found];
}
