// A pipeline leaves: it is removed, or (`rename.ts`) gets another name. Whatever dies half-way, the same command
// finishes.

import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import type { LedgerEvent, PersonTold } from '../core/ledger.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { StoredDefinition } from '../core/pipeline/stored.ts';
import { recordKeys } from '../core/record-keys.ts';
import { leavingText, refuseUnknown } from './definitions.ts';
import { refuseStale } from './given.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import { givePlacesBack, placesIn } from './owners.ts';
import type { Ports } from './ports.ts';
import { forgetSchedule } from './schedules.ts';
import { eachSideBySide } from './side-by-side.ts';
import { entryOf } from './stages.ts';
import { loadDefinition } from './stored-definition.ts';
import { subscriptionsOf } from './subscriptions.ts';

/** What a person has asked for, at the sight of which version. */
export interface Leaving {
  /** The ARN of the person. */
  readonly by: string;
  /** The version that they saw: one that was applied since is not what they meant. */
  readonly onVersion: number;
  readonly person?: PersonTold;
}

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
export async function removePipeline(ports: Ports, name: string, asked: Leaving): Promise<Left> {
  const { by } = asked;
  const stored = await beginToLeave(ports, name, asked);
  const versions = await readableVersions(ports, name);
  await unsubscribe(ports, name, versions);
  const running = await runningOf(ports, name);
  if (stored.leaving?.ended !== undefined) await unlist(ports, name);
  if (running.length > 0 || stored.leaving?.ended !== undefined) return { pipeline: name, running };
  const places = versions.flatMap(placesIn);
  const apart = new Map(places.map((each) => [JSON.stringify(each), each]));
  await givePlacesBack(ports, [...apart.values()]);
  await endOfIt(ports, name, { event: 'PipelineRemoved', text: `removed by ${by}`, asked });
  await unlist(ports, name);
  return { pipeline: name, running };
}

/** From then on no release of it starts; whoever claims one asks again after it has said so. */
export async function beginToLeave(
  ports: Ports,
  name: string,
  { by, to, onVersion }: Leaving & { readonly to?: string },
): Promise<StoredDefinition> {
  await refuseUnknown(ports, name);
  return ports.table.ensure<StoredDefinition, StoredDefinition>(keys.definition(name), (item) => {
    if (item === undefined) throw new Failure('Missing', `expected pipeline ${name}, got none`);
    const { leaving } = item;
    if (leaving !== undefined && (leaving.to !== to || leaving.from !== undefined))
      throw new Failure(
        'Refused',
        `expected a pipeline that is there, got ${name}, ${leavingText(name, leaving)}${insteadOf(leaving)}`,
      );
    if (leaving === undefined) refuseStale(`pipeline ${name}`, onVersion, item.version);
    const since = ports.clock.now().toISOString();
    return { item: leaving ? item : { ...item, leaving: { since, by, ...(to && { to }) } } };
  });
}

/** What is meant, most likely, where a pipeline has left. */
function insteadOf({ to, ended }: NonNullable<StoredDefinition['leaving']>): string {
  if (ended === undefined) return '';
  return to === undefined ? ': apply it again first' : `: say ${to}`;
}

/** A version that cannot be read any more keeps nobody from removing all others. */
async function readableVersions(ports: Ports, name: string): Promise<PipelineDefinition[]> {
  const items = await readableItems(ports, ranges.definitionVersions(name));
  const loaded = items.map((item) =>
    orLogged(ports, { pipeline: name }, () => loadDefinition(ports, name, item)),
  );
  return (await Promise.all(loaded)).filter((version) => version !== undefined);
}

/** Whatever a version of it says: many say the same. */
export async function unsubscribe(
  ports: Ports,
  name: string,
  all: readonly PipelineDefinition[],
): Promise<void> {
  const subscriptions = all.flatMap(({ source }) =>
    subscriptionsOf(ports, { pipeline: name, source }),
  );
  await eachSideBySide([...new Map(subscriptions.map((key) => [key.pk, key])).values()], (key) =>
    ports.table.remove(key),
  );
  if (all.some(({ source }) => source.schedule !== undefined)) await forgetSchedule(ports, name);
}

/**
 * Its last lines are sealed yet. Last of all: until nothing is left of it to take away, whoever lists the pipelines
 * sees that it is leaving.
 */
export async function unlist(ports: Ports, name: string): Promise<void> {
  const since = ports.clock.now().toISOString();
  await ports.table.put(recordKeys.toSeal(name), { pipeline: name, since });
  await ports.table.remove(keys.pipelineName(name));
}

export async function runningOf(ports: Ports, name: string): Promise<string[]> {
  const open = await ports.table.list(ranges.open());
  return open.filter(({ pipeline }) => pipeline === name).map(({ release }) => release);
}

interface End {
  readonly event: LedgerEvent;
  readonly text: string;
  readonly asked: Leaving;
}

export async function endOfIt(
  ports: Ports,
  name: string,
  { event, text, asked }: End,
): Promise<void> {
  await ports.table.change(keys.definition(name), (item) => {
    if (item?.leaving === undefined || item.leaving.ended !== undefined) return undefined;
    const { person } = asked;
    const of = { pipeline: name, id: '' };
    const entry = {
      ...entryOf(ports, of, event, '', `pipeline ${text}`),
      ...(person && { person }),
    };
    return { item: { ...item, leaving: { ...item.leaving, ended: entry.at } }, entries: [entry] };
  });
}
