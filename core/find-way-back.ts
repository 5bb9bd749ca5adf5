// What a rollback by hand would do: which targets return to what, and which cannot.

import type { PlannedWave } from './planned-wave.ts';
import { isNewer, labelOf, orderOf, type Revision } from './revision.ts';
import { bakedOn, type Installed, isSealed, returnPoint, type Target } from './target.ts';
import type { Area } from './way-back.ts';

/** The waves of a plan that lie in an area, with those of their targets that do; nothing of them is tested or baked. */
export function wavesWithin(plan: readonly PlannedWave[], area: Area): PlannedWave[] {
  return plan
    .filter(({ stage, wave }) => isIn(area.stage, stage) && isIn(area.wave, wave))
    .map(({ bake: _, sliced: __, ...wave }) => ({
      ...wave,
      tests: [],
      targets: wave.targets.filter(({ name }) => isIn(area.target, name)),
    }))
    .filter(({ targets }) => targets.length > 0)
    .map((wave, index) => ({ ...wave, index }));
}

function isIn(wanted: string | undefined, found: string): boolean {
  return wanted === undefined || wanted === found;
}

/** What a target runs, or is about to, or was left half-way to. */
export function revisionOn(target: Target): Revision | undefined {
  const { intent, running } = target;
  if (intent?.status === 'open' && intent.doing === 'deploy') return intent.revision;
  // A drill that nobody has ended brings up again what it has taken back.
  if (intent?.drill && !isSealed(target)) return intent.drill.of;
  return running?.revision ?? intent?.revision;
}

/** The newest revision on the targets; undefined where nothing is known to run. */
export function newestOn(targets: readonly Target[]): Revision | undefined {
  return targets
    .map(revisionOn)
    .filter((revision) => revision !== undefined)
    .reduce<Revision | undefined>(
      (newest, each) => (newest && !isNewer(orderOf(each), orderOf(newest)) ? newest : each),
      undefined,
    );
}

/** The different revisions on the targets that are newer than one. */
export function newerOn(targets: readonly Target[], than: Revision): Revision[] {
  const found = new Map<string, Revision>();
  for (const revision of targets.map(revisionOn))
    if (
      revision &&
      revision.digest !== than.digest &&
      isNewer(orderOf(revision), orderOf(than)) &&
      !found.has(revision.digest)
    )
      found.set(revision.digest, revision);
  return [...found.values()];
}

export interface Wanted {
  /** The digests that are taken back. */
  readonly takes: readonly string[];
  /** The digest to return to; undefined for what last baked. */
  readonly to: string | undefined;
  /** Releases that were stopped in its way: what they have left half-way goes back too. */
  readonly stopped: readonly string[];
  /** The digests that nothing returns to. */
  readonly barred: readonly string[];
  /** What is said of a revision that must not be returned to; undefined where it may. */
  readonly floor: (revision: Revision) => string | undefined;
}

export interface Way {
  readonly target: string;
  readonly from: Revision;
  readonly to: Installed;
  /** Which release has touched it last. */
  readonly by: string | undefined;
}

/**
 * The ways back of the targets that run what is taken back, and why others of them have none.
 *
 *     runs r3, baked r3, r2, r1                      →  r2
 *     the same, to r1                                →  r1
 *     the same, r2 quarantined                       →  r1
 *     runs r3, baked r3                              →  none: nothing else has ever baked there
 *     runs r3, baked r3, r2, to r1                   →  none: r1 never finished its bake there
 *     runs r2                                        →  not concerned
 *     r4 is being deployed, its release was stopped  →  as if it were taken back
 */
export function findWaysBack(
  targets: readonly Target[],
  wanted: Wanted,
): { readonly ways: Way[]; readonly staying: Record<string, string> } {
  const ways: Way[] = [];
  const staying: Record<string, string> = {};
  for (const target of targets) {
    const from = revisionOn(target);
    if (from === undefined || !isConcerned(target, from, wanted)) continue;
    const to = pointOf(target, from, wanted);
    if (typeof to === 'string') staying[target.name] = to;
    else ways.push({ target: target.name, from, to, by: target.intent?.release });
  }
  return { ways, staying };
}

function isConcerned({ intent }: Target, from: Revision, { takes, stopped }: Wanted): boolean {
  if (takes.includes(from.digest)) return true;
  return intent?.status === 'open' && intent.doing === 'deploy' && stopped.includes(intent.release);
}

function pointOf(target: Target, from: Revision, wanted: Wanted): Installed | string {
  const { to, barred, takes, floor } = wanted;
  const history = bakedOn(target);
  const known = history.map(({ revision }) => labelOf(revision)).join(', ') || 'nothing';
  if (to !== undefined) {
    const point = history.find(({ revision }) => revision.digest === to);
    if (point === undefined)
      return `that revision never finished its bake there, or was taken back since; baked there: ${known}`;
    if (barred.includes(to)) return `${labelOf(point.revision)} is quarantined itself`;
    return floor(point.revision) ?? point;
  }
  const below = history.filter(({ revision }) => floor(revision) !== undefined);
  const shut = [...barred, ...takes];
  const point = returnPoint(target, from.digest, [
    ...shut,
    ...below.map(({ revision }) => revision.digest),
  ]);
  if (point) return point;
  const [lowest] = below.filter(({ revision }) => !shut.includes(revision.digest));
  if (lowest) return floor(lowest.revision) ?? '';
  return history.some(({ revision }) => revision.digest !== from.digest)
    ? `all else that baked there is quarantined or taken back: ${known}`
    : 'nothing else has ever baked there to return to';
}
