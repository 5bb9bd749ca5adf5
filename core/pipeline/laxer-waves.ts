// Where a stage's waves and bakes are laxer than its template's.

import { findingsOfWaves } from '../planner/findings.ts';
import type { Finding } from '../strict-yaml.ts';
import { asIn, below, type Pair, type Path, shorter } from './laxer-checks.ts';
import type { BakeDefinition, JudgeDefinition, StageDefinition } from './stage-schema.ts';

/** The stage's own bake and those of its waves, each with the place of what has it. */
function bakesOf(
  { bake, waves = [] }: StageDefinition,
  path: Path,
): readonly (readonly [Path, BakeDefinition | undefined])[] {
  const own = waves.map((wave, index) => [[...path, 'waves', index], wave.bake] as const);
  return [[path, bake], ...own];
}

export function shorterBakes({ stage, base, path, template }: Pair): Finding[] {
  if (base.bake === undefined) return [];
  const least = base.bake.for;
  return bakesOf(stage, path).flatMap(([at, bake]) =>
    bake ? shorter([...at, 'bake', 'for'], bake.for, least, template) : [],
  );
}

const MODES: readonly JudgeDefinition['mode'][] = ['off', 'shadow', 'act'];
const SENSITIVITIES: readonly JudgeDefinition['sensitivity'][] = ['quiet', 'normal', 'sensitive'];

export function laxerJudge({ stage, base, path, template }: Pair): Finding[] {
  const asked = base.bake?.judge;
  if (asked === undefined) return [];
  return bakesOf(stage, path).flatMap(([at, bake]) => {
    if (bake === undefined) return [];
    const { mode = 'act', sensitivity = 'normal' } = bake.judge ?? {};
    const judge = [...at, 'bake', 'judge'];
    return [
      ...below([...judge, 'mode'], { own: mode, least: asked.mode, order: MODES, template }),
      ...below([...judge, 'sensitivity'], {
        own: sensitivity,
        least: asked.sensitivity,
        order: SENSITIVITIES,
        template,
      }),
    ];
  });
}

export function laxerPlanner({ stage, base, path, template }: Pair): Finding[] {
  if (base.planner === undefined || stage.planner === undefined) return [];
  const [own, most] = [stage.planner, base.planner];
  const at = [...path, 'planner'];
  const numbers = (['largestPercent', 'oneBoxPercent', 'growth'] as const)
    .filter((key) => own[key] > most[key])
    .map((key) => ({
      path: [...at, key],
      text: `expected ${key} of at most ${most[key]}, ${asIn(template)}, got ${own[key]}`,
    }));
  const bakes = (['oneBox', 'firstRegion', 'later'] as const).flatMap((key) =>
    shorter([...at, 'bakes', key], own.bakes[key], most.bakes[key], template),
  );
  return [...numbers, ...bakes];
}

/** Waves of a service's own, where its template plans: they keep to the plan's numbers. */
export function laxerWaves({ stage, base, path, template, pipeline }: Pair): Finding[] {
  const { planner } = base;
  const { waves } = stage;
  if (planner === undefined || waves === undefined) return [];
  const held = findingsOfWaves({ stage, waves, pipeline, numbers: planner });
  const { oneBox, firstRegion, later } = planner.bakes;
  const least = [oneBox, firstRegion];
  return [
    ...held.map(({ path: at, text }) => ({ path: at, text: `${text} (${asIn(template)})` })),
    ...waves.flatMap((wave, index) => {
      const bake = wave.bake ?? stage.bake;
      const wanted = least[index] ?? later;
      if (bake)
        return shorter([...path, 'waves', index, 'bake', 'for'], bake.for, wanted, template);
      const text = `expected a bake of at least ${wanted}, ${asIn(template)}, got none; add bake: { for: ${wanted} }`;
      return [{ path: [...path, 'waves', index], text }];
    }),
  ];
}
