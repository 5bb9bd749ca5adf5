// What the instances of a slice have before it is changed, which is not what their set has once another slice got more.

import type { InstanceFound } from '../aws/set-forms.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { instancesOf, instanceText } from '../core/set-instances.ts';
import { type StackContents, versionOfStack } from '../core/stack-contents.ts';
import { keptSet, operationOf } from './kept-set.ts';
import type { Ports } from './ports.ts';
import type { SetRead } from './set-read.ts';

type Target = TargetOf<'stackSet'>;

export interface Before {
  /** What each version of them is, as far as it was kept. */
  readonly contents: readonly StackContents[];
  readonly versions: readonly string[];
  /** Of some nobody knows what they have. */
  readonly isUnknown: boolean;
}

export async function foundBefore(
  ports: Pick<Ports, 'table'>,
  pipeline: string,
  target: Target,
  read: SetRead,
): Promise<Before> {
  const { set, instances } = read;
  const own = new Set(instancesOf(target.stackSet).map(instanceText));
  const versions = new Set<string>();
  let isUnknown = false;
  for (const instance of instances.filter((it) => own.has(instanceText(it)))) {
    const its = await versionsOf(ports, target, read, instance);
    if (its.length === 0) isUnknown = true;
    for (const version of its) versions.add(version);
  }
  const now = versionOfStack(set);
  const contents: StackContents[] = [];
  for (const version of versions) {
    const kept = version === now ? set : await keptSet(ports, { pipeline, target }, version);
    if (kept === undefined) isUnknown = true;
    else contents.push({ template: kept.template, parameters: kept.parameters });
  }
  return { contents, versions: [...versions], isUnknown };
}

/**
 * An operation of ours that has reached it, else what the set had before the first of ours that came after its last
 * one; of one that failed there, either.
 */
async function versionsOf(
  ports: Pick<Ports, 'table'>,
  target: Target,
  { set, operations }: SetRead,
  { operation, status, detail = 'SUCCEEDED' }: InstanceFound,
): Promise<string[]> {
  const now = versionOfStack(set);
  if (status === 'CURRENT') return [now];
  const ours = await operationOf(ports, target, operation);
  if (ours) return detail === 'SUCCEEDED' ? [ours.version] : [ours.version, ...ours.before];
  // So long ago that the list of operations does not have it.
  if (operation !== undefined && !operations.some(({ id }) => id === operation)) return [];
  let version = now;
  for (const { id } of operations) {
    if (id === operation) break;
    version = (await operationOf(ports, target, id))?.from ?? version;
  }
  return [version];
}
