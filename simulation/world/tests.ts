// How the test projects' builds end, as the scenario says.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Build } from '@tidegate/embedded-aws/services/codebuild/builds';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { counted } from './counted.ts';
import type { Revisions } from './revisions.ts';
import type { Scenario } from './scenario.ts';

export function scriptTests(
  aws: EmbeddedAws,
  { misbehaviours }: Scenario,
  pipelines: readonly PipelineDefinition[],
  revisions: Revisions,
): void {
  const tests = pipelines.flatMap(({ stages }) => stages.flatMap((stage) => stage.tests));
  const isTest = (wanted: string, project: string) =>
    wanted === project ||
    tests.some(({ name, project: own }) => name === wanted && own === project);

  const played = counted();
  aws.codeBuild.script((build) => {
    const stage = variable(build, 'TIDEGATE_STAGE');
    const commit = variable(build, 'TIDEGATE_COMMIT');
    for (const each of misbehaviours) {
      if (each.how !== 'test' || !isTest(each.test, build.project.name)) continue;
      const { revision } = each;
      const commits = [revisions.commitOf(revision), revisions.builtOf(revision)];
      const matches = commits.includes(commit) && (each.stage ?? stage) === stage;
      if (!matches || !played.isLeft(each, each.times)) continue;
      played.add(each);
      return { status: each.status };
    }
    return undefined;
  });
}

function variable({ environmentVariables }: Build, name: string): string | undefined {
  return environmentVariables.find((each) => each.name === name)?.value;
}
