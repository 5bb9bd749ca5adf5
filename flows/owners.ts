// Whose a deployable place is: claimed as a pipeline is applied, looked at again before anything is deployed there.

import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import { type Owner, placesOf } from '../core/owner.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { reasonOf } from '../core/plain-reason.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { loadDefinition } from './stored-definition.ts';

/** Whoever claims a place, and dies before the pipeline says so, has it for so long; then it is nobody's. */
const CLAIM_MILLIS = 900_000;

/** Fewer are asked for one by one: between them in the table may be thousands of others'. */
const FEWEST_READ_TOGETHER = 25;

type Wanted = Omit<Owner, 'since'>;

/** All places that a pipeline deploys to. */
export function placesIn({ pipeline, stages }: PipelineDefinition): Wanted[] {
  return stages.flatMap(targetsOf).flatMap((target) => wantedOf(pipeline, target));
}

function wantedOf(pipeline: string, target: TargetDefinition): Wanted[] {
  const { account, region, name } = target;
  return placesOf(target).map((place) => ({ account, region, place, pipeline, target: name }));
}

/**
 * Claims all places that a pipeline deploys to. Throws `Refused` where one is another's; what was claimed by then is
 * nobody's again before long.
 */
export async function claimPlaces(ports: Ports, pipeline: PipelineDefinition): Promise<void> {
  const looked = await lookedUpAll(ports, placesIn(pipeline));
  refuseTaken(looked.flatMap(({ others }) => others ?? []));
  const lacking = looked.filter(({ each, present }) => !isAsWanted(present, each));
  const claimed = await sideBySide(lacking, ({ each, present }) => claimOne(ports, each, present));
  refuseTaken(claimed.filter((owner) => owner.pipeline !== pipeline.pipeline));
}

/** Throws `Refused` where a place that a pipeline would deploy to is another’s, and claims none. */
export async function refusePlacesOfOthers(
  ports: Ports,
  pipeline: PipelineDefinition,
): Promise<void> {
  const looked = await lookedUpAll(ports, placesIn(pipeline));
  refuseTaken(looked.flatMap(({ others }) => others ?? []));
}

function isAsWanted(present: Owner | undefined, each: Wanted): boolean {
  return present?.pipeline === each.pipeline && present.target === each.target;
}

/** The owner that stands in the way of deploying to a target; a place that nobody owns is claimed by the way. */
export async function ownerAgainst(
  ports: Ports,
  pipeline: string,
  target: TargetDefinition,
): Promise<Owner | undefined> {
  for (const each of wantedOf(pipeline, target)) {
    const { present } = await lookedUp(ports, each);
    const owner = present?.pipeline === pipeline ? present : await claimOne(ports, each, present);
    if (owner.pipeline !== pipeline) return owner;
  }
  return undefined;
}

/** Gives back what a pipeline owns of some places. */
export async function givePlacesBack(ports: Ports, places: readonly Wanted[]): Promise<void> {
  await sideBySide(places, ({ account, region, place, pipeline }) =>
    ports.table.remove(keys.owner(account, region, place), { pipeline }),
  );
}

interface LookedUp {
  readonly each: Wanted;
  /** As it is, whoever it names. */
  readonly present: Owner | undefined;
  /** The same, where that pipeline has it still. */
  readonly others?: Owner;
}

async function lookedUp(ports: Ports, each: Wanted): Promise<LookedUp> {
  const { account, region, place } = each;
  const present = await ports.table.get(keys.owner(account, region, place));
  return withOthers(ports, each, present);
}

async function withOthers(
  ports: Ports,
  each: Wanted,
  present: Owner | undefined,
): Promise<LookedUp> {
  if (present === undefined || present.pipeline === each.pipeline) return { each, present };
  return (await isHeld(ports, present)) ? { each, present, others: present } : { each, present };
}

/** The same for many: those that lie side by side in the table are read together. */
async function lookedUpAll(ports: Ports, wanted: readonly Wanted[]): Promise<LookedUp[]> {
  const looked: LookedUp[] = [];
  for (const many of Map.groupBy(wanted, partOfTable).values()) {
    const isRead = many.length > FEWEST_READ_TOGETHER;
    const present = isRead ? await ownersAmong(ports, many) : undefined;
    const look = (each: Wanted) =>
      present ? withOthers(ports, each, present.get(each.place)) : lookedUp(ports, each);
    looked.push(...(await sideBySide(many, look)));
  }
  return looked;
}

/** Aliases and deployment groups of a region: places of one kind begin alike. */
function partOfTable({ account, region, place }: Wanted): string {
  return [account, region, place.split(' ')[0]].join(' ');
}

/**
 * The owners of places of one part of the table, read as far as their names begin alike. One that cannot be read is
 * left out, so that another's damaged item is in nobody's way: whoever claims it reads it again, and fails by it.
 */
async function ownersAmong(ports: Ports, many: readonly Wanted[]): Promise<Map<string, Owner>> {
  const { account, region } = many[0]!;
  const beginning = many.map(({ place }) => place).reduce(commonBeginning);
  const { items } = await ports.table.readable(ranges.owners(account, region, beginning));
  return new Map(items.map((owner) => [owner.place, owner]));
}

function commonBeginning(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

/**
 * A place is given up by a later version of its pipeline that does not name it, once no release of it runs
 * any more.
 */
async function isHeld(ports: Ports, owner: Owner): Promise<boolean> {
  const { pipeline, account, region, place, since } = owner;
  if (ports.clock.now().getTime() - Date.parse(since) < CLAIM_MILLIS) return true;
  const stored = await ports.table.get(keys.definition(pipeline));
  const ended = stored === undefined || stored.leaving?.ended !== undefined;
  const definition = ended ? undefined : await loadDefinition(ports, pipeline, stored);
  const named = definition ? placesIn(definition) : [];
  const isNamed = named.some(
    (it) => it.account === account && it.region === region && it.place === place,
  );
  if (isNamed) return true;
  const open = await ports.table.list(ranges.open());
  return open.some((each) => each.pipeline === pipeline);
}

/** Claims a place that is free, or whose owner was found to have left it; resolves to whoever has it then. */
async function claimOne(ports: Ports, each: Wanted, present: Owner | undefined): Promise<Owner> {
  const { account, region, place } = each;
  const since = ports.clock.now().toISOString();
  const key = keys.owner(account, region, place);
  if (present === undefined && (await ports.table.create(key, { ...each, since })))
    return { ...each, since };
  const held = present && present.pipeline !== each.pipeline && (await isHeld(ports, present));
  return ports.table.ensure<Owner, Owner>(key, (item) => {
    if (item?.pipeline === each.pipeline)
      return { item: item.target === each.target ? item : { ...item, target: each.target } };
    const isSeen = item?.pipeline === present?.pipeline && item?.since === present?.since;
    return item && (held || !isSeen) ? { item } : { item: { ...each, since } };
  });
}

function refuseTaken(taken: readonly Owner[]): void {
  const [first] = taken;
  if (first === undefined) return;
  const what = taken.map(
    ({ place, account, region, pipeline, target }) =>
      `${place} in ${account} ${region} is deployed to by pipeline ${pipeline} (target ${target})`,
  );
  throw new Failure(
    'Refused',
    `expected places that no other pipeline deploys to, got: ${reasonOf([...new Set(what)])}; ` +
      `deploy somewhere else, or agree with whoever owns ${first.pipeline} (tidegate status ${first.pipeline}) that a ` +
      'version of it leaves them out',
  );
}
