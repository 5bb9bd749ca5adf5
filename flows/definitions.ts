// Pipelines in the table: applied whole as a new version, read by name.

import type { SourceFacts } from '../core/admission/admission.ts';
import { repositoryOf } from '../core/admission/repository.ts';
import type { KnownSource } from '../core/admission/source.ts';
import { onlyBranchOf } from '../core/admission/webhook.ts';
import { Failure, isFailure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import { keys, ranges } from '../core/keys.ts';
import { nearest } from '../core/nearest.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { StoredDefinition } from '../core/pipeline/stored.ts';
import { planOf } from '../core/plan.ts';
import { type Given, refuseStale } from './given.ts';
import { orLogged } from './one-by-one.ts';
import { claimPlaces } from './owners.ts';
import type { Ports } from './ports.ts';
import { forgetSchedule } from './schedules.ts';
import { entryOf } from './stages.ts';
import { loadDefinition, storeDefinition } from './stored-definition.ts';
import { sourcePlaceOf, subscribe, subscriptionsOf } from './subscriptions.ts';

/** A version of a pipeline. */
export interface Definition {
  readonly version: number;
  readonly appliedAt: string;
  readonly firstAppliedAt: string;
  /** The ARN of whoever applied it, where that is known. */
  readonly appliedBy?: string;
  readonly pipeline: PipelineDefinition;
}

/**
 * Stores a pipeline as a new version, unless it says what the present one says; resolves to the version in force.
 *
 * Throws `Refused`, with nothing changed, where its plan could break a limit. A running release keeps its own plan.
 */
export async function applyPipeline(
  ports: Ports,
  pipeline: PipelineDefinition,
  given?: Given,
): Promise<Definition & { readonly isNew: boolean; readonly source?: KnownSource }> {
  planOf(pipeline);
  refuseLeaving(await ports.table.get(keys.definition(pipeline.pipeline)), pipeline.pipeline);
  await claimPlaces(ports, pipeline);
  let isNew = false;
  const { pipeline: name } = pipeline;
  const stored = await storeDefinition(ports, pipeline);
  const item = await ports.table.ensure(keys.definition(name), (present) => {
    refuseLeaving(present, name);
    isNew = present?.digest !== stored.digest || present.leaving !== undefined;
    if (present && !isNew) return { item: present };
    if (given) refuseStale(name, given.onVersion, present?.version ?? 0);
    const appliedAt = given?.at ?? ports.clock.now().toISOString();
    const firstAppliedAt = present?.firstAppliedAt ?? appliedAt;
    const version = (present?.version ?? 0) + 1;
    const by = given === undefined ? {} : { appliedBy: given.by };
    const { renamedFrom } = present ?? {};
    const named = renamedFrom === undefined ? {} : { renamedFrom };
    const line = `version ${version} applied by ${given?.by}: ${given?.text}`;
    const entry = entryOf(ports, { pipeline: name, id: '' }, 'PipelineApplied', '', line);
    return {
      item: { version, appliedAt, ...by, firstAppliedAt, ...named, ...stored },
      entries: given ? [{ ...entry, at: given.at, person: given.person }] : [],
    };
  });
  await ports.table.put(keys.definitionVersion(name, item.version), item);
  await ports.table.put(keys.pipelineName(name), { pipeline: name });
  await subscribe(ports, pipeline);
  await forgetProject(ports, { ...item, pipeline });
  // Another may have had them for a moment, or somebody has removed the pipeline while this was under way.
  await claimPlaces(ports, pipeline);
  await refuseLeft(ports, pipeline);
  const known = await knowSource(ports, pipeline);
  return { ...item, pipeline, isNew, ...(known && { source: known }) };
}

/** One that was removed may be applied again, as its next version; one that was renamed has another name now. */
export function refuseLeaving(present: StoredDefinition | undefined, name: string): void {
  const { leaving } = present ?? {};
  if (leaving === undefined || (leaving.ended !== undefined && leaving.to === undefined)) return;
  throw new Failure(
    'Refused',
    `expected to apply pipeline ${name}, got one ${leavingText(name, leaving)}`,
  );
}

type Leaving = NonNullable<StoredDefinition['leaving']>;

/** `that is being renamed to store since …: finish it by tidegate rename shop store` */
export function leavingText(name: string, { since, to, from, ended }: Leaving): string {
  if (from !== undefined)
    return `that gets its name from ${from} since ${since}: finish it by tidegate rename ${from} ${name}`;
  const what = to === undefined ? 'removed' : `renamed to ${to}`;
  if (ended !== undefined) return `that was ${what} at ${ended}`;
  const command = to === undefined ? `remove ${name}` : `rename ${name} ${to}`;
  return `that is being ${what} since ${since}: finish it by tidegate ${command}`;
}

async function refuseLeft(ports: Ports, { pipeline, source }: PipelineDefinition): Promise<void> {
  const present = await ports.table.get(keys.definition(pipeline));
  if (present?.leaving === undefined) return;
  for (const key of subscriptionsOf(ports, { pipeline, source })) await ports.table.remove(key);
  if (present.leaving.ended !== undefined) await ports.table.remove(keys.pipelineName(pipeline));
  const text = `expected pipeline ${pipeline} to stay, got one ${leavingText(pipeline, present.leaving)}`;
  throw new Failure('Refused', text);
}

/** What of its source decides which builds are releases; what could be read before stands where it cannot now. */
async function knowSource(
  ports: Ports,
  { pipeline, source }: PipelineDefinition,
): Promise<KnownSource | undefined> {
  const { project } = source;
  if (project === undefined) return undefined;
  const place = sourcePlaceOf(ports, { source });
  const facts = await orLogged(ports, { pipeline, project }, () =>
    ports.builds.project(place, project),
  );
  if (facts === undefined) return undefined;
  const { filters } = facts;
  const defaultBranch = facts.defaultBranch ?? (await defaultBranchOf(ports, { source }, facts));
  const repository = facts.project && repositoryOf(facts.project)?.name;
  const known: KnownSource = {
    at: ports.clock.now().toISOString(),
    ...(defaultBranch !== undefined && { defaultBranch }),
    ...(filters && { filters }),
    ...(repository && { repository }),
  };
  await ports.table.put(keys.source(pipeline), known);
  return known;
}

/**
 * The repository's own, where it is one that can be asked, else the only branch that a webhook lets build. GitHub,
 * GitLab and Bitbucket tell it to nobody without a key of theirs.
 */
async function defaultBranchOf(
  ports: Ports,
  pipeline: Pick<PipelineDefinition, 'source'>,
  { project, filters }: SourceFacts,
): Promise<string | undefined> {
  const repository = project && repositoryOf(project);
  if (repository === undefined) return filters && onlyBranchOf(filters);
  const { account } = sourcePlaceOf(ports, pipeline);
  return orLogged(ports, repository, () => ports.repositories.defaultBranch(account, repository));
}

/** Builds and pushes of what the version before named are no longer for this pipeline. */
async function forgetProject(ports: Ports, { version, pipeline }: Definition): Promise<void> {
  const before = await readVersionOrNone(ports, pipeline.pipeline, version - 1);
  if (before === undefined) return;
  const present = new Set(subscriptionsOf(ports, pipeline).map(({ pk }) => pk));
  for (const key of subscriptionsOf(ports, before.pipeline))
    if (!present.has(key.pk)) await ports.table.remove(key);
  const hadOne = before.pipeline.source.schedule !== undefined;
  if (hadOne && pipeline.source.schedule === undefined)
    await forgetSchedule(ports, pipeline.pipeline);
}

/** A version that cannot be read any more keeps nobody from applying the next. */
async function readVersionOrNone(
  ports: Ports,
  name: string,
  version: number,
): Promise<Definition | undefined> {
  try {
    return await readVersion(ports, name, version);
  } catch (thrown) {
    if (!isFailure(thrown, 'Unreadable')) throw thrown;
    ports.log.warn(thrown.message, { code: thrown.code });
    return undefined;
  }
}

/** The version in force, or undefined where none has been applied. */
export async function readNamed(
  ports: Pick<Ports, 'table'>,
  name: string,
): Promise<Definition | undefined> {
  const stored = await ports.table.get(keys.definition(name));
  return stored?.leaving ? undefined : loaded(ports, name, stored);
}

/** Every version that was ever applied, the first one first. */
export async function readVersions(
  ports: Pick<Ports, 'table'>,
  name: string,
): Promise<readonly Definition[]> {
  const items = await ports.table.list(ranges.definitionVersions(name));
  return Promise.all(
    items.map(async (item) => ({ ...item, pipeline: await loadDefinition(ports, name, item) })),
  );
}

/** Undefined where there is none of that number. */
export async function readVersion(
  ports: Pick<Ports, 'table'>,
  name: string,
  version: number,
): Promise<Definition | undefined> {
  return loaded(ports, name, await ports.table.get(keys.definitionVersion(name, version)));
}

async function loaded(
  ports: Pick<Ports, 'table'>,
  name: string,
  item: StoredDefinition | undefined,
): Promise<Definition | undefined> {
  return item && { ...item, pipeline: await loadDefinition(ports, name, item) };
}

/** Throws `Refused` where no pipeline of that name has been applied, or it is leaving. */
export async function readDefinition(ports: Ports, name: string): Promise<Definition> {
  const stored = await refuseUnknown(ports, name);
  if (stored.leaving)
    throw new Failure(
      'Refused',
      `expected the name of an applied pipeline, got ${name}, ${leavingText(name, stored.leaving)}`,
    );
  return { ...stored, pipeline: await loadDefinition(ports, name, stored) };
}

/** The definition of that name, though it be leaving. Throws `Refused` where there never was one. */
export async function refuseUnknown(
  ports: Pick<Ports, 'table'>,
  name: string,
): Promise<StoredDefinition> {
  const stored = await ports.table.get(keys.definition(name));
  if (stored) return stored;
  const known = (await ports.table.list(ranges.pipelineNames())).map(({ pipeline }) => pipeline);
  const meant = nearest(name, known);
  const hint = meant ? `did you mean ${meant}?` : `known are: ${few(known) || 'none yet'}`;
  throw new Failure(
    'Refused',
    `expected the name of an applied pipeline, got ${JSON.stringify(name)}; ${hint}`,
  );
}
