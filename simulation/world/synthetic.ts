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
    for (const name of asked(build, pipelines)) {
      traffic.add(name, {
        from: build.startedAt.getTime(),
        requestsPerMinute: REQUESTS_PER_MINUTE,
      });
    }
    return undefined;
  });
}

/** The targets of the wave that a build of synthetic traffic is for; none for any other build. */
function asked(build: Build, pipelines: readonly PipelineDefinition[]): string[] {
  const said = (name: string) =>
    build.environmentVariables.find((each) => each.name === name)?.value;
  const stage = pipelines
    .find(({ pipeline }) => pipeline === said('TIDEGATE_PIPELINE'))
    ?.stages.find(({ name }) => name === said('TIDEGATE_STAGE'));
  if (stage === undefined) return [];
  const wave = stage.waves?.find(({ name }) => name === said('TIDEGATE_WAVE'));
  if ((wave?.bake ?? stage.bake)?.traffic !== build.project.name) return [];
  return (wave?.targets ?? targetsOf(stage)).map(({ name }) => name);
}
