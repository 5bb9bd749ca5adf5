// What the instances of a slice override of their set's parameters, as CloudFormation says, and as it was kept.

import { keptKeys } from '../core/kept-keys.ts';
import { keys } from '../core/keys.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { instancesOf, instanceText } from '../core/set-instances.ts';
import type { Overrides, SetOperation } from '../core/set-operation.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

type Target = TargetOf<'stackSet'>;

/** Of all instances of the slice that are there. */
export async function overridesOf(
  { stackSets }: Pick<Ports, 'stackSets'>,
  target: Target,
): Promise<Overrides> {
  const all = await sideBySide(instancesOf(target.stackSet), async (place) => {
    const found = await stackSets.overrides(target, place);
    return found ? [[instanceText(place), found] as const] : [];
  });
  return Object.fromEntries(all.flat());
}

interface Of {
  readonly pipeline: string;
  readonly target: Target;
}

/** The last operation that was written for a target, whatever has become of it. */
export function lastKey({ pipeline, target: { account, region, name } }: Of) {
  return keptKeys.setOperation(account, region, `last ${pipeline} ${name}`);
}

/** The first that took instances away from that version. */
function fromKey({ pipeline, target: { account, region, name } }: Of, version: string) {
  return keptKeys.setOperation(account, region, `from ${version} ${pipeline} ${name}`);
}

/**
 * Keeps what instances overrode before a release changed them, under what the ledger calls what ran there. A later try
 * of the same release finds what the first has made of it, and keeps nothing.
 */
export async function keepOverrides(
  { table }: Pick<Ports, 'table'>,
  of: Of,
  operation: SetOperation,
): Promise<void> {
  const last = await table.get(lastKey(of));
  if (last && releaseIn(last) === releaseIn(operation)) return;
  const item = await table.get(keys.target(of.pipeline, of.target.name));
  await table.put(fromKey(of, item?.running?.functionVersion ?? operation.from), operation);
}

/** What they overrode while they had that version; undefined where nobody asked then. */
export async function keptOverrides(
  { table }: Pick<Ports, 'table'>,
  of: Of,
  version: string | undefined,
): Promise<Overrides | undefined> {
  if (version === undefined) return undefined;
  return (await table.get(fromKey(of, version)))?.overrides;
}

/** `tidegate deploy shop-0412 wave 0 …` */
function releaseIn({ mark }: SetOperation): string | undefined {
  return mark.split(' ')[2];
}
