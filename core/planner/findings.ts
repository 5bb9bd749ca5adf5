// Whether waves keep the planner's rules, whoever made them: the planner, or the person who wrote them down.

import type { PipelineDefinition } from '../pipeline/schema.ts';
import type { PlannerDefinition, StageDefinition } from '../pipeline/stage-schema.ts';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import type { Finding } from '../strict-yaml.ts';
import { type ApartRule, companyOf, regionPairs } from './apart.ts';
import { poolOf } from './pool.ts';
import { fits, percentOf, trafficOf } from './traffic.ts';

export type WaveRule = ApartRule | 'one-box' | 'largest-share' | 'growth' | 'quiet-region-first';

/** A rule that a wave breaks; the path leads to the wave, or to the target in it, in the pipeline's file. */
export interface WaveFinding extends Finding {
  readonly rule: WaveRule;
  readonly wave: string;
}

export type WaveNumbers = Pick<PlannerDefinition, 'oneBoxPercent' | 'largestPercent' | 'growth'>;

/** What the rules are held against where nothing else is said: the planner's defaults. */
const DEFAULTS: WaveNumbers = { oneBoxPercent: 10, largestPercent: 33, growth: 2 };

/** A third of three equal targets is 33.3%: it counts as the 33 that a person writes. */
const HALF_A_PERCENT = 0.5;

export interface Wave {
  readonly name: string;
  readonly targets: readonly TargetDefinition[];
}

/** A stage's waves as they will run, with the stage's place in the file. */
export interface StageWaves {
  readonly stage: StageDefinition;
  readonly waves: readonly Wave[];
  readonly pipeline: Pick<PipelineDefinition, 'stages' | 'neverTogether'>;
  /** What the waves are held against, if not the stage's own planner. */
  readonly numbers?: WaveNumbers;
}

/**
 * All that a stage's waves do which the planner would not: what must not change together does, or a wave is too
 * large, too early, or in too busy a region. What has no way out is told too: of two targets none is within a third.
 */
export function findingsOfWaves(given: StageWaves): WaveFinding[] {
  return [...clashesOf(given), ...sharesOf(given), ...growthOf(given), ...firstRegionOf(given)];
}

/** The findings that refuse a file: it says itself that these must not change together. */
export function clashesOf({ stage, waves, pipeline }: StageWaves): WaveFinding[] {
  const pairs = regionPairs(pipeline.neverTogether);
  return waves.flatMap((wave, index) => {
    const company = companyOf(pairs);
    return wave.targets.flatMap((target, place) => {
      const clash = company.clashOf(target);
      company.add(target);
      if (clash === undefined) return [];
      const text =
        `expected nothing in wave ${wave.name} that must not change together, got ${target.name}: ${clash.text}; ` +
        'move it to another wave, or let a planner make the waves';
      const path = [
        ...pathOf(pipeline, stage, index),
        ...(stage.planner ? [] : ['targets', place]),
      ];
      return [{ rule: clash.rule, wave: wave.name, path, text }];
    });
  });
}

/** A stage that names its targets alone is one wave, and stands in the file as the stage. */
function pathOf(
  { stages }: Pick<PipelineDefinition, 'stages'>,
  stage: StageDefinition,
  wave: number,
): PropertyKey[] {
  const at = ['stages', stages.indexOf(stage)];
  if (stage.planner) return [...at, 'planner'];
  return stage.waves ? [...at, 'waves', wave] : at;
}

function percentsOf({ stage, waves, numbers = stage.planner ?? DEFAULTS }: StageWaves) {
  const { oneBoxPercent, largestPercent, growth } = numbers;
  return { oneBoxPercent, largestPercent, growth, shares: sharesOfAll(waves) };
}

function sharesOf(given: StageWaves): WaveFinding[] {
  const { stage, pipeline } = given;
  const { oneBoxPercent, largestPercent, shares } = percentsOf(given);
  return shares.flatMap(({ name, targets, percent }, index): WaveFinding[] => {
    const path = pathOf(pipeline, stage, index);
    const got = `got ${formatPercent(percent)}% for ${counted(targets)}`;
    const early = index === 0 && !fits(percent, oneBoxPercent);
    const large = percent >= largestPercent + HALF_A_PERCENT;
    return [
      ...(early
        ? [{ rule: 'one-box' as const, wave: name, path, text: oneBoxText(oneBoxPercent, got) }]
        : []),
      ...(large
        ? [
            {
              rule: 'largest-share' as const,
              wave: name,
              path,
              text: shareText(name, largestPercent, got),
            },
          ]
        : []),
    ];
  });
}

function oneBoxText(limit: number, got: string): string {
  return (
    `expected the first wave to be a one-box of at most ${limit}% of the traffic, ${got}; ` +
    'begin with a smaller target, and say each target’s weight'
  );
}

function shareText(wave: string, limit: number, got: string): string {
  return (
    `expected wave ${wave} to change at most ${limit}% of the traffic, ${got}; ` +
    'split the wave, or a target that is larger by itself into cells'
  );
}

function growthOf(given: StageWaves): WaveFinding[] {
  const { growth } = percentsOf(given);
  return growthBreaks(given.waves, growth).map((each) => placedIn(given, 'growth', each));
}

function firstRegionOf(given: StageWaves): WaveFinding[] {
  const { oneBoxPercent, shares } = percentsOf(given);
  const [first] = shares;
  const hasOneBox = first !== undefined && fits(first.percent, oneBoxPercent);
  return firstRegionBreaks(given.waves, hasOneBox).map((each) =>
    placedIn(given, 'quiet-region-first', each),
  );
}

/** A wave that breaks a rule, by its place among the waves. */
export interface WaveBreak {
  readonly index: number;
  readonly wave: string;
  readonly text: string;
}

function placedIn(
  { stage, pipeline }: StageWaves,
  rule: WaveRule,
  { index, wave, text }: WaveBreak,
): WaveFinding {
  return { rule, wave, path: pathOf(pipeline, stage, index), text };
}

/** The waves that grow too fast; of two targets or more: one alone cannot be made smaller by other waves. */
export function growthBreaks(waves: readonly Wave[], growth: number): WaveBreak[] {
  const shares = sharesOfAll(waves);
  return shares.flatMap(({ name, targets, percent }, index): WaveBreak[] => {
    const before = shares[index - 1]?.percent;
    if (before === undefined || targets.length < 2 || fits(percent, growth * before)) return [];
    const text =
      `expected wave ${name} to have at most ${growth} times the ${formatPercent(before)}% of the wave before it, ` +
      `got ${formatPercent(percent)}% for ${counted(targets)}; move targets to later waves`;
    return [{ index, wave: name, text }];
  });
}

/** The first wave that is more than a one-box is in the quietest region of those that have targets left. */
export function firstRegionBreaks(waves: readonly Wave[], hasOneBox: boolean): WaveBreak[] {
  const index = hasOneBox ? 1 : 0;
  const wave = waves[index];
  if (waves.length < 2 || wave === undefined) return [];
  const { name, targets } = wave;
  const regions = [...new Set(targets.map(({ region }) => region))];
  const left = new Set(waves.slice(index).flatMap((wave) => wave.targets.map((it) => it.region)));
  const all = poolOf(waves.flatMap((wave) => wave.targets));
  const quietest = all.find((region) => left.has(region.name));
  const least = quietest?.traffic ?? 0;
  const quiet = all.filter((region) => left.has(region.name) && fits(region.traffic, least));
  if (regions.length === 1 && quiet.some((region) => region.name === regions[0])) return [];
  const text =
    `expected wave ${name}, the first of a whole region, to be in the quietest alone, ${quietest?.name}, ` +
    `got ${regions.join(', ')}; begin where the fewest users are`;
  return [{ index, wave: name, text }];
}

interface Share extends Wave {
  /** Of all their traffic. */
  readonly percent: number;
}

function sharesOfAll(waves: readonly Wave[]): Share[] {
  const total = trafficOf(waves.flatMap(({ targets }) => targets));
  return waves.map(({ name, targets }) => {
    return { name, targets, percent: percentOf(trafficOf(targets), total) };
  });
}

function counted(targets: readonly TargetDefinition[]): string {
  const [only, ...others] = targets;
  return only && others.length === 0 ? only.name : `${targets.length} targets`;
}

/** With one decimal where there is one: 12.5, 33.3, 10. */
export function formatPercent(percent: number): string {
  const shown = percent < 0.1 && percent > 0 ? percent.toPrecision(1) : percent.toFixed(1);
  return String(Number(shown));
}
