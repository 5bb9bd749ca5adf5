// Looks at what a wave depends on: the targets of other services, where it is to start.

import { dependencyReason, isFarEnough, nearTargets } from '../core/gate/dependency.ts';
import type { Dependency } from '../core/gate/dependency-schema.ts';
import type { FoundReason } from '../core/gate/gate-reason.ts';
import { keys } from '../core/keys.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import { isNewer, orderOf, type Revision } from '../core/revision.ts';
import { readNamed } from './definitions.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

export async function dependencyReasons(
  ports: Ports,
  { targets, dependsOn = [] }: PlannedWave,
): Promise<FoundReason[]> {
  const found = await sideBySide(dependsOn, (each) => reasonsOf(ports, each, targets));
  return found.flat();
}

async function reasonsOf(
  ports: Ports,
  dependency: Dependency,
  targets: PlannedWave['targets'],
): Promise<FoundReason[]> {
  const { service } = dependency;
  const definition = await readNamed(ports, service);
  const near = nearTargets(targets, definition?.pipeline.stages.flatMap(targetsOf) ?? []);
  if (near.length === 0) return [dependencyReason(dependency, [])];
  const isPast = await pastOf(ports, dependency);
  const behind = await sideBySide(near, async ({ name }) => {
    const item = await ports.table.get(keys.target(service, name));
    return isFarEnough(dependency, item, isPast) ? [] : [name];
  });
  const names = behind.flat();
  return names.length === 0 ? [] : [dependencyReason(dependency, names)];
}

/** A commit that never was on a target is older than what is there, where its first build is. */
async function pastOf(ports: Ports, { service, atLeast }: Dependency) {
  const isWhole = typeof atLeast === 'string' && atLeast.length === 40;
  const first = isWhole ? await ports.table.get(keys.firstBuild(service, atLeast)) : undefined;
  return (revision: Revision) => first !== undefined && isNewer(orderOf(revision), first);
}
