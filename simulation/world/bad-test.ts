// Which of a scenario's misbehaviours a run of a test meets.

import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { counted } from './counted.ts';
import type { Revisions } from './revisions.ts';
import { runnersOf } from './runners.ts';
import type { Scenario } from './scenario.ts';

type BadTest = Extract<Scenario['misbehaviours'][number], { readonly how: 'test' }>;

export interface TestRunner {
  /** The project or function: whatever runs. */
  readonly runner: string;
  readonly commit: string | undefined;
  readonly stage: string | undefined;
}

/** How the run ends that begins now; undefined where it ends well. Each time it is asked is a run. */
export type EndsBadly = (run: TestRunner) => BadTest['status'] | undefined;

/** Whether what runs is the test that a scenario names, by the test's own name or by what runs it. */
export function isTestIn(pipelines: readonly PipelineDefinition[]) {
  const tests = pipelines.flatMap(({ stages }) => stages.flatMap((stage) => stage.tests));
  return (wanted: string, runner: string) =>
    wanted === runner ||
    tests.some((each) => each.name === wanted && runnersOf(each).includes(runner));
}

export function badTests(
  { misbehaviours }: Scenario,
  pipelines: readonly PipelineDefinition[],
  revisions: Revisions,
): EndsBadly {
  const isTest = isTestIn(pipelines);
  const played = counted();
  return ({ runner, commit, stage }) => {
    for (const each of misbehaviours) {
      if (each.how !== 'test' || !isTest(each.test, runner)) continue;
      const { revision } = each;
      const commits = [revisions.commitOf(revision), revisions.builtOf(revision)];
      const matches = commits.includes(commit ?? '') && (each.stage ?? stage) === stage;
      if (!matches || !played.isLeft(each, each.times)) continue;
      played.add(each);
      return each.status;
    }
    return undefined;
  };
}
