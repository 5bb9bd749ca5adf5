// Reads a pipeline file: strict, whole, or not at all.

import { kindFor } from '../kinds/kinds.ts';
import { clashesOf } from '../planner/findings.ts';
import { type Finding, openStrictYaml } from '../strict-yaml.ts';
import { withCalendars } from './calendar-files.ts';
import { senselessDrills } from './drill-findings.ts';
import { hopelessHours } from './hours-findings.ts';
import { laxerThan } from './laxer.ts';
import { senselessMinHealthy } from './min-healthy-findings.ts';
import { type PipelineDefinition, pipelineSchema } from './schema.ts';
import { sourceFindings } from './source-findings.ts';
import type { StageDefinition } from './stage-schema.ts';
import type { TargetDefinition } from './target-schema.ts';
import { placedTargets } from './targets.ts';
import { overTemplate, type TemplateReader, templateOf } from './template.ts';

/**
 * The pipeline in a YAML text, with what the template that it extends has.
 *
 * Throws `Refused` with a line for each problem, and for each place where it is laxer than its template.
 */
export function parsePipeline(
  text: string,
  fileName: string,
  readTemplate?: TemplateReader,
): PipelineDefinition {
  const file = openStrictYaml(text, fileName);
  const template = templateOf(file, readTemplate);
  if (template === undefined)
    return withCalendars(file, file.check(pipelineSchema, file.plain, findingsIn), readTemplate);

  const { definition, digest, asked } = template;
  const merged = overTemplate(file.plain, definition);
  const pipeline = file.check(pipelineSchema, merged, (it) => [
    ...laxerThan(definition, it),
    ...findingsIn(it),
  ]);
  const extended = { ...pipeline, extends: { ...asked, name: definition.template, digest } };
  return withCalendars(file, extended, readTemplate);
}

function findingsIn(pipeline: PipelineDefinition): Finding[] {
  return [
    ...repeatedNames(pipeline),
    ...sourceFindings(pipeline),
    ...sharedPlaces(pipeline),
    ...emptyBakes(pipeline),
    ...hopelessBakes(pipeline),
    ...clashes(pipeline),
    ...senselessPairs(pipeline),
    ...senselessShares(pipeline),
    ...hopelessHours(pipeline),
    ...senselessDrills(pipeline),
    ...senselessMinHealthy(pipeline),
  ];
}

/** All targets of a stage, whether it names them itself or in waves. */
export function targetsOf(stage: StageDefinition) {
  return stage.targets ?? stage.waves?.flatMap(({ targets }) => targets) ?? [];
}

interface Named {
  readonly name: string;
  readonly path: readonly PropertyKey[];
}

function repeatedNames(pipeline: PipelineDefinition): Finding[] {
  const targets = placedTargets(pipeline).map(({ target, path }) => ({ name: target.name, path }));
  return [
    ...repeated('stage', namedIn(pipeline.stages, ['stages'])),
    ...repeated('target', targets),
    ...pipeline.stages.flatMap(({ name, waves = [], tests }, index) => [
      ...repeated(`wave of stage ${name}`, namedIn(waves, ['stages', index, 'waves'])),
      ...repeated(`test of stage ${name}`, namedIn(tests, ['stages', index, 'tests'])),
    ]),
  ];
}

function namedIn(items: readonly { name: string }[], path: readonly PropertyKey[]): Named[] {
  return items.map(({ name }, index) => ({ name, path: [...path, index] }));
}

/** The second of each pair is the one to change. */
function repeated(what: string, named: readonly Named[]): Finding[] {
  return seenBefore(named).map(({ name, path }) => ({
    path: [...path, 'name'],
    text: `expected each ${what} to have its own name, got ${name} twice`,
  }));
}

function seenBefore(named: readonly Named[]): Named[] {
  const seen = new Set<string>();
  return named.filter(({ name }) => {
    const known = seen.has(name);
    seen.add(name);
    return known;
  });
}

/** Two targets in one deployment group would fight for its single deployment, two of one alias for its traffic. */
function sharedPlaces(pipeline: PipelineDefinition): Finding[] {
  const places = placedTargets(pipeline).flatMap(({ target, path }) =>
    kindFor(target)
      .placesOf(target)
      .map(({ what, node }) => ({ what, name: placeName(target, node), path })),
  );
  return [...Map.groupBy(places, ({ what }) => what)].flatMap(([what, those]) =>
    seenBefore(those).map(({ name, path }) => ({
      path,
      text: `expected one target for each ${what}, got two for ${name}`,
    })),
  );
}

/** `lambda shop:live` there → `111122223333/eu-west-1/shop:live`. */
function placeName({ account, region }: TargetDefinition, node: string): string {
  return `${account}/${region}/${node.slice(node.indexOf(' ') + 1)}`;
}

/** A bake that watches nothing would be time alone, which proves nothing. */
function emptyBakes(pipeline: PipelineDefinition): Finding[] {
  return placedTargets(pipeline)
    .filter(({ target, bakes }) => bakes && !target.alarms.length && !target.dataPoints)
    .map(({ target: { name }, stage, path }) => ({
      path,
      text: `expected target ${name} of stage ${stage} to name alarms or dataPoints, since its wave bakes, got neither`,
    }));
}

/** A bake has one data point a minute: it can only end inconclusive if more are asked of it, however it is extended. */
function hopelessBakes(pipeline: PipelineDefinition): Finding[] {
  return placedTargets(pipeline).flatMap(({ target, bakeSeconds, path }) => {
    const most = Math.floor(bakeSeconds / 60);
    const { atLeast = 0 } = target.dataPoints ?? {};
    if (bakeSeconds === 0 || atLeast <= most) return [];
    const text = `expected at most ${most}, one for each minute of the bake and of its extensions, got ${atLeast}`;
    return [{ path: [...path, 'dataPoints', 'atLeast'], text }];
  });
}

/** Waves that a person wrote keep apart what the file says must not change together; a planner's do by themselves. */
function clashes(pipeline: PipelineDefinition): Finding[] {
  return pipeline.stages.flatMap((stage) => {
    if (stage.planner) return [];
    const waves = stage.waves ?? [{ name: stage.name, targets: stage.targets ?? [] }];
    return clashesOf({ stage, waves, pipeline });
  });
}

function senselessPairs({ neverTogether = [] }: PipelineDefinition): Finding[] {
  return neverTogether.flatMap((regions, index) =>
    seenBefore(namesIn(regions, ['neverTogether', index])).map(({ name, path }) => ({
      path,
      text: `expected regions that differ, got ${name} twice`,
    })),
  );
}

function namesIn(names: readonly string[], path: readonly PropertyKey[]): Named[] {
  return names.map((name, index) => ({ name, path: [...path, index] }));
}

function senselessShares({ stages }: PipelineDefinition): Finding[] {
  return stages.flatMap(({ planner }, index) => {
    if (planner === undefined || planner.oneBoxPercent <= planner.largestPercent) return [];
    const { oneBoxPercent, largestPercent } = planner;
    const text = `expected oneBoxPercent to be at most largestPercent, got ${oneBoxPercent} above ${largestPercent}`;
    return [{ path: ['stages', index, 'planner', 'oneBoxPercent'], text }];
  });
}
