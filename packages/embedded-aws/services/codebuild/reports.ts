// Reports of tests: CodeBuild reads them from what a build leaves behind, and keeps them by the build's report groups.

import * as z from 'zod';
import { partitionOf } from '../../partition.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import type { Build, MadeReport } from './builds.ts';
import type { State } from './state.ts';

const Reports = z.object({ reportArns: z.array(text).min(1).max(100) });
const Described = z.object({
  reportArn: text,
  nextToken: text.optional(),
  maxResults: z.int().min(1).max(100).default(100),
  filter: z.object({ status: text.optional(), keyword: text.optional() }).optional(),
});

export function reportOperations(stateAt: (place: Place) => State): Record<string, Operation> {
  return {
    BatchGetReports: (input, call) => {
      const { reportArns } = parse(Reports, input);
      const found = reportArns.map((arn) => reportNamed(stateAt(call), arn));
      return {
        reports: found.flatMap((each) => (each ? [reportForm(each.arn, each.report)] : [])),
        reportsNotFound: reportArns.filter((_, index) => found[index] === undefined),
      };
    },
    DescribeTestCases: (input, call: Call) => {
      const { reportArn, nextToken, maxResults, filter = {} } = parse(Described, input);
      const found = reportNamed(stateAt(call), reportArn);
      if (!found) throw new AwsError('ResourceNotFoundException', `Report ${reportArn} not found`);
      const { status, keyword = '' } = filter;
      const cases = found.report.cases.filter(
        (each) => (status ?? each.status) === each.status && each.name.includes(keyword),
      );
      const page = pageOf(cases, maxResults, nextToken, 'InvalidInputException');
      return {
        testCases: page.items.map(({ name, status: ended }) => ({
          reportArn,
          testRawDataPath: 'reports/junit.xml',
          prefix: '',
          name,
          status: ended,
          durationInNanoSeconds: 1_000_000,
        })),
        nextToken: page.nextToken,
      };
    },
  };
}

/** The ARNs of a build's reports, in the order in which it made them. */
export function reportArnsOf({ id, project, reports = [] }: Build): string[] {
  const { account, region } = project;
  const [, uuid] = id.split(':');
  const of = `arn:${partitionOf(region)}:codebuild:${region}:${account}:report`;
  return reports.map(({ group }, index) => `${of}/${group}:${uuid}${index === 0 ? '' : index}`);
}

function groupOf(arn: string): string {
  return arn.replace(/:report\/([^:]+):.*$/, ':report-group/$1');
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'InvalidInputException');
}

function reportNamed({ builds }: State, arn: string) {
  for (const build of builds) {
    const at = build.reports ? reportArnsOf(build).indexOf(arn) : -1;
    const report = build.reports?.[at];
    if (report) return { arn, report };
  }
  return undefined;
}

/** One that is being made has no summary yet. */
function reportForm(arn: string, { type = 'TEST', status = 'SUCCEEDED', cases }: MadeReport) {
  const counts = Object.groupBy(cases, (each) => each.status);
  const of = (each: string) => counts[each as keyof typeof counts]?.length ?? 0;
  const statuses = ['SUCCEEDED', 'FAILED', 'ERROR', 'SKIPPED', 'UNKNOWN'];
  return {
    arn,
    type,
    name: arn.slice(arn.lastIndexOf('/') + 1),
    reportGroupArn: groupOf(arn),
    status,
    ...(status !== 'GENERATING' &&
      type === 'TEST' && {
        testSummary: {
          total: cases.length,
          statusCounts: Object.fromEntries(statuses.map((each) => [each, of(each)])),
          durationInNanoSeconds: cases.length * 1_000_000,
        },
      }),
  };
}
