// What a StackSet had, or was brought to: kept as contents of the set, which any of its slices may return to.

import { keptKeys } from '../core/kept-keys.ts';
import { keys } from '../core/keys.ts';
import { stackSet as kind } from '../core/kinds/stack-set.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { SetOperation } from '../core/set-operation.ts';
import { keepContents, keptContents } from './kept-stack.ts';
import type { Ports } from './ports.ts';
import type { StackSource } from './stack-source.ts';

type Target = TargetOf<'stackSet'>;

interface Kept {
  readonly pipeline: string;
  readonly target: Target;
}

export function keepSet(
  ports: Pick<Ports, 'table' | 'clock'>,
  { pipeline, target }: Kept,
  version: string,
  contents: StackSource,
): Promise<void> {
  const { name } = target.stackSet;
  return keepContents(ports, keptKeys.set(pipeline, name, version), contents, `StackSet ${name}`);
}

/** Undefined where nothing was kept of it. */
export async function keptSet(
  ports: Pick<Ports, 'table'>,
  { pipeline, target }: Kept,
  version: string | undefined,
): Promise<StackSource | undefined> {
  if (version === undefined) return undefined;
  return keptContents(ports, keptKeys.set(pipeline, target.stackSet.name, version));
}

/** Whose pipeline a slice is. */
export async function pipelineOf(
  { table }: Pick<Ports, 'table'>,
  target: Target,
): Promise<string | undefined> {
  const [place] = kind.placesOf(target);
  const { account, region } = target;
  return place && (await table.get(keys.owner(account, region, place.node)))?.pipeline;
}

/** What an operation of ours brings; undefined of another’s. */
export async function operationOf(
  { table }: Pick<Ports, 'table'>,
  { account, region }: Target,
  id: string | undefined,
): Promise<SetOperation | undefined> {
  if (id === undefined || !/^tidegate-(deploy|rollBack)-/.test(id)) return undefined;
  return table.get(keptKeys.setOperation(account, region, id));
}
