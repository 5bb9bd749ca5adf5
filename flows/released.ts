// The release that a build had, whatever its pipeline was called then.

import { keys, ranges } from '../core/keys.ts';
import type { Release } from '../core/release.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

/** Undefined for a build that had none. A pipeline that was renamed has its releases where it had them. */
export async function releaseOfBuild(
  ports: Pick<Ports, 'table'>,
  pipeline: string,
  build: string,
): Promise<Release | undefined> {
  const released = await ports.table.get(keys.released(pipeline, build));
  if (released === undefined) return undefined;
  for await (const name of namesOf(ports, pipeline)) {
    const release = await ports.table.get(keys.release(name, released.release));
    if (release) return release;
  }
  return undefined;
}

/** All releases that a pipeline had, those under its former names too. */
export async function releasesEver(ports: Ports, pipeline: string): Promise<Release[]> {
  const found: Release[] = [];
  for await (const name of namesOf(ports, pipeline))
    found.push(...(await readableItems(ports, ranges.releases(name))));
  return found;
}

/** What a pipeline is called, and then what it was called before, the last name first. */
async function* namesOf({ table }: Pick<Ports, 'table'>, pipeline: string): AsyncIterable<string> {
  const names = new Set<string>();
  for (let name: string | undefined = pipeline; name !== undefined && !names.has(name); ) {
    names.add(name);
    yield name;
    name = (await table.get(keys.definition(name)))?.renamedFrom;
  }
}
