// What a source says that cannot be: what is asked of builds alone, and what no target can be given.

import { kindFor } from '../kinds/kinds.ts';
import { nearest } from '../nearest.ts';
import type { Finding } from '../strict-yaml.ts';
import type { PipelineDefinition } from './schema.ts';
import { partsOf, type SourceDefinition, sourceText } from './source-schema.ts';
import type { TargetDefinition } from './target-schema.ts';
import { placedTargets } from './targets.ts';

export function sourceFindings(pipeline: PipelineDefinition): Finding[] {
  return [
    ...pushesElsewhere(pipeline),
    ...askedOfBuilds(pipeline),
    ...startedOtherwise(pipeline),
    ...targetsWithoutImages(pipeline),
    ...partsAndTargets(pipeline),
  ];
}

/** Pushes are heard, and built, where Tidegate runs: no role in a member account may start builds. */
function pushesElsewhere({ source }: PipelineDefinition): Finding[] {
  if (source.repository === undefined || source.account === undefined) return [];
  const text =
    'expected source.repository in Tidegate’s own account, got one beside source.account: have the repository’s own ' +
    'rule start the project there';
  return [{ path: ['source', 'repository'], text }];
}

/** What decides on builds, and nothing else tells. */
const OF_BUILDS = [
  'repository',
  'codePipeline',
  'branches',
  'tags',
  'paths',
  'artifact',
  'artifacts',
  'pullRequests',
  'overrides',
] as const;

/** A request says of which branch or tag it is. */
function isOfRequests(word: (typeof OF_BUILDS)[number]): boolean {
  return word === 'branches' || word === 'tags';
}

function askedOfBuilds({ source }: PipelineDefinition): Finding[] {
  if (source.project !== undefined) {
    if (source.artifact === undefined || source.artifacts === undefined) return [];
    const text =
      'expected artifact, or artifacts where several are released as one, got both: leave out artifact';
    return [{ path: ['source', 'artifact'], text }];
  }
  const senseless = OF_BUILDS.filter((word) => source.event === undefined || !isOfRequests(word));
  return senseless
    .filter((word) => source[word] !== undefined)
    .map((word) => ({
      path: ['source', word],
      text: `expected ${word} beside source.project alone, got it beside ${sourceText(source)}, which tells none`,
    }));
}

/** What starts releases itself, at its own time. */
function startedOtherwise({ source }: PipelineDefinition): Finding[] {
  const { schedule, event, codePipeline } = source;
  if (schedule === undefined || (event === undefined && codePipeline === undefined)) return [];
  const what = event === undefined ? `CodePipeline ${codePipeline}` : 'a signed request';
  const text =
    `expected schedule beside a project, an object or images, got it beside source.${event ? 'event' : 'codePipeline'}: ` +
    `${what} starts its release itself; give that its schedule`;
  return [{ path: ['source', 'schedule'], text }];
}

function targetsWithoutImages(pipeline: PipelineDefinition): Finding[] {
  if (pipeline.source.ecr === undefined) return [];
  return placedTargets(pipeline)
    .filter(({ target }) => kindFor(target).getsOf(target) !== 'images')
    .map(({ target, path }) => ({
      path,
      text:
        `expected target ${target.name} to get images, as ECS services and functions with lambda.image do, since the ` +
        `source is ${sourceText(pipeline.source)}, got one that gets an artifact in S3: release builds of a project to it`,
    }));
}

/** Each target gets one of the parts, and each part is some target's. */
function partsAndTargets(pipeline: PipelineDefinition): Finding[] {
  const { source } = pipeline;
  const parts = partsOf(source);
  const placed = placedTargets(pipeline);
  const gotten = new Set(placed.map(({ target }) => target.part));
  const key = source.bundle === undefined ? 'artifacts' : 'bundle';
  return [
    ...placed.flatMap(({ target, path }) => {
      const text = againstPart(target, source);
      return text === undefined ? [] : [{ path, text }];
    }),
    ...parts
      .filter((part) => !gotten.has(part))
      .map((part) => ({
        path: ['source', key, part],
        text: `expected part ${part} to be gotten by a target, got none: write part: ${part} in one, or leave it out`,
      })),
  ];
}

function againstPart(target: TargetDefinition, source: SourceDefinition): string | undefined {
  const { name, part } = target;
  const parts = partsOf(source);
  if (parts.length === 0) {
    if (part === undefined) return undefined;
    return `expected no part in target ${name}, since the source is ${sourceText(source)} as a whole, got ${part}: write source.bundle or source.artifacts`;
  }
  if (part === undefined || !parts.includes(part))
    return `expected target ${name} to say which part it gets, one of ${parts.join(', ')}, got ${part ?? 'none'}: write part: ${nearest(part ?? '', parts) ?? parts[0]}`;
  if (source.bundle?.[part]?.ecr === undefined || kindFor(target).getsOf(target) === 'images')
    return undefined;
  return `expected target ${name} to get images, as ECS services and functions with lambda.image do, since part ${part} is ECR repository ${source.bundle[part].ecr.repository}, got one that gets an artifact in S3`;
}
