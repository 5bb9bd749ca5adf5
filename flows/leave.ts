// A pipeline leaves: it is removed, or gets another name. Whatever dies half-way, the same command finishes.

import { Failure } from '../core/failure.ts';
import { carriedKey, keys, ranges } from '../core/keys.ts';
import type { LedgerEvent } from '../core/ledger.ts';
import { type PipelineDefinition, pipelineSchema } from '../core/pipeline/schema.ts';
import type { StoredDefinition } from '../core/pipeline/stored.ts';
import { leavingText, readVersions, refuseUnknown, sourcePlaceOf } from './definitions.ts';
import { givePlacesBack, placesIn } from './owners.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { entryOf } from './stages.ts';
import { loadDefinition, storeDefinition } from './stored-definition.ts';

export interface Left {
  readonly pipeline: string;
  /** Its releases that run still: it is gone once they have ended, and the command was given again. */
  readonly running: readonly string[];
}

/**
 * Removes a pipeline: no release of it starts from now on, and once none runs any more, its places are nobody's. Its
 * history stays, and it may be applied again.
 *
 * Throws `Refused` where there is none of that name, or it is being renamed.
 */
export async function removePipeline(ports: Ports, name: string, by: string): Promise<Left> {
  const stored = await beginToLeave(ports, name, { by });
  const versions = await readVersions(ports, name);
  await unsubscribe(
    ports,
    versions.map(({ pipeline }) => pipeline),
  );
  const running = await runningOf(ports, name);
  if (running.length > 0 || stored.leaving?.ended !== undefined) return { pipeline: name, running };
  await sideBySide(versions, ({ pipeline }) => givePlacesBack(ports, placesIn(pipeline)));
  await endOfIt(ports, name, 'PipelineRemoved', `removed by ${by}`);
  return { pipeline: name, running };
}

/**
 * Gives a pipeline another name, with all that later decisions are made of: what runs and has baked, holds,
 * quarantines,
 * which builds were released. Between the two names no build starts a release; one that comes meanwhile is found by
 * `FindBuilds` within the hour.
 *
 * Throws `Refused` where a release runs, or the other name was ever used.
 */
export async function renamePipeline(
  ports: Ports,
  name: string,
  to: string,
  by: string,
): Promise<{ readonly pipeline: string; readonly version: number }> {
  refuseNoName(to);
  const taken = await ports.table.get(keys.definition(to));
  if (taken !== undefined && taken.renamedFrom !== name) throw nameTaken(to);
  const stored = await beginToLeave(ports, name, { by, to });
  if (stored.leaving?.ended === undefined) {
    await refuseWhileRunning(ports, name, stored);
    const former = await loadDefinition(ports, name, stored);
    const pipeline = { ...former, pipeline: to };
    await unsubscribe(ports, [former]);
    for (const range of ranges.carried(name)) await carry(ports, range, to);
    await sideBySide(placesIn(former), (place) => handOver(ports, place, to));
    await keepNew(ports, pipeline, stored, name);
    await endOfIt(ports, name, 'PipelineRenamed', `renamed to ${to} by ${by}`);
  }
  const { version } = (await ports.table.get(keys.definition(to))) ?? { version: 1 };
  return { pipeline: to, version };
}

/** From then on no release of it starts; whoever claims one asks again after it has said so. */
async function beginToLeave(
  ports: Ports,
  name: string,
  { by, to }: { readonly by: string; readonly to?: string },
): Promise<StoredDefinition> {
  await refuseUnknown(ports, name);
  return ports.table.ensure<StoredDefinition, StoredDefinition>(keys.definition(name), (item) => {
    if (item === undefined) throw new Failure('Missing', `expected pipeline ${name}, got none`);
    const { leaving } = item;
    if (leaving !== undefined && leaving.to !== to)
      throw new Failure(
        'Refused',
        `expected pipeline ${name} to stay, got one ${leavingText(leaving)}`,
      );
    const since = ports.clock.now().toISOString();
    return { item: leaving ? item : { ...item, leaving: { since, by, ...(to && { to }) } } };
  });
}

async function unsubscribe(ports: Ports, all: readonly PipelineDefinition[]): Promise<void> {
  await sideBySide(all, async ({ pipeline, source }) => {
    const { account, region } = sourcePlaceOf(ports, { source });
    await ports.table.remove(keys.project(account, region, source.project, pipeline));
    await ports.table.remove(keys.pipelineName(pipeline));
  });
}

async function runningOf(ports: Ports, name: string): Promise<string[]> {
  const open = await ports.table.list(ranges.open());
  return open.filter(({ pipeline }) => pipeline === name).map(({ release }) => release);
}

/** A release keeps its places under the name it began with: the name stays until it has ended. */
async function refuseWhileRunning(
  ports: Ports,
  name: string,
  { leaving }: StoredDefinition,
): Promise<void> {
  const running = await runningOf(ports, name);
  if (running.length === 0) return;
  await ports.table.change(keys.definition(name), (item) => {
    if (item?.leaving?.since !== leaving?.since) return undefined;
    const { leaving: _, ...stays } = item ?? {};
    return item && { item: stays as StoredDefinition };
  });
  throw new Failure(
    'Refused',
    `expected no release of ${name} to run, got ${running.join(', ')}: let it end, or stop it, and rename then`,
  );
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

/** The old name fires no more; only now does the new one. */
async function keepNew(
  ports: Ports,
  pipeline: PipelineDefinition,
  { appliedAt, firstAppliedAt, appliedBy }: StoredDefinition,
  renamedFrom: string,
): Promise<void> {
  const { pipeline: name, source } = pipeline;
  const body = await storeDefinition(ports, pipeline);
  const by = appliedBy === undefined ? {} : { appliedBy };
  const item = { version: 1, appliedAt, firstAppliedAt, ...by, renamedFrom, ...body };
  await ports.table.change(keys.definition(name), (there) => (there ? undefined : { item }));
  await ports.table.put(keys.definitionVersion(name, 1), item);
  await ports.table.put(keys.pipelineName(name), { pipeline: name });
  const { account, region } = sourcePlaceOf(ports, { source });
  await ports.table.put(keys.project(account, region, source.project, name), { pipeline: name });
}

async function endOfIt(
  ports: Ports,
  name: string,
  event: LedgerEvent,
  text: string,
): Promise<void> {
  await ports.table.change(keys.definition(name), (item) => {
    if (item?.leaving === undefined || item.leaving.ended !== undefined) return undefined;
    const entry = entryOf(ports, { pipeline: name, id: '' }, event, '', `pipeline ${text}`);
    return { item: { ...item, leaving: { ...item.leaving, ended: entry.at } }, entries: [entry] };
  });
}

function refuseNoName(to: string): void {
  const { success, error } = pipelineSchema.shape.pipeline.safeParse(to);
  if (success) return;
  const why = error.issues.map(({ message }) => message).join(', ');
  throw new Failure('Refused', `expected a pipeline’s name, got ${JSON.stringify(to)}: ${why}`);
}

function nameTaken(to: string): Failure {
  return new Failure('Refused', `expected a name that no pipeline has had, got ${to}`);
}
