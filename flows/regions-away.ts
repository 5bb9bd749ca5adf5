// Regions that cannot be reached as a wave is about to start: whether a person, or a rule, lets it go on without them.

import { isUnreachable } from '../aws/unreachable.ts';
import type { LeftBehind } from '../core/behind.ts';
import { exactDuration } from '../core/duration.ts';
import { peopleKeys } from '../core/people-keys.ts';
import { alarmAt } from '../core/pipeline/alarm-named.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { RegionSkip } from '../core/region-skip.ts';
import type { Release } from '../core/release.ts';
import type { Target } from '../core/target.ts';
import type { WaveOf } from '../core/wave.ts';
import { itemsOf } from './gather-truth.ts';
import { readsOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { sideBySide } from './side-by-side.ts';

/** A wave as it would start just now. */
export interface Going {
  readonly wave: WaveOf<'waiting'>;
  /** What it would leave behind: none of it is a target of `wave`. */
  readonly skipped: readonly LeftBehind[];
}

/**
 * The wave as it would start just now: without its targets in regions that cannot be reached, at once where a person
 * has said so, after a time where the pipeline does. Nothing is skipped by it: a region that answers before the gate
 * opens is deployed to as ever, and until then all that is looked at is looked at without the others. What somebody has
 * begun to skip stays skipped.
 */
export async function goingWithout(
  ports: Ports,
  release: Release,
  wave: WaveOf<'waiting'>,
): Promise<Going> {
  const { targets, skipAwaySeconds } = wave.plan;
  const { skipping = [] } = wave;
  if (targets.length === 0 || wave.sealedAt !== undefined) return { wave, skipped: [] };
  const skips = await regionSkipsOf(ports, release);
  const byPerson = new Map(skips.map((skip) => [skip.region, skip]));
  const begun = new Set(skipping.map(({ target }) => target.name));
  const asked = targets.filter(
    ({ name, region }) =>
      !begun.has(name) && (skipAwaySeconds !== undefined || byPerson.has(region)),
  );
  if (asked.length === 0) return without(wave, skipping);
  const away = await placesAway(ports, asked, await itemsOf(ports, wave));
  const kept = await keepAway(ports, wave, away);
  const now = ports.clock.now().getTime();
  const found = asked.flatMap((target) => {
    const since = kept[placeOf(target)];
    if (since === undefined) return [];
    const reason = reasonOf(target, byPerson.get(target.region), { since, now, skipAwaySeconds });
    return reason === undefined ? [] : [{ target, reason, at: new Date(now).toISOString() }];
  });
  const all = [...skipping, ...found];
  // A wave, or a slice, of which nothing is left shows nothing.
  return without(wave, all.length < targets.length ? all : skipping);
}

function without(wave: WaveOf<'waiting'>, skipped: readonly LeftBehind[]): Going {
  if (skipped.length === 0) return { wave, skipped };
  const names = new Set(skipped.map(({ target }) => target.name));
  const rest = wave.plan.targets.filter(({ name }) => !names.has(name));
  return { wave: { ...wave, plan: { ...wave.plan, targets: rest } }, skipped };
}

async function regionSkipsOf(
  { table }: Pick<Ports, 'table'>,
  { pipeline, id }: Pick<Release, 'pipeline' | 'id'>,
): Promise<readonly RegionSkip[]> {
  return (await table.get(peopleKeys.regionSkips(pipeline, id)))?.skips ?? [];
}

function placeOf({ account, region }: TargetDefinition): string {
  return `${account} ${region}`;
}

interface Patience {
  readonly since: string;
  readonly now: number;
  readonly skipAwaySeconds: number | undefined;
}

function reasonOf(
  { region }: TargetDefinition,
  skip: RegionSkip | undefined,
  { since, now, skipAwaySeconds }: Patience,
): string | undefined {
  const what = `${region} cannot be reached since ${since}`;
  if (skip) return `${what}; skipped by ${skip.name}: ${skip.reason}`;
  if (skipAwaySeconds === undefined || now - Date.parse(since) < skipAwaySeconds * 1000)
    return undefined;
  return `${what}; skipped after ${exactDuration(skipAwaySeconds)}, as skipUnreachableAfter says`;
}

/** Those whose alarms, or whose targets, nobody is there to tell of. */
async function placesAway(
  ports: Ports,
  targets: readonly TargetDefinition[],
  items: ReadonlyMap<string, Target>,
): Promise<ReadonlySet<string>> {
  const places = [...Map.groupBy(targets, placeOf)];
  const found = await sideBySide(places, async ([place, inPlace]) =>
    (await isAway(ports, inPlace, items)) ? [place] : [],
  );
  return new Set(found.flat());
}

async function isAway(
  ports: Ports,
  inPlace: readonly TargetDefinition[],
  items: ReadonlyMap<string, Target>,
): Promise<boolean> {
  const [first] = inPlace as [TargetDefinition];
  const known = inPlace.find(({ name }) => items.get(name)?.running);
  const installed = known && items.get(known.name)?.running;
  try {
    const { account, region } = first;
    await ports.alarms.states({ account, region }, first.alarms.slice(0, 1).map(nameIn(first)));
    if (known && installed) {
      const said = { target: known, installed };
      const reader = await readsOf(known).reader(ports, [said], 'quick');
      await reader.read(said);
    }
    return false;
  } catch (thrown) {
    if (isUnreachable(thrown)) return true;
    // Whatever else is in the way, the gate itself finds it.
    return false;
  }
}

const nameIn = (target: TargetDefinition) => (alarm: string) => alarmAt(target, alarm).name;

/** Since when each is away: one that has answered meanwhile begins anew. */
async function keepAway(
  ports: Ports,
  { release, plan }: WaveOf<'waiting'>,
  places: ReadonlySet<string>,
): Promise<Readonly<Record<string, string>>> {
  const at = ports.clock.now().toISOString();
  const kept = await changeWave(ports, release, plan.index, (item) => {
    if (item.status !== 'waiting') return undefined;
    const { away = {}, ...rest } = item;
    const now = Object.fromEntries([...places].map((place) => [place, away[place] ?? at]));
    if (JSON.stringify(now) === JSON.stringify(away)) return undefined;
    return { item: places.size > 0 ? { ...rest, away: now } : rest };
  });
  return kept.away ?? {};
}
