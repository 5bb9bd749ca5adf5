import type { Invariant } from '../invariant.ts';
import type { MadeCall, RunRecord } from '../record/run-record.ts';

/** What changes AWS and names the release that it is for. */
const CHANGES = /^(codedeploy:CreateDeployment|codebuild:StartBuild|states:StartExecution)$/;

export const nothingAfterTheEnd: Invariant = {
  holds: 'after a release’s end no hand of it starts anything',
  broken: ({ report, calls, scenario }: RunRecord) => {
    const slack = scenario.clocks.length > 0 ? 12_000 : 2_000;
    const starts = calls.filter(({ call, functionName }) => functionName && CHANGES.test(call));
    return report.releases.flatMap(({ id, outcome, endedAt }) => {
      if (endedAt === null || outcome === 'Refused') return [];
      return starts
        .filter((made) => made.at > Date.parse(endedAt) + slack && isFor(made, id))
        .map(({ functionName, call, at }) => {
          const seconds = ((at - Date.parse(endedAt)) / 1000).toFixed(1);
          return `${functionName} called ${call} for ${id}, ${seconds} s after its end`;
        });
    });
  },
};

function isFor({ input }: MadeCall, release: string): boolean {
  return JSON.stringify(input).includes(release);
}
