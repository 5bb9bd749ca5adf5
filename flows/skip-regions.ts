// Regions that cannot be reached as a wave is about to start: a person, or a rule, lets it go on without its targets
// there. Nothing was begun there, so that it is known what they run; they are caught up later.

import { isUnreachable } from '../aws/unreachable.ts';
import { behindText, type LeftBehind } from '../core/behind.ts';
import { exactDuration } from '../core/duration.ts';
import { keys } from '../core/keys.ts';
import { peopleKeys } from '../core/people-keys.ts';
import { alarmAt } from '../core/pipeline/alarm-named.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { RegionSkip } from '../core/region-skip.ts';
import type { Release } from '../core/release.ts';
import { emptyTarget, type Target } from '../core/target.ts';
import { type Wave, type WaveOf, waveName } from '../core/wave.ts';
import { itemsOf } from './gather-truth.ts';
import { readsOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';
import { changeWave } from './read.ts';
import { sideBySide } from './side-by-side.ts';
import { entryOf } from './stages.ts';
import { unwatchAlarms } from './watch-alarms.ts';

async function regionSkipsOf(
  { table }: Pick<Ports, 'table'>,
  { pipeline, id }: Pick<Release, 'pipeline' | 'id'>,
): Promise<readonly RegionSkip[]> {
  return (await table.get(peopleKeys.regionSkips(pipeline, id)))?.skips ?? [];
}

/**
 * The wave without its targets in regions that cannot be reached: at once where a person has said so, after a time
 * where the pipeline does. What answers is deployed to as ever. Doing it again changes nothing.
 */
export async function withoutAway(ports: Ports, release: Release, wave: Wave): Promise<Wave> {
  if (wave.status !== 'waiting' || wave.sealedAt !== undefined) return wave;
  const { targets, skipAwaySeconds } = wave.plan;
  if (targets.length === 0) return wave;
  const skips = await regionSkipsOf(ports, release);
  const byPerson = new Map(skips.map((skip) => [skip.region, skip]));
  const asked = targets.filter(
    ({ region }) => skipAwaySeconds !== undefined || byPerson.has(region),
  );
  if (asked.length === 0) return wave;
  const items = await itemsOf(ports, wave);
  const away = await placesAway(ports, asked, items);
  const kept = await keepAway(ports, wave, away);
  const now = ports.clock.now().getTime();
  const skipped = asked.flatMap((target) => {
    // Whoever marked it has died before the plan was changed: no hand of the release begins it any more.
    const marked = items.get(target.name)?.behind;
    if (marked?.release === release.id)
      return [{ target, reason: marked.reason, at: marked.since }];
    const since = kept.away?.[placeOf(target)];
    if (since === undefined) return [];
    const reason = reasonOf(target, byPerson.get(target.region), { since, now, skipAwaySeconds });
    return reason === undefined ? [] : [{ target, reason, at: new Date(now).toISOString() }];
  });
  // A wave, or a slice, of which nothing is left shows nothing.
  if (skipped.length === 0 || skipped.length === targets.length) return kept;
  await sideBySide(skipped, (each) => mark(ports, release, wave, each));
  return goOnWithout(ports, release, wave, skipped);
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
): Promise<Wave> {
  const at = ports.clock.now().toISOString();
  return changeWave(ports, release, plan.index, (item) => {
    if (item.status !== 'waiting') return undefined;
    const { away = {}, ...rest } = item;
    const now = Object.fromEntries([...places].map((place) => [place, away[place] ?? at]));
    if (JSON.stringify(now) === JSON.stringify(away)) return undefined;
    return { item: places.size > 0 ? { ...rest, away: now } : rest };
  });
}

/** From then on no hand of the release begins anything there. */
async function mark(
  ports: Ports,
  { pipeline, id, revision }: Release,
  { plan }: WaveOf<'waiting'>,
  { target: { name }, reason, at }: LeftBehind,
): Promise<void> {
  await ports.table.change(keys.target(pipeline, name), (item = emptyTarget(pipeline, name)) =>
    item.behind?.release === id
      ? undefined
      : {
          item: {
            ...item,
            behind: { release: id, revision, stage: plan.stage, since: at, reason },
          },
        },
  );
}

async function goOnWithout(
  ports: Ports,
  release: Release,
  wave: WaveOf<'waiting'>,
  skipped: readonly LeftBehind[],
): Promise<Wave> {
  const names = new Set(skipped.map(({ target }) => target.name));
  const after = await changeWave(ports, release.id, wave.plan.index, (item) => {
    if (item.status !== 'waiting') return undefined;
    const rest = item.plan.targets.filter(({ name }) => !names.has(name));
    if (rest.length === item.plan.targets.length) return undefined;
    const text = `goes on without ${behindText(skipped)}`;
    const entry = entryOf(ports, release, 'LeftBehind', waveName(item.plan), text);
    const behind = [...(item.behind ?? []), ...skipped];
    return { item: { ...item, plan: { ...item.plan, targets: rest }, behind }, entries: [entry] };
  });
  const left = { release: release.id, plan: { ...wave.plan, targets: lostIn(wave, names) } };
  await unwatchAlarms(ports, 'gate', left);
  return after;
}

/** Those with what watches them alone. */
function lostIn({ plan }: Wave, names: ReadonlySet<string>): TargetDefinition[] {
  const rest = plan.targets.filter(({ name }) => !names.has(name));
  const kept = new Set(
    rest.flatMap((target) => target.alarms.map((it) => JSON.stringify(alarmAt(target, it)))),
  );
  return plan.targets
    .filter(({ name }) => names.has(name))
    .map((target) => ({
      ...target,
      alarms: target.alarms.filter((it) => !kept.has(JSON.stringify(alarmAt(target, it)))),
    }));
}
