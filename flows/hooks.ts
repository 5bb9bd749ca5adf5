// Which hooks a rollback has.

import type { HookName } from '../core/pipeline/hooks-schema.ts';
import type { Release } from '../core/release.ts';
import { readVersion } from './definitions.ts';
import type { Ports } from './ports.ts';

/** None where nothing returns. */
export async function hooksOf(
  ports: Ports,
  { pipeline, definitionVersion }: Pick<Release, 'pipeline' | 'definitionVersion'>,
  targets: number,
): Promise<readonly HookName[]> {
  if (targets === 0) return [];
  const { hooks = {} } = (await readVersion(ports, pipeline, definitionVersion))?.pipeline ?? {};
  return (['beforeRollback', 'afterRollback'] as const).filter((name) => hooks[name]);
}
