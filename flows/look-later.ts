// A deployment of which nobody knows what has become as its release ends: it stays open, which is dirty.

import type { Failure } from '../core/failure.ts';
import { deploymentMark, deploymentOf, withDeployment } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { plainReason } from '../core/plain-reason.ts';
import type { Release } from '../core/release.ts';
import type { Ports } from './ports.ts';

/** Whoever hears of its end, or the sweep, finds out what became of it; by its mark, where nobody has its id. */
export async function lookLater(
  ports: Ports,
  { id, pipeline }: Release,
  { name, account, region }: TargetDefinition,
  found?: string,
): Promise<void> {
  const target = await ports.table.change(keys.target(pipeline, name), (item) => {
    if (item?.intent?.release !== id || deploymentOf(item.intent) || !found) return undefined;
    return { item: { ...item, intent: withDeployment(item.intent, found) } };
  });
  const { intent } = target ?? {};
  if (intent?.release !== id || intent.status === 'ended') return;
  const known = deploymentOf(intent);
  const deployment = known ?? deploymentMark(intent, name);
  const of = { pipeline, release: id, wave: intent.wave, target: name };
  const byMark = known === undefined && { byMark: true as const };
  const unproven = { ...of, account, region, deployment, ...byMark };
  await ports.table.put(keys.unproven(unproven), unproven);
}

const MOST_OF_A_REASON = 300;

export function unreadText({ message }: Failure): string {
  return `its deployment could not be asked for: ${plainReason(message).slice(0, MOST_OF_A_REASON)}`;
}
