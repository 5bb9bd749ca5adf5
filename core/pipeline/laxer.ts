// Where a pipeline is laxer than the template it extends. What a template does not say, it leaves to the service.

import type { Finding } from '../strict-yaml.ts';
import { laxerJudge, laxerPlanner, laxerWaves, shorterBakes } from './laxer-waves.ts';
import { asIn, below, type Pair } from './laxer-words.ts';
import type { PipelineDefinition } from './schema.ts';
import { type PlacedTarget, placedIn } from './targets.ts';
import type { TemplateDefinition } from './template-schema.ts';

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
    ...lostStages(template, pipeline),
    ...pairs.flatMap((pair) => [
      ...lostTargets(pair),
      ...changedTests(pair),
      ...shorterBakes(pair),
      ...laxerJudge(pair),
      ...laxerPlanner(pair),
      ...laxerWaves(pair),
      ...laxerFailure(pair),
      ...unwatchedTargets(pair),
    ]),
  ];
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
  const { needsTargets, bake, planner, alarmsAtLeast, dataPointsAtLeast } = base;
  const needs = needsTargets || bake || planner || alarmsAtLeast || dataPointsAtLeast;
  if (!needs || stage.targets || stage.waves) return [];
  const text = `expected targets or waves in stage ${stage.name}, ${asIn(template)}, got none`;
  return [{ path, text }];
}

function changedTests({ stage, base, path, template }: Pair): Finding[] {
  return base.tests.flatMap(({ name, project }) => {
    const place = stage.tests.findIndex((test) => test.name === name);
    const own = stage.tests[place]!;
    if (own.project === project) return [];
    const text =
      `expected test ${name} to be project ${project}, ${asIn(template)}, got ${own.project}; ` +
      'give a test of your own another name';
    return [{ path: [...path, 'tests', place, 'project'], text }];
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
