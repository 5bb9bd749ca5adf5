// How tests end, as the scenario says: builds of test projects, and whatever else runs them.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { Build } from '@tidegate/embedded-aws/services/codebuild/builds';
import { routesOf } from '../../core/messages/route-schema.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { badTests, type EndsBadly } from './bad-test.ts';
import { addCanaries } from './canaries.ts';
import { addChannels } from './channels.ts';
import { addExperiments } from './experiments.ts';
import { madeReports, type ReportsOf } from './made-reports.ts';
import type { Revisions } from './revisions.ts';
import type { Scenario } from './scenario.ts';
import { addTeamFunctions } from './team-functions.ts';
import { addThirdParties } from './third-parties.ts';
import type { Truth } from './truth.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly scenario: Scenario;
  readonly pipelines: readonly PipelineDefinition[];
  readonly revisions: Revisions;
  readonly truth: Truth;
}

/** `stage` is Tidegate's own: what it may call has it for a tag. */
export function playTests(parts: Parts, stage: string): void {
  const { aws, scenario, pipelines, revisions } = parts;
  const endsBadly = badTests(scenario, pipelines, revisions);
  scriptBuilds(aws, endsBadly, madeReports(scenario, pipelines, revisions));
  const tags = { tidegate: stage };
  addCanaries({ ...parts, endsBadly }, pipelines, tags);
  addExperiments({ ...parts, endsBadly }, pipelines, tags);
  addThirdParties({ ...parts, endsBadly }, pipelines);
  const routes = pipelines.flatMap((pipeline) => routesOf(pipeline));
  addChannels(aws, parts.clock, routes);
  addTeamFunctions({ ...parts, endsBadly, stage }, pipelines);
}

function scriptBuilds(aws: EmbeddedAws, endsBadly: EndsBadly, reportsOf: ReportsOf): void {
  aws.codeBuild.script((build) => {
    const run = {
      runner: build.project.name,
      stage: variable(build, 'TIDEGATE_STAGE'),
      commit: variable(build, 'TIDEGATE_COMMIT'),
    };
    const status = endsBadly(run);
    const reports = reportsOf(run);
    if (status === undefined && reports.length === 0) return undefined;
    return { ...(status && { status }), ...(reports.length > 0 && { reports }) };
  });
}

function variable({ environmentVariables }: Build, name: string): string | undefined {
  return environmentVariables.find((each) => each.name === name)?.value;
}
