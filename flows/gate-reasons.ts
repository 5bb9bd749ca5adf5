// What keeps a gate shut besides alarms: a target that somebody else has moved, and a way back that is missing.

import type { FoundReason } from '../core/gate/gate-reason.ts';
import { targetsReason } from '../core/gate/inner-reasons.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Release } from '../core/release.ts';
import { returnPoint, type Target } from '../core/target.ts';
import { driftText } from '../core/verdict.ts';
import type { Wave } from '../core/wave.ts';
import { earlierTargets } from './earlier-truth.ts';
import { itemsOf, readingOf } from './gather-truth.ts';
import type { Ports } from './ports.ts';
import { type Compared, compareWithTruth, runsWhatIsKnown } from './read-truth.ts';
import { sideBySide } from './side-by-side.ts';
import { type WayBack, wayBackOf } from './way-back.ts';

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
  const back = await sideBySide(wave.plan.targets, (target) =>
    backOf(ports, target, items.get(target.name), release),
  );
  const texts = (isShut: boolean) =>
    back.flatMap((way) => (way.is !== 'there' && (way.is !== 'thin') === isShut ? [way.text] : []));
  const shut = [...own, ...earlier, ...texts(true)].map((what) => targetsReason(what, what));
  return { shut, notes: texts(false) };
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

/** What never baked anywhere has nothing to return to, and is not asked for it. */
async function backOf(
  ports: Ports,
  target: TargetDefinition,
  item: Target | undefined,
  { revision }: Release,
): Promise<WayBack> {
  const point = item && returnPoint(item, revision.digest);
  return point ? wayBackOf(ports, target, point) : { is: 'there' };
}
