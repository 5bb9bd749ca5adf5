// What is released that no project of CodeBuild builds: images that are pushed, and signed requests, forged ones too.

import type { PipelineInput, TargetInput } from '../../../core/pipeline/schema.ts';
import type { SourceDefinition } from '../../../core/pipeline/source-schema.ts';
import type { ScenarioInput } from '../../world/scenario.ts';
import type { Draws } from './draws.ts';

type Build = NonNullable<ScenarioInput['builds']>[number];

/** Now and then; the pipeline as it is, else. */
export function otherwiseSourced(draws: Draws, pipeline: PipelineInput): PipelineInput {
  return atSetTimes(draws.of('schedule'), sourcedBy(draws, pipeline));
}

/** Such that some come within the hours of a scenario. */
const TIMES = [
  { at: 'rate(20 minutes)' },
  { at: 'cron(0/15 * * * ? *)' },
  { at: 'cron(5,50 * ? * MON-FRI *)', zone: 'Europe/Berlin' },
];

function atSetTimes(draws: Draws, pipeline: PipelineInput): PipelineInput {
  const { event, codePipeline } = pipeline.source;
  if (event !== undefined || codePipeline !== undefined || !draws.chance(0.03)) return pipeline;
  return { ...pipeline, source: { ...pipeline.source, schedule: draws.pick(TIMES) } };
}

/** Each target gets one of two parts: of two objects, of an object and images, or of two artifacts of a build. */
function inParts(draws: Draws, pipeline: PipelineInput): PipelineInput {
  const object = (key: string) => ({ s3: { bucket: 'artifacts-of-shop', key } });
  const { artifact: _, ...ofBuild } = pipeline.source;
  const isOfBuild = draws.chance(0.4);
  const hasImages = !isOfBuild && draws.chance(0.3);
  const far = draws.of('far part');
  const region = far.chance(0.3) && { region: 'eu-west-1' };
  const account = far.chance(0.3) && { account: '444455556666' };
  const pages = { s3: { bucket: 'pages-of-shop', key: 'shop/web.zip' }, ...region, ...account };
  const web = hasImages
    ? { ecr: { repository: 'shop', tags: ['main'] }, ...region, ...account }
    : pages;
  const source = isOfBuild
    ? { ...ofBuild, artifacts: { api: 'package', web: 'pages' } }
    : { bundle: { api: object('shop/api.zip'), web } };
  const own = draws.of('parts');
  let first = true;
  const withPart = (target: TargetInput): TargetInput => {
    const part = first || own.chance(0.5) ? 'web' : 'api';
    first = false;
    return part === 'web' && hasImages ? { ...asService(target), part } : { ...target, part };
  };
  const parted = { ...pipeline, source, stages: eachTarget(pipeline.stages, withPart) };
  const gotten = JSON.stringify(parted.stages);
  return ['api', 'web'].every((part) => gotten.includes(`"part":"${part}"`)) ? parted : pipeline;
}

function eachTarget(
  stages: PipelineInput['stages'],
  change: (target: TargetInput) => TargetInput,
): PipelineInput['stages'] {
  return stages.map((stage) => ({
    ...stage,
    ...(stage.targets && { targets: stage.targets.map(change) }),
    ...(stage.waves && {
      waves: stage.waves.map((wave) => ({ ...wave, targets: wave.targets.map(change) })),
    }),
  }));
}

/** What releases images has services alone. */
function sourcedBy(draws: Draws, pipeline: PipelineInput): PipelineInput {
  if (draws.chance(0.03))
    return {
      ...pipeline,
      source: { event: true, ...(draws.chance(0.5) && { branches: ['main'] }) },
    };
  if (draws.of('object').chance(0.015))
    return {
      ...pipeline,
      source: { s3: { bucket: 'artifacts-of-shop', key: 'shop/package.zip' } },
    };
  if (draws.of('bundle').chance(0.03)) return inParts(draws.of('bundle parts'), pipeline);
  if (!draws.chance(0.015)) return pipeline;
  const source = { ecr: { repository: 'shop', tags: ['v*', 'main'] } };
  const stages = eachTarget(pipeline.stages, asService);
  return { ...pipeline, source, stages };
}

/** The target's place and what is watched of it, with a service in it. */
function asService(target: TargetInput): TargetInput {
  const { lambda, appConfig, site, ec2, ecs, stack, job, machine, strategy, ...rest } = target;
  return {
    ...rest,
    ecs: ecs ?? { cluster: 'shop', service: `shop-${target.name}` },
    strategy: ecs && strategy !== undefined ? strategy : 'rolling',
  };
}

const FORGED = ['altered', 'unsigned', 'expired', 'replayed', 'huge', 'nonce'] as const;

/** Of a build’s words only those that are left where nothing is built. */
export function madeOtherwise(
  draws: Draws,
  { ecr, event, bundle }: SourceDefinition,
  builds: readonly Build[],
): Build[] {
  return builds.flatMap((build): Build[] => {
    const { at, revision, pipeline = 'shop' } = build;
    if (pipeline !== 'shop') return [build];
    if (revision === undefined) return [];
    const own = draws.of(`made ${at} ${revision}`);
    const how = ecr
      ? own.chance(0.6) && { tag: own.pick(['main', 'v1', 'try']) }
      : event && own.chance(0.7) && { forged: own.pick(FORGED) };
    const part = bundle && own.chance(0.4) && { part: own.pick(['api', 'web']) };
    return [{ at, revision, ...how, ...part }];
  });
}
