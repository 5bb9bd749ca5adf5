// What keeps a gate shut besides alarms: a target that somebody else has moved, and a way back or forth that
// is missing.

import type { FoundReason } from '../core/gate/gate-reason.ts';
import { targetsReason } from '../core/gate/inner-reasons.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Release } from '../core/release.ts';
import { bakedOn, returnPoint, type Target } from '../core/target.ts';
import { driftText } from '../core/verdict.ts';
import type { Wave } from '../core/wave.ts';
import { earlierTargets } from './earlier-truth.ts';
import { itemsOf, readingOf } from './gather-truth.ts';
import type { Ports } from './ports.ts';
import { type Compared, compareWithTruth, runsWhatIsKnown } from './read-truth.ts';
import { type Floor, floorOf } from './rollback-floor.ts';
import { firingOfServices } from './service-alarms.ts';
import { setReasons } from './set-reasons.ts';
import { sideBySide } from './side-by-side.ts';
import { type WayBack, wayBackOf } from './way-back.ts';
import { missingForth } from './way-forth.ts';

/** What a gate finds besides alarms. */
export interface GateReasons {
  /** Why the wave may not start as things are; empty where it may. What cannot be read keeps it shut too. */
  readonly shut: readonly FoundReason[];
  /** What whoever lets it start should know. */
  readonly notes: readonly string[];
}

export async function gateReasons(
  ports: Ports,
  release: Release,
  wave: Wave,
): Promise<GateReasons> {
  const items = await itemsOf(ports, wave);
  const own = await movedOf(ports, wave.plan.targets, items, (it, item) =>
    runsWhatIsKnown(it, item, release.revision),
  );
  const before = await earlierTargets(ports, wave);
  const earlier = await movedOf(ports, before.targets, before.items, () => false);
  const floor = await floorOf(ports, release.pipeline);
  const back = await sideBySide(wave.plan.targets, (target) =>
    backOf(ports, target, items.get(target.name), { release, floor }),
  );
  const forth = await missingForth(ports, wave.plan.targets, release.revision);
  const texts = (isShut: boolean) =>
    back.flatMap((way) => (way.is !== 'there' && (way.is !== 'thin') === isShut ? [way.text] : []));
  const shut = [...own, ...earlier, ...(forth ? [forth] : []), ...texts(true)].map((what) =>
    targetsReason(what, what),
  );
  const firing = await firingOfServices(ports, wave.plan.targets);
  const sets = await setReasons(ports, wave.plan.targets);
  return { shut: [...shut, ...firing, ...sets], notes: texts(false) };
}

type Items = ReadonlyMap<string, Target>;

async function movedOf(
  ports: Ports,
  targets: readonly TargetDefinition[],
  items: Items,
  isFine: (compared: Compared, item: Target) => boolean,
): Promise<string[]> {
  const installed = targets.flatMap((target) => {
    const { running, intent } = items.get(target.name) ?? {};
    // What a release has left there, nobody knows how far, is told by its stage.
    return running && intent?.status !== 'open' ? [{ target, installed: running }] : [];
  });
  const all = await compareWithTruth(ports, installed);
  // Moved away and back is what it was: nothing was measured of it yet, or all of it was by then.
  const others = all.filter(
    (it) =>
      it.says.is !== 'same' && it.says.is !== 'touched' && !isFine(it, items.get(it.target.name)!),
  );
  const readings = await sideBySide(others, (it) => readingOf(ports, it));
  return readings.flatMap(({ found, unread }) => [
    ...found.map((it) =>
      it.is === 'other'
        ? `${driftText(it)}; put back what it ran, or a revision that baked there before`
        : `what runs on ${it.target} is not settled: ${it.text}`,
    ),
    ...unread.map((what) => `${what} could not be read`),
  ]);
}

interface Return {
  readonly release: Release;
  readonly floor: Floor;
}

/**
 * What never baked anywhere has nothing to return to, and is not asked for it. Nor is what has only come from below the
 * floor: the revision that the floor is drawn under could never be released. Whoever lets it start is told.
 */
async function backOf(
  ports: Ports,
  target: TargetDefinition,
  item: Target | undefined,
  { release: { revision }, floor }: Return,
): Promise<WayBack> {
  if (item === undefined) return { is: 'there' };
  const below = bakedOn(item).flatMap((it) => (floor(it.revision) ? [it.revision.digest] : []));
  const point = returnPoint(item, revision.digest, below);
  if (point) return wayBackOf(ports, target, point);
  const lowest = returnPoint(item, revision.digest);
  const text = lowest && floor(lowest.revision);
  return text ? { is: 'thin', text: `there is no way back of ${target.name}: ${text}` } : there;
}

const there = { is: 'there' } as const;
