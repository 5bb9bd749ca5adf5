// Synthetic traffic: while the project that a bake names builds, and after, the wave's targets are asked things.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Build } from '@tidegate/embedded-aws/services/codebuild/builds';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { Traffic } from './traffic.ts';

const REQUESTS_PER_MINUTE = 100;

export function sendSyntheticTraffic(
  aws: EmbeddedAws,
  traffic: Traffic,
  pipelines: readonly PipelineDefinition[],
): void {
  aws.codeBuild.script((build) => {
    for (const name of asked(build, pipelines, (bake) => bake?.traffic?.project)) {
      traffic.add(name, {
        from: build.startedAt.getTime(),
        requestsPerMinute: REQUESTS_PER_MINUTE,
      });
    }
    return undefined;
  });
}

/** Longer than any build may take: it is stopped. */
const NEVER_SECONDS = 40 * 3_600;

/** Load: as long as its build runs, and no longer, the wave's targets are asked three times as much. */
export function sendLoad(
  aws: EmbeddedAws,
  traffic: Traffic,
  pipelines: readonly PipelineDefinition[],
): void {
  aws.codeBuild.script((build) => {
    const names = asked(build, pipelines, (bake) => bake?.load?.project);
    for (const name of names) {
      const from = build.startedAt.getTime();
      traffic.add(name, {
        from,
        get until() {
          return build.endedAt?.getTime() ?? Number.POSITIVE_INFINITY;
        },
        requestsPerMinute: 3 * (traffic.requestsAt(name, from) || REQUESTS_PER_MINUTE),
      });
    }
    return names.length > 0 ? { seconds: NEVER_SECONDS } : undefined;
  });
}

type Bake = PipelineDefinition['stages'][number]['bake'];

/** The targets of the wave that a build is for, by what its bake names; none for any other build. */
function asked(
  build: Build,
  pipelines: readonly PipelineDefinition[],
  projectOf: (bake: Bake) => string | undefined,
): string[] {
  const said = (name: string) =>
    build.environmentVariables.find((each) => each.name === name)?.value;
  const stage = pipelines
    .find(({ pipeline }) => pipeline === said('TIDEGATE_PIPELINE'))
    ?.stages.find(({ name }) => name === said('TIDEGATE_STAGE'));
  if (stage === undefined) return [];
  const wave = stage.waves?.find(({ name }) => name === said('TIDEGATE_WAVE'));
  if (projectOf(wave?.bake ?? stage.bake) !== build.project.name) return [];
  return (wave?.targets ?? targetsOf(stage)).map(({ name }) => name);
}
