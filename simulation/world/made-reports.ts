// What a scenario's builds of tests report of their cases.

import type { MadeReport } from '@tidegate/embedded-aws/services/codebuild/builds';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { isTestIn, type TestRunner } from './bad-test.ts';
import type { Revisions } from './revisions.ts';
import type { ReportStep, Scenario } from './scenario.ts';

export type ReportsOf = (run: TestRunner) => readonly MadeReport[];

export function madeReports(
  { reports }: Scenario,
  pipelines: readonly PipelineDefinition[],
  revisions: Revisions,
): ReportsOf {
  const isTest = isTestIn(pipelines);
  return ({ runner, commit }) =>
    reports
      .filter(
        ({ test, revision }) =>
          isTest(test, runner) &&
          (revision === undefined || revisions.commitOf(revision) === commit),
      )
      .map((step) => ({ group: `${runner}-junit`, cases: casesOf(step) }));
}

function casesOf({ passed, skipped, failed }: ReportStep): MadeReport['cases'] {
  const numbered = (count: number, status: 'SUCCEEDED' | 'SKIPPED') =>
    Array.from({ length: count }, (_, index) => ({ name: `case ${index + 1}`, status }));
  return [
    ...failed.map((name) => ({ name, status: 'FAILED' as const })),
    ...numbered(passed, 'SUCCEEDED'),
    ...numbered(skipped, 'SKIPPED'),
  ];
}
