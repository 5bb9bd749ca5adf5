// The wave planner: from a stage's targets to waves that begin small and grow.

import { Failure } from '../failure.ts';
import type { PlannerDefinition } from '../pipeline/stage-schema.ts';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { companyOf, type RegionPairs, regionPairs } from './apart.ts';
import { lightestOf, poolOf, type Region, take } from './pool.ts';
import { fits, trafficOf, weightOf } from './traffic.ts';

export interface DerivedWave {
  readonly name: string;
  /** Which of the planner's bakes it gets. */
  readonly bakes: keyof PlannerDefinition['bakes'];
  readonly targets: readonly TargetDefinition[];
}

export interface PlannerInput {
  readonly targets: readonly TargetDefinition[];
  readonly planner: Omit<PlannerDefinition, 'bakes'>;
  readonly neverTogether?: readonly (readonly string[])[] | undefined;
  /** The most targets that one execution of a wave can carry. */
  readonly mostTargets: number;
  /** The most waves that one release can carry. */
  readonly mostWaves: number;
}

/**
 * The waves of a stage. Each target is in exactly one; the order in which the targets are written means nothing.
 *
 * 1. `one-box`: the lightest target of the quietest region that has one with at most `oneBoxPercent` of the traffic.
 *    Where no target is that light there is no one-box, and the next wave is the first, with one target.
 * 2. `first-region`: targets of the quietest region that has any left.
 * 3. `wave-3`, `wave-4` …: the quietest regions first, and of a region the lightest targets first.
 *
 * A wave has at most `growth` times the traffic of the wave before it, at most `largestPercent` of all, at most
 * `mostTargets` targets, and none that must not change together. Where even the lightest target left has more, it is a
 * wave alone: no order of waves could make it smaller.
 *
 *     weights 5, 5, 10, 20, 20, 20, 20, each a region  →  5 | 5 | 10 | 20 | 20 | 20 | 20
 *     100 of weight 1 in 10 regions                    →  1 | 2 | 4 | 8 | 16 | 32 | 33 | 4
 *     2 of weight 1                                    →  1 | 1, none of them a one-box
 *
 * Throws `Refused` where more than `mostWaves` waves are needed.
 */
export function deriveWaves(input: PlannerInput): DerivedWave[] {
  const total = trafficOf(input.targets);
  const work: Work = {
    ...input,
    pairs: regionPairs(input.neverTogether),
    largest: (total * input.planner.largestPercent) / 100,
    regions: [...poolOf(input.targets)],
  };
  const oneBox = oneBoxOf(work.regions, (total * input.planner.oneBoxPercent) / 100);
  const waves: DerivedWave[] = [];
  if (oneBox) waves.push(place(work, { name: 'one-box', bakes: 'oneBox', targets: [oneBox] }));
  for (let [quietest] = work.regions; quietest; [quietest] = work.regions) {
    if (waves.length === input.mostWaves) throw tooMany(input);
    waves.push(place(work, nextWave(work, quietest, waves)));
  }
  return waves;
}

function nextWave(work: Work, quietest: Region, waves: readonly DerivedWave[]): DerivedWave {
  const before = waves.at(-1);
  if (before === undefined || before.bakes === 'oneBox') return firstRegion(work, quietest, before);
  return laterWave(work, before, waves.length + 1);
}

interface Work extends PlannerInput {
  readonly pairs: RegionPairs;
  /** The traffic that a wave may have at most. */
  readonly largest: number;
  /** Those with targets left. */
  regions: Region[];
}

function oneBoxOf(regions: readonly Region[], limit: number): TargetDefinition | undefined {
  return regions
    .map(lightestOf)
    .find((target) => target !== undefined && fits(weightOf(target), limit));
}

/** Takes a wave's targets out of what is left. */
function place(work: Work, wave: DerivedWave): DerivedWave {
  const placed = new Set(wave.targets);
  const touched = new Set(wave.targets.map(({ region }) => region));
  for (const region of work.regions) if (touched.has(region.name)) take(region, placed);
  work.regions = work.regions.filter((region) => lightestOf(region) !== undefined);
  return wave;
}

function firstRegion(work: Work, quietest: Region, oneBox: DerivedWave | undefined): DerivedWave {
  const filled = oneBox ? fill(work, [quietest], limitAfter(work, oneBox)) : [];
  const targets = filled.length > 0 ? filled : lightestAlone([quietest]);
  return { name: 'first-region', bakes: 'firstRegion', targets };
}

function laterWave(work: Work, before: DerivedWave, number: number): DerivedWave {
  const filled = fill(work, work.regions, limitAfter(work, before));
  const targets = filled.length > 0 ? filled : lightestAlone(work.regions);
  return { name: `wave-${number}`, bakes: 'later', targets };
}

function limitAfter({ largest, planner }: Work, before: DerivedWave): number {
  return Math.min(largest, planner.growth * trafficOf(before.targets));
}

/** What goes into a wave of at most so much traffic: greedy, so that ten thousand targets take no time. */
function fill(work: Work, regions: readonly Region[], limit: number): TargetDefinition[] {
  const company = companyOf(work.pairs);
  const targets: TargetDefinition[] = [];
  let traffic = 0;
  for (const { cells } of regions) {
    for (const cell of cells) {
      for (const target of cell.targets) {
        if (targets.length === work.mostTargets) return targets;
        // The others of its cell are heavier still.
        if (!fits(traffic + weightOf(target), limit)) break;
        const clash = company.clashOf(target);
        // What bars one target of a cell for its region or its cell bars them all.
        if (clash && clash.rule !== 'scale-unit') break;
        if (clash) continue;
        company.add(target);
        targets.push(target);
        traffic += weightOf(target);
      }
    }
  }
  return targets;
}

/** The lightest target of all that are left; of equals the one whose region comes first. */
function lightestAlone(regions: readonly Region[]): TargetDefinition[] {
  return regions
    .flatMap((region) => lightestOf(region) ?? [])
    .sort((a, b) => weightOf(a) - weightOf(b))
    .slice(0, 1);
}

function tooMany({ targets, mostWaves }: PlannerInput): Failure {
  const { length } = targets;
  return new Failure(
    'Refused',
    `expected at most ${mostWaves} waves for ${length} targets, got more: let more targets change together ` +
      '(growth, largestPercent, fewer words in apart, fewer cells), or split the pipeline',
  );
}
