// How long CloudFormation watches stacks after they were changed: that time is part of each of their updates.

import type { Stacks } from '../aws/stacks.ts';
import type { Pace } from '../core/pace.ts';
import type { TargetDefinition, TargetOf } from '../core/pipeline/target-schema.ts';
import { sideBySide } from './side-by-side.ts';

export type ReadsStack = Pick<Stacks, 'stack'>;

/** What it is called where a limit is told. */
const MONITORED = 'the monitoring time of its stack';

/** By the names of the targets; one that is not there yet has none. */
export async function stackPacesOf(
  stacks: ReadsStack,
  targets: readonly TargetDefinition[],
): Promise<ReadonlyMap<string, Pace>> {
  const paces = await sideBySide(targets.filter(isStack), async (target) => {
    const stack = await stacks.stack(target);
    const pace: Pace = { configuration: MONITORED, seconds: stack?.monitoredSeconds ?? 0 };
    return stack ? [[target.name, pace] as const] : [];
  });
  return new Map(paces.flat());
}

function isStack(target: TargetDefinition): target is TargetOf<'stack'> {
  return target.stack !== undefined;
}
