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
  if (!draws.chance(0.015)) return pipeline;
  const source = { ecr: { repository: 'shop', tags: ['v*', 'main'] } };
  const stages = pipeline.stages.map((stage) => ({
    ...stage,
    ...(stage.targets && { targets: stage.targets.map(asService) }),
    ...(stage.waves && {
      waves: stage.waves.map((wave) => ({ ...wave, targets: wave.targets.map(asService) })),
    }),
  }));
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
  { ecr, event }: SourceDefinition,
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
    return [{ at, revision, ...how }];
  });
}
