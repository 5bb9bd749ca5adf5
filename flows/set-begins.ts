// Begins an operation on a StackSet that was written before, unless it was given up; done twice it is begun once.

import { type Failure, isFailure } from '../core/failure.ts';
import { keptKeys } from '../core/kept-keys.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { SetOperation } from '../core/set-operation.ts';
import { keptSet } from './kept-set.ts';
import type { Ports } from './ports.ts';
import { dueOf } from './set-following.ts';
import { whereItLies } from './stack-preparation.ts';

type Target = TargetOf<'stackSet'>;

/**
 * One write of it decides between this and whoever gives it up. What CloudFormation does not take is kept with it, and
 * seen by whoever looks. Throws `TargetBusy` or `NotReady`: nothing was begun, and it is tried again.
 */
export async function beginOperation(ports: Ports, target: Target, of: string): Promise<void> {
  const due = (await dueOf(ports, target, of))?.id ?? of;
  return beginOne(ports, target, due);
}

async function beginOne(ports: Ports, target: Target, id: string): Promise<void> {
  const ours = await changed(ports, target, id, (it) =>
    it.state === 'prepared' ? { state: 'begun', begunAt: ports.clock.now().toISOString() } : {},
  );
  if (ours?.state !== 'begun') return;
  try {
    await call(ports, target, ours);
  } catch (thrown) {
    if (isFailure(thrown, 'Refused'))
      return void (await changed(ports, target, id, () => refusedBy(thrown)));
    if (isFailure(thrown, 'TargetBusy') || isFailure(thrown, 'NotReady'))
      await changed(ports, target, id, ({ state }) =>
        state === 'begun' ? { state: 'prepared' } : {},
      );
    throw thrown;
  }
}

function refusedBy({ message }: Failure): Partial<SetOperation> {
  return { state: 'refused', reason: message };
}

async function call(ports: Ports, target: Target, ours: SetOperation): Promise<void> {
  const { id, pipeline, version, parameters, tags, mark, gives } = ours;
  if (gives) return ports.stackSetStarts.override(target, { id, ...gives });
  const kept = await keptSet(ports, { pipeline, target }, version);
  const template = await whereItLies(ports, target, kept?.template ?? '');
  const isBack = mark.startsWith('tidegate rollBack ');
  await ports.stackSetStarts.update(target, { id, template, parameters, tags, isBack });
}

function changed(
  { table }: Pick<Ports, 'table'>,
  { account, region }: Target,
  id: string,
  change: (it: SetOperation) => Partial<SetOperation>,
): Promise<SetOperation | undefined> {
  return table.change(keptKeys.setOperation(account, region, id), (it) => {
    const after = it && change(it);
    if (it === undefined || after === undefined || Object.keys(after).length === 0)
      return undefined;
    return { item: { ...it, ...after } };
  });
}
