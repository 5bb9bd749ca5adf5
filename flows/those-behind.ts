// The targets of a pipeline that are behind what their stage runs, and the release that catches them up.

import { Failure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import { keys, ranges } from '../core/keys.ts';
import { planOfThose } from '../core/plan-of-those-behind.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import { releasesNamed } from '../core/release-named.ts';
import { isNewer, labelOf, orderOf, type Revision } from '../core/revision.ts';
import type { Target } from '../core/target.ts';
import type { Wave } from '../core/wave.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

type Behind = NonNullable<Target['behind']>;

async function allBehind(ports: Ports, pipeline: string) {
  const targets = await readableItems(ports, ranges.targets(pipeline));
  return targets.flatMap(({ name, behind }) => (behind ? [{ name, behind }] : []));
}

interface OfRelease {
  readonly pipeline: string;
  readonly id: string;
  readonly revision: Revision;
  readonly behind?: boolean | undefined;
}

interface OwnPlan {
  /** Its targets, where it is not for all. */
  readonly only: readonly string[] | undefined;
  readonly own: readonly PlannedWave[];
}

/**
 * The plan of a release: that of its pipeline, or of those alone that are behind its revision; of a release that was
 * claimed before, those that were then. Policies judge the pipeline's: what is caught up is a part of it. Throws
 * `Refused` where there are none.
 */
export async function ownPlan(
  ports: Ports,
  of: OfRelease,
  usual: readonly PlannedWave[],
): Promise<OwnPlan> {
  if (!of.behind) return { only: undefined, own: usual };
  const only = await thoseBehind(ports, of);
  const own = planOfThose(usual, only);
  if (own.length > 0) return { only, own };
  throw new Failure(
    'Refused',
    `expected targets of ${of.pipeline} that are behind and that its definition still has, got ${few(only)}, which it has no more`,
  );
}

async function thoseBehind(
  ports: Ports,
  { pipeline, id, revision }: OfRelease,
): Promise<readonly string[]> {
  const claimed = await ports.table.get(keys.release(pipeline, id));
  if (claimed?.only) return claimed.only;
  const all = await allBehind(ports, pipeline);
  const own = all.filter(({ behind }) => behind.revision.digest === revision.digest);
  if (own.length > 0) return own.map(({ name }) => name);
  throw noneOf(pipeline, all, labelOf(revision));
}

/** The build that catches most of them up: of the newest revision that any are behind, or of the one that is named. */
export async function buildBehind(
  ports: Ports,
  pipeline: string,
  named: string | undefined,
): Promise<{ readonly build: string; readonly names: readonly string[] }> {
  const all = await allBehind(ports, pipeline);
  const meant = named === undefined ? undefined : await digestNamed(ports, pipeline, named);
  const [newest] = all
    .map(({ behind }) => behind)
    .filter(({ revision }) => meant === undefined || revision.digest === meant)
    .toSorted((a, b) => (isNewer(orderOf(a.revision), orderOf(b.revision)) ? -1 : 1));
  if (newest === undefined) throw noneOf(pipeline, all, named);
  const { build, digest } = newest.revision;
  const own = all.filter(({ behind }) => behind.revision.digest === digest);
  return { build: build.arn, names: own.map(({ name }) => name) };
}

async function digestNamed(ports: Ports, pipeline: string, named: string): Promise<string> {
  const releases = await readableItems(ports, ranges.releases(pipeline));
  const [first] = releasesNamed(named, releases);
  return first?.revision.digest ?? named;
}

/**
 * Why a wave of what catches others up must not start: something has come to its targets since, and may be newer. Its
 * stage's own order says nothing of them.
 */
export async function caughtUpSince(
  ports: Ports,
  { pipeline, only, revision }: Release,
  { plan }: Wave,
): Promise<string | undefined> {
  if (only === undefined) return undefined;
  const found = await sideBySide(plan.targets, async ({ name }) => {
    const behind = (await ports.table.get(keys.target(pipeline, name)))?.behind;
    return behind?.revision.digest === revision.digest ? [] : [name];
  });
  const names = found.flat();
  if (names.length === 0) return undefined;
  return `${few(names)}: not behind ${labelOf(revision)} any more`;
}

function noneOf(
  pipeline: string,
  all: readonly { readonly name: string; readonly behind: Behind }[],
  named: string | undefined,
): Failure {
  const others = all.map(({ name, behind }) => `${name}, behind ${labelOf(behind.revision)}`);
  const what = named === undefined ? '' : ` ${named}`;
  return new Failure(
    'Refused',
    `expected targets of ${pipeline} that are behind${what || ' what their stage runs'}, got ${few(others) || 'none'}`,
  );
}
