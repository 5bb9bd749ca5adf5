// Where a pipeline is laxer than the template it extends. What a template does not say, it leaves to the service.

import { isProductionName, touchesProduction } from '../practice/production.ts';
import type { Finding } from '../strict-yaml.ts';
import { laxerApprovals } from './laxer-approvals.ts';
import { asIn, below, type Pair, shorter } from './laxer-checks.ts';
import { laxerFixLane } from './laxer-fix-lane.ts';
import { laxerHours } from './laxer-hours.ts';
import { longerDeployment, longerWaits, longerWaitsOfStage } from './laxer-waits.ts';
import { laxerJudge, laxerPlanner, laxerWaves, shorterBakes } from './laxer-waves.ts';
import type { PipelineDefinition } from './schema.ts';
import { type PlacedTarget, placedIn, placedTargets } from './targets.ts';
import type { TemplateDefinition, TemplateStage } from './template-schema.ts';
import { kindOfTest, textOfTest } from './test-schema.ts';

/** Each at the place in the service's file that must change. */
export function laxerThan(
  template: TemplateDefinition,
  pipeline: PipelineDefinition,
): readonly Finding[] {
  const pairs = template.stages.flatMap((base): Pair[] => {
    const index = pipeline.stages.findIndex(({ name }) => name === base.name);
    const stage = pipeline.stages[index];
    return stage ? [{ stage, base, path: ['stages', index], template, pipeline }] : [];
  });
  return [
    ...longerWaits(template, pipeline),
    ...laxerFixLane(template, pipeline),
    ...lostStages(template, pipeline),
    ...pairs.flatMap((pair) => [
      ...lostTargets(pair),
      ...changedTests(pair),
      ...longerWaitsOfStage(pair),
      ...shorterBakes(pair),
      ...laxerJudge(pair),
      ...laxerPlanner(pair),
      ...laxerWaves(pair),
      ...laxerFailure(pair),
      ...laxerHours(pair),
      ...laxerApprovals(pair),
      ...unwatchedTargets(pair),
    ]),
    ...ownStages(template, pipeline),
  ];
}

/**
 * A stage that the template does not have is no way round it. Where it is production, by what it touches, by its
 * name or since it comes after the template's last, it comes after all that stands before production there, and is
 * held to what that asks.
 */
function ownStages(template: TemplateDefinition, pipeline: PipelineDefinition): Finding[] {
  const base = template.stages.findLast(isDeploying);
  if (base === undefined) return [];
  const placeOf = (name: string) => pipeline.stages.findIndex((stage) => stage.name === name);
  const names = template.stages.map(({ name }) => name);
  const before = names.slice(0, names.indexOf(base.name));
  const targetsIn = (stages: readonly string[]) =>
    placedTargets({ stages: pipeline.stages.filter(({ name }) => stages.includes(name)) }).map(
      ({ target }) => target,
    );
  const [production, earlier] = [targetsIn([base.name]), targetsIn(before)];
  return pipeline.stages.flatMap((stage, index) => {
    if (names.includes(stage.name) || !(stage.targets ?? stage.waves)) return [];
    const isLast = index > placeOf(base.name);
    const touches = touchesProduction(targetsIn([stage.name]), production, earlier);
    if (!isLast && !touches && !isProductionName(stage.name)) return [];
    const path = ['stages', index];
    const skipped = before.filter((name) => placeOf(name) > index);
    const text = `expected ${stage.name}, which is production, to come after ${skipped.join(', ')}, ${asIn(template)}`;
    return [
      ...(skipped.length > 0 ? [{ path: [...path, 'name'], text }] : []),
      ...asProduction({ stage, base, path, template, pipeline }, isLast),
    ];
  });
}

function asProduction(pair: Pair, inWaves: boolean): Finding[] {
  const { stage, base, path, template } = pair;
  const { name, targets, bake, planner } = stage;
  const least = base.planner?.bakes.later ?? base.bake?.for;
  // Targets without a planner are one wave.
  const waves = stage.waves ?? (targets ? [{ name, targets, bake }] : []);
  const bare = planner ? undefined : waves.find((wave) => (wave.bake ?? bake) === undefined);
  const text = `expected a bake of at least ${least}, ${asIn(template)}, got none; add bake: { for: ${least} }`;
  if (bare && least !== undefined) return [{ path, text }];
  const planned = inWaves && !planner ? laxerWaves({ ...pair, stage: { ...stage, waves } }) : [];
  const short = (wave: (typeof waves)[number]) => {
    const own = wave.bake ?? bake;
    if (own === undefined || least === undefined) return [];
    return shorter([...path, 'bake', 'for'], own.for, least, template);
  };
  return [
    ...planned,
    ...(planner || planned.length > 0 ? [] : waves.flatMap(short)),
    ...laxerPlanner(pair),
    ...laxerJudge(pair),
    ...laxerFailure(pair),
    ...laxerHours(pair),
    ...laxerApprovals(pair),
    ...longerDeployment(pair),
    ...unwatchedTargets(pair),
  ];
}

function isDeploying(stage: TemplateStage): boolean {
  const { needsTargets, bake, planner, alarmsAtLeast, dataPointsAtLeast } = stage;
  return Boolean(needsTargets || bake || planner || alarmsAtLeast || dataPointsAtLeast);
}

function lostStages(template: TemplateDefinition, { stages }: PipelineDefinition): Finding[] {
  const names = stages.map(({ name }) => name);
  const lost = template.stages.filter(({ name }) => !names.includes(name));
  const places = template.stages.map(({ name }) => names.indexOf(name)).filter((at) => at >= 0);
  const swapped = places.find((at, index) => at < (places[index - 1] ?? -1));
  const order = template.stages.map(({ name }) => name).join(', ');
  return [
    ...lost.map(({ name }) => ({
      path: ['stages'],
      text: `expected a stage ${name}, ${asIn(template)}, got none; add it: - name: ${name}`,
    })),
    ...(swapped === undefined
      ? []
      : [
          {
            path: ['stages', swapped, 'name'],
            text: `expected the stages in the order ${order}, ${asIn(template)}, got ${names[swapped]} after a later one`,
          },
        ]),
  ];
}

function lostTargets({ stage, base, path, template }: Pair): Finding[] {
  if (!isDeploying(base) || stage.targets || stage.waves) return [];
  const text = `expected targets or waves in stage ${stage.name}, ${asIn(template)}, got none`;
  return [{ path, text }];
}

function changedTests({ stage, base, path, template }: Pair): Finding[] {
  return base.tests.flatMap((given) => {
    const { name } = given;
    const place = stage.tests.findIndex((test) => test.name === name);
    const own = stage.tests[place];
    if (own === undefined || textOfTest(own) === textOfTest(given)) return [];
    const text =
      `expected test ${name} to be ${textOfTest(given)}, ${asIn(template)}, got ${textOfTest(own)}; ` +
      'give a test of your own another name';
    return [{ path: [...path, 'tests', place, kindOfTest(own)], text }];
  });
}

function laxerFailure({ stage, base, path, template }: Pair): Finding[] {
  const { onBakeFailure = 'stop', rollback = 'wave' } = base;
  return [
    ...below([...path, 'onBakeFailure'], {
      own: stage.onBakeFailure,
      least: onBakeFailure,
      order: ['stop', 'rollBack'],
      template,
    }),
    ...below([...path, 'rollback'], {
      own: stage.rollback,
      least: rollback,
      order: ['wave', 'release'],
      template,
    }),
  ];
}

function unwatchedTargets({ stage, base, path, template }: Pair): Finding[] {
  const { alarmsAtLeast = 0, dataPointsAtLeast = 0 } = base;
  return placedIn(stage, path).flatMap((placed) => [
    ...tooFew(placed, 'alarms', alarmsAtLeast, placed.target.alarms.length, template),
    ...tooFew(
      placed,
      'dataPoints',
      dataPointsAtLeast,
      placed.target.dataPoints?.atLeast ?? 0,
      template,
    ),
  ]);
}

function tooFew(
  { target, path }: PlacedTarget,
  key: 'alarms' | 'dataPoints',
  least: number,
  got: number,
  template: TemplateDefinition,
): Finding[] {
  if (got >= least) return [];
  const text = `expected at least ${least} ${least === 1 ? key.slice(0, -1) : key} of target ${target.name}, ${asIn(template)}, got ${got || 'none'}`;
  return [{ path: [...path, key], text }];
}
