// A rollback by hand, before it begins: what is meant, which targets return to what, and what is in the way.

import { Failure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import {
  type findWaysBack,
  newerOn,
  newestOn,
  revisionOn,
  type Way,
  wavesWithin,
} from '../core/find-way-back.ts';
import { ranges } from '../core/keys.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { planOf } from '../core/plan.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import { isNewer, labelOf, orderOf, type Revision } from '../core/revision.ts';
import { type NamedPlace, refuseUnknownPlace } from '../core/rollback-place.ts';
import { refuseTooLarge } from '../core/rollback-size.ts';
import { notOnTheirWayBack, refuseSecondPress } from '../core/second-press.ts';
import { bakedOn, type Target } from '../core/target.ts';
import type { Area } from '../core/way-back.ts';
import { readDefinition } from './definitions.ts';
import { findRelease } from './find-release.ts';
import { type InTheWay, inTheWay } from './in-the-way.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { waysOf } from './ways-of.ts';

export interface RollbackWish extends NamedPlace {
  readonly pipeline: string;
  /** Which release's revision is taken back, as `findRelease` takes it; else the newest that runs. */
  readonly release?: string | undefined;
  /** A revision that has baked there: a build's number, a commit, a digest, or a release's id. */
  readonly to?: string | undefined;
}

export interface IntendedRollback extends InTheWay {
  readonly area: Area;
  /** The newest first. */
  readonly takes: readonly [Revision, ...Revision[]];
  readonly to: Revision | undefined;
  readonly ways: readonly Way[];
  readonly staying: Readonly<Record<string, string>>;
  readonly waves: readonly PlannedWave[];
  /** What else runs, of the rest of the pipeline's targets. */
  readonly others: readonly Target[];
}

/** What a rollback would do as things are. Throws `Refused` where it could take nothing back, with what is right. */
export async function intendRollback(ports: Ports, wish: RollbackWish): Promise<IntendedRollback> {
  const { pipeline } = wish;
  const definition = await readDefinition(ports, pipeline);
  const plan = planOf(definition.pipeline);
  refuseUnknownPlace(plan, wish);
  const all = await readableItems(ports, ranges.targets(pipeline));
  const wide: Area = { scope: 'release', ...placeIn(wish) };
  const to = wish.to === undefined ? undefined : revisionNamed(wish.to, targetsIn(plan, all, wide));
  const takes = await takenBy(ports, wish, targetsIn(plan, all, wide), to);
  const digests = takes.map(({ digest }) => digest);
  const area = areaOf(plan, all, wish, digests);
  const { ways, staying } = await waysWithin(ports, {
    pipeline,
    plan,
    area,
    digests,
    to: to?.digest,
  });
  if (ways.length === 0) throw nothingToReturn(takes, staying, area);
  refuseTooLarge(
    ways.map(({ target }) => target),
    staying,
  );
  const waves = wavesWithin(plan, area);
  const stages = stagesOf(
    waves,
    ways.map(({ target }) => target),
  );
  const inside = new Set(waves.flatMap(({ targets }) => targets.map(({ name }) => name)));
  return {
    area,
    takes,
    to,
    ways,
    staying,
    waves,
    ...(await inTheWay(ports, pipeline, stages, digests)),
    others: all.filter(({ name }) => !inside.has(name)),
  };
}

/** The ways back within an area, as the targets are now. */
export async function waysWithin(
  ports: Ports,
  {
    pipeline,
    plan,
    area,
    digests,
    to,
    stopped = [],
  }: {
    readonly pipeline: string;
    readonly plan: readonly PlannedWave[];
    readonly area: Area;
    readonly digests: readonly string[];
    readonly to: string | undefined;
    readonly stopped?: readonly string[];
  },
): Promise<ReturnType<typeof findWaysBack>> {
  const items = await readableItems(ports, ranges.targets(pipeline));
  return waysOf(ports, pipeline, targetsIn(plan, items, area), { takes: digests, to, stopped });
}

/** The stages of targets, in the order of the plan. */
export function stagesOf(waves: readonly PlannedWave[], targets: readonly string[]): string[] {
  const wanted = new Set(targets);
  const found = waves.filter((wave) => wave.targets.some(({ name }) => wanted.has(name)));
  return [...new Set(found.map(({ stage }) => stage))];
}

function placeIn({ stage, target }: RollbackWish): Pick<Area, 'stage' | 'target'> {
  return { ...(stage !== undefined && { stage }), ...(target !== undefined && { target }) };
}

function targetsIn(plan: readonly PlannedWave[], items: readonly Target[], area: Area): Target[] {
  const names = new Set(
    wavesWithin(plan, area).flatMap(({ targets }) => targets.map(({ name }) => name)),
  );
  return items.filter(({ name }) => names.has(name));
}

async function takenBy(
  ports: Ports,
  { pipeline, release }: RollbackWish,
  targets: readonly Target[],
  to: Revision | undefined,
): Promise<readonly [Revision, ...Revision[]]> {
  if (release !== undefined) {
    const { revision } = await findRelease(ports, release, pipeline);
    if (revision.digest !== to?.digest) return [revision];
    const text = `expected another revision to return to than the one that is taken back, got ${labelOf(revision)} for both`;
    throw new Failure('Refused', `${text}: name another with --to, or none`);
  }
  const newest = newestOn(notOnTheirWayBack(targets));
  if (to === undefined) refuseSecondPress(pipeline, targets, newest, ports.clock.now());
  const found = to ? newerOn(targets, to) : newest ? [newest] : [];
  const [first, ...rest] = found.toSorted((a, b) => (isNewer(orderOf(a), orderOf(b)) ? -1 : 1));
  if (first) return [first, ...rest];
  const runs = [...new Set(targets.map(revisionOn).map((each) => (each ? labelOf(each) : '')))];
  const what = runs.filter(Boolean).join(', ') || 'nothing that is known';
  throw new Failure(
    'Refused',
    to
      ? `expected targets that run something newer than ${labelOf(to)}, got ${what}`
      : `expected a revision to take back, got targets that run ${what}`,
  );
}

const SHORTEST_COMMIT = 7;

/** Throws `Refused` where nothing that baked is called so, or more than one. */
function revisionNamed(named: string, targets: readonly Target[]): Revision {
  const all = new Map(
    targets.flatMap(bakedOn).map((each) => [each.revision.digest, each] as const),
  );
  const number = /^#?(\d{1,9})$/.exec(named)?.[1];
  const found = [...all.values()].filter(
    ({ release, revision: { build, commit, digest } }) =>
      release === named ||
      digest === named ||
      digest === `sha256:${named}` ||
      build.arn === named ||
      build.name === named ||
      (number !== undefined && build.number === Number(number)) ||
      (named.length >= SHORTEST_COMMIT && commit.startsWith(named.toLowerCase())),
  );
  const [first, ...others] = found;
  if (first && others.length === 0) return first.revision;
  const listed = [...(first ? found : all.values())].map(({ revision }) => labelOf(revision));
  throw new Failure(
    'Refused',
    first
      ? `expected one revision that is ${named}, got ${found.length}: ${few(listed)}; name it by its digest`
      : `expected a revision that finished its bake there and was not taken back since, got ${named}; ` +
          `those are: ${few(listed) || 'none'}`,
  );
}

/** Where no place is named, a wave or a stage is the last that runs what is taken back. */
function areaOf(
  plan: readonly PlannedWave[],
  items: readonly Target[],
  wish: RollbackWish,
  digests: readonly string[],
): Area {
  const { stage, target } = wish;
  const usual = target !== undefined ? 'target' : stage !== undefined ? 'stage' : 'release';
  const { scope = usual } = wish;
  if (scope === 'release') return { scope };
  const runs = new Set(
    items
      .filter((item) => digests.includes(revisionOn(item)?.digest ?? ''))
      .map(({ name }) => name),
  );
  const inPlace = wavesWithin(plan, { scope, ...placeIn(wish) });
  const last =
    inPlace.findLast(({ targets }) => targets.some(({ name }) => runs.has(name))) ?? inPlace.at(-1);
  if (last === undefined)
    throw new Failure('Refused', `expected ${target} to be in stage ${stage}, got another stage's`);
  if (scope === 'stage') return { scope, stage: last.stage };
  const at = { scope, stage: last.stage, wave: last.wave };
  return scope === 'wave' || target === undefined ? at : { ...at, target };
}

function nothingToReturn(
  takes: readonly Revision[],
  staying: Readonly<Record<string, string>>,
  area: Area,
): Failure {
  const what = takes.map(labelOf).join(', ');
  const where = area.target ?? area.wave ?? area.stage ?? 'the pipeline';
  const why = stayingTexts(staying);
  return new Failure(
    'Refused',
    why.length > 0
      ? `expected a way back from ${what}, got none: ${reasonOf(why)}. Release what is right, or stop what is on its ` +
          'way: tidegate stop'
      : `expected targets of ${where} that run ${what}, got none: there is nothing to take back`,
  );
}

/** Those that stay for the same reason are one sentence. */
export function stayingTexts(staying: Readonly<Record<string, string>>): string[] {
  const byReason = Map.groupBy(Object.entries(staying), ([, reason]) => reason);
  return [...byReason].map(([reason, all]) => `${few(all.map(([name]) => name))}: ${reason}`);
}
