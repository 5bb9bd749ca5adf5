// What is in the way of a rollback by hand.

import { keys, ranges } from '../core/keys.ts';
import type { Release } from '../core/release.ts';
import type { Lease, Stage } from '../core/stage.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

export interface InTheWay {
  /** Releases that it stops: of what it takes back, and those that are where it goes. */
  readonly stops: readonly Release[];
  /** Those that take back there just now: it waits for them. */
  readonly waitsFor: readonly string[];
}

/** The releases that go forward with what is taken back, or where it goes; and those that are on their own way back. */
export async function inTheWay(
  ports: Ports,
  pipeline: string,
  stages: readonly string[],
  digests: readonly string[],
): Promise<InTheWay> {
  const items = await readableItems(ports, ranges.stages(pipeline));
  const leases = items.flatMap(({ name, lease }: Stage) => (lease ? [{ name, ...lease }] : []));
  const isBack = (id: string) =>
    leases.some(({ release, intent }) => release === id && intent === 'rollBack');
  const holds = (id: string) =>
    leases.some(
      ({ release, name }: Lease & { name: string }) => release === id && stages.includes(name),
    );
  const open = (await readableItems(ports, ranges.open())).filter(
    (each) => each.pipeline === pipeline,
  );
  const stops: Release[] = [];
  const waitsFor: string[] = [];
  for (const { release: id } of open) {
    const release = await ports.table.get(keys.release(pipeline, id));
    if (release?.status !== 'running') continue;
    const isOfIt = !release.rollback && digests.includes(release.revision.digest);
    if (!isOfIt && !holds(id)) continue;
    if (isBack(id)) waitsFor.push(id);
    else if (!release.rollback) stops.push(release);
  }
  return { stops, waitsFor };
}
