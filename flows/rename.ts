// A pipeline gets another name. Whatever dies half-way, the same command finishes.

import { Failure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import { carriedKey, keys, ranges } from '../core/keys.ts';
import { type PipelineDefinition, pipelineSchema } from '../core/pipeline/schema.ts';
import type { StoredDefinition } from '../core/pipeline/stored.ts';
import { carryHolds } from './holds.ts';
import { beginToLeave, endOfIt, type Leaving, runningOf, unlist, unsubscribe } from './leave.ts';
import { placesIn } from './owners.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { loadDefinition, storeDefinition } from './stored-definition.ts';
import { subscribe } from './subscriptions.ts';

/**
 * Gives a pipeline another name, with all that later decisions are made of: what runs and has baked, holds,
 * quarantines, which builds were released. Between the two names no build starts a release; one that comes
 * meanwhile is found by `FindBuilds` within the hour.
 *
 * Throws `Refused` where a release runs, or the other name was ever used.
 */
export async function renamePipeline(
  ports: Ports,
  name: string,
  to: string,
  asked: Leaving,
): Promise<{ readonly pipeline: string; readonly version: number }> {
  refuseNoName(to);
  const { by } = asked;
  const taken = await ports.table.get(keys.definition(to));
  if (taken !== undefined && taken.renamedFrom !== name) throw nameTaken(to);
  const stored = await beginToLeave(ports, name, { ...asked, to });
  if (stored.leaving?.ended === undefined) {
    await refuseWhileRunning(ports, name, stored, taken !== undefined);
    const former = await loadDefinition(ports, name, stored);
    if (await takeName(ports, { ...former, pipeline: to }, stored, { name, by }))
      await moveOver(ports, former, to);
    const text = `renamed to ${to} by ${by}`;
    await endOfIt(ports, name, { event: 'PipelineRenamed', text, asked });
  }
  await unlist(ports, name);
  const { version } = (await ports.table.get(keys.definition(to))) ?? { version: 1 };
  return { pipeline: to, version };
}

/** Throws `Refused` where it could not be: another has had the name, or a release runs; one that was begun goes on. */
export async function refuseRename(ports: Ports, name: string, to: string): Promise<void> {
  refuseNoName(to);
  if (to === name) throw nameTaken(`${to}, which it is called already`);
  const taken = await ports.table.get(keys.definition(to));
  if (taken !== undefined && taken.renamedFrom !== name) throw nameTaken(to);
  // One that has begun to leave stays after all where a release runs: that is for whoever goes on with it.
  const isBegun = (await ports.table.get(keys.definition(name)))?.leaving !== undefined;
  const running = taken !== undefined || isBegun ? [] : await runningOf(ports, name);
  if (running.length > 0) throw stillRuns(name, running, 'let it end, or stop it, and rename then');
}

/** The old name fires no more before the new one does. */
async function moveOver(ports: Ports, former: PipelineDefinition, to: string): Promise<void> {
  await unsubscribe(ports, former.pipeline, [former]);
  for (const range of ranges.carried(former.pipeline)) await carry(ports, range, to);
  await carryHolds(ports, former.pipeline, to);
  await sideBySide(placesIn(former), (place) => handOver(ports, place, to));
  await letFire(ports, { ...former, pipeline: to });
}

/**
 * A release keeps its places under the name it began with: the name stays until it has ended. Where the other name is
 * taken already none can run; what seems to is just being refused.
 */
async function refuseWhileRunning(
  ports: Ports,
  name: string,
  stored: StoredDefinition,
  isUnderWay: boolean,
): Promise<void> {
  const running = await runningOf(ports, name);
  if (running.length === 0) return;
  if (!isUnderWay) await stayAfterAll(ports, name, stored);
  const then = isUnderWay
    ? 'give the command again in a minute'
    : 'let it end, or stop it, and rename then';
  throw stillRuns(name, running, then);
}

function stillRuns(name: string, running: readonly string[], then: string): Failure {
  return new Failure(
    'Refused',
    `expected no release of ${name} to run, got ${few(running)}: ${then}`,
  );
}

async function stayAfterAll(
  ports: Ports,
  name: string,
  { leaving }: StoredDefinition,
): Promise<void> {
  await ports.table.change(keys.definition(name), (item) => {
    if (item?.leaving?.since !== leaving?.since) return undefined;
    const { leaving: _, ...stays } = item ?? {};
    return item && { item: stays as StoredDefinition };
  });
}

/**
 * Writes the pipeline under its new name, under which nothing starts yet, so that nobody else takes it. Resolves to
 * whether there is more to be done. Throws `Refused` where somebody was faster.
 */
async function takeName(
  ports: Ports,
  pipeline: PipelineDefinition,
  stored: StoredDefinition,
  { name, by }: { readonly name: string; readonly by: string },
): Promise<boolean> {
  const { appliedAt, firstAppliedAt, appliedBy } = stored;
  const item: StoredDefinition = {
    version: 1,
    appliedAt,
    firstAppliedAt,
    ...(appliedBy !== undefined && { appliedBy }),
    renamedFrom: name,
    leaving: { since: ports.clock.now().toISOString(), by, from: name },
    ...(await storeDefinition(ports, pipeline)),
  };
  const key = keys.definition(pipeline.pipeline);
  const there = await ports.table.ensure(key, (present) => ({ item: present ?? item }));
  if (there.renamedFrom === name) return there.leaving?.from !== undefined;
  await stayAfterAll(ports, name, stored);
  throw nameTaken(pipeline.pipeline);
}

async function carry(
  ports: Ports,
  range: ReturnType<typeof ranges.carried>[number],
  to: string,
): Promise<void> {
  const found = await ports.table.keyed(range);
  await sideBySide(found, ({ sk, item }) => {
    const named = 'pipeline' in item ? { ...item, pipeline: to } : item;
    return ports.table.change(carriedKey(range, to, sk), (there) =>
      there === undefined ? { item: named } : undefined,
    );
  });
}

async function handOver(
  ports: Ports,
  { account, region, place, pipeline, target }: ReturnType<typeof placesIn>[number],
  to: string,
): Promise<void> {
  const since = ports.clock.now().toISOString();
  await ports.table.change(keys.owner(account, region, place), (item) =>
    item === undefined || item.pipeline === pipeline
      ? { item: { account, region, place, pipeline: to, target, since } }
      : undefined,
  );
}

/** Last of all the new name is free to start releases. */
async function letFire(
  ports: Ports,
  { pipeline: name, source }: PipelineDefinition,
): Promise<void> {
  const free = (item: StoredDefinition): StoredDefinition => {
    const { leaving: _, ...rest } = item;
    return rest;
  };
  const present = await ports.table.get(keys.definition(name));
  if (present) await ports.table.put(keys.definitionVersion(name, 1), free(present));
  await ports.table.put(keys.pipelineName(name), { pipeline: name });
  await subscribe(ports, { pipeline: name, source });
  await ports.table.change(keys.definition(name), (item) =>
    item?.leaving?.from === undefined ? undefined : { item: free(item) },
  );
}

/** Throws `Refused` where a pipeline cannot be called so. */
export function refuseNoName(to: string): void {
  const { success, error } = pipelineSchema.shape.pipeline.safeParse(to);
  if (success) return;
  const why = error.issues.map(({ message }) => message).join(', ');
  throw new Failure('Refused', `expected a pipeline’s name, got ${JSON.stringify(to)}: ${why}`);
}

function nameTaken(to: string): Failure {
  return new Failure('Refused', `expected a name that no pipeline has had, got ${to}`);
}
