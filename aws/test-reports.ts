// Reports of tests, as CodeBuild has read them from what its builds left behind: JUnit's, and others'.

import {
  BatchGetReportsCommand,
  CodeBuildClient,
  DescribeTestCasesCommand,
} from '@aws-sdk/client-codebuild';
import * as z from 'zod';
import { domainOf } from '../core/partition.ts';
import { caseName, MOST_NAMED, type TestReport } from '../core/test-report.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface Reports {
  /** What the reports say together, and where a person reads them; undefined where none is of tests. */
  read(place: Place, arns: readonly string[]): Promise<FoundReport | undefined>;
}

export interface FoundReport {
  readonly report: TestReport;
  readonly link?: string;
}

/** A build may have five report groups; a batch's builds as many each. */
const MOST_REPORTS = 20;
/** Of a nightmare's reports, the names are not all asked for. */
const MOST_ASKED = 3;

const count = z.int().min(0);
const Answer = z.object({
  reports: z
    .array(
      z.object({
        arn: z.string(),
        type: z.string().optional(),
        status: z.string().optional(),
        testSummary: z
          .object({ total: count, statusCounts: z.record(z.string(), count) })
          .optional(),
      }),
    )
    .default([]),
});
type Report = z.output<typeof Answer>['reports'][number];
const Cases = z.object({
  testCases: z.array(z.object({ name: z.string().default('') })).default([]),
});

export function testReports(access: MemberAccess): Reports {
  return {
    async read(place, arns) {
      const asked = arns.slice(0, MOST_REPORTS);
      if (asked.length === 0) return undefined;
      // A verdict waits for it: what does not answer is done without soon.
      const client = await access.client(CodeBuildClient, place, { attempts: 2 });
      const what = 'reading reports of tests';
      const command = new BatchGetReportsCommand({ reportArns: [...asked] });
      const answer = answerOf(what, Answer, await translated(what, client.send(command)));
      const found = answer.reports.filter(({ type = 'TEST' }) => type === 'TEST');
      const [first] = found;
      if (first === undefined) return undefined;
      const bad = found.filter((each) => failuresOf(each) > 0);
      const link = linkOf((bad[0] ?? first).arn);
      const report = { ...countsOf(found), cases: await failedCases(client, bad) };
      return { report, ...(link && { link }) };
    },
  };
}

function failuresOf({ testSummary }: Report): number {
  const { FAILED = 0, ERROR = 0 } = testSummary?.statusCounts ?? {};
  return FAILED + ERROR;
}

/** One without a summary is being made, or could not be. */
function countsOf(found: readonly Report[]): Omit<TestReport, 'cases'> {
  const sum = (of: (report: Report) => number) =>
    found.reduce((total, report) => total + of(report), 0);
  const counted = (status: string) => sum((each) => each.testSummary?.statusCounts[status] ?? 0);
  const [passed, failed, skipped] = [counted('SUCCEEDED'), sum(failuresOf), counted('SKIPPED')];
  const total = sum(({ testSummary }) => testSummary?.total ?? 1);
  return { passed, failed, skipped, unknown: Math.max(0, total - passed - failed - skipped) };
}

/** The first ones of each report, those with errors after those that say that they fail. */
async function failedCases(client: CodeBuildClient, bad: readonly Report[]): Promise<string[]> {
  const names: string[] = [];
  for (const { arn, testSummary } of bad.slice(0, MOST_ASKED)) {
    for (const status of ['FAILED', 'ERROR']) {
      const left = MOST_NAMED - names.length;
      if (left <= 0 || !testSummary?.statusCounts[status]) continue;
      const what = 'reading the cases of a report';
      const filter = { status };
      const command = new DescribeTestCasesCommand({ reportArn: arn, filter, maxResults: left });
      const answer = answerOf(what, Cases, await translated(what, client.send(command)));
      names.push(...answer.testCases.slice(0, left).map(({ name }) => caseName(name)));
    }
  }
  return names;
}

/** Its page in the console; undefined of an ARN that is no report's. */
function linkOf(arn: string): string | undefined {
  const [, region = '', account = '', group = '', id = ''] =
    /^arn:aws[\w-]*:codebuild:([a-z0-9-]+):(\d{12}):report\/([\w-]+):([\w-]+)$/.exec(arn) ?? [];
  if (id === '') return undefined;
  const isInChina = domainOf(region) === 'amazonaws.com.cn';
  const console = isInChina ? 'console.amazonaws.cn' : 'console.aws.amazon.com';
  const path = `codesuite/codebuild/${account}/testReports/reports/${group}/${group}%3A${id}`;
  return `https://${region}.${console}/${path}?region=${region}`;
}
