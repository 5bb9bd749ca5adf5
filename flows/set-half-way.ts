// Whether some instances of a StackSet have not the template that the set has: a release is half-way through them.

import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { operationOf } from './kept-set.ts';
import type { Ports } from './ports.ts';
import type { SetRead } from './set-read.ts';

/**
 * A new template makes all instances OUTDATED, and so does the same one again: what tells is which operations have
 * brought what the set has now, and which instances they reached.
 */
export async function halfWayOf(
  ports: Pick<Ports, 'table'>,
  target: TargetOf<'stackSet'>,
  { instances, operations }: SetRead,
): Promise<boolean> {
  const brought = new Set<string>();
  let version: string | undefined;
  for (const { id, action } of operations) {
    if (action === 'CREATE') brought.add(id);
    if (action !== 'UPDATE') continue;
    const its = (await operationOf(ports, target, id))?.version;
    if (brought.size > 0 && version !== undefined && its !== version) break;
    brought.add(id);
    // Of somebody else’s nobody knows what it brought: those before it may have brought another.
    if (its === undefined) break;
    version = its;
  }
  return instances.some(
    ({ status, operation }) => status !== 'CURRENT' && !brought.has(operation ?? ''),
  );
}
