import type { ReleaseReport } from '../../report.ts';
import type { Invariant } from '../invariant.ts';
import { markedDeployments } from '../record/marks.ts';
import type { PipelineRecord, RunRecord } from '../record/run-record.ts';
import { slackOf } from './bakes-true.ts';

export const quarantinedForHarm: Invariant = {
  holds:
    'no revision is quarantined but by a person, or because an alarm fired, a test failed or the judge found harm',
  broken: (record) =>
    record.pipelines.flatMap((pipeline) =>
      pipeline.quarantines.flatMap(({ by, release: id, since }) => {
        const release = record.report.releases.find((each) => each.id === id);
        if (by !== undefined || release === undefined) return [];
        if (mayBeJudged(pipeline) || hasFailedTest(record, release)) return [];
        if (hasFired(record, release, Date.parse(since))) return [];
        if (wasTriggered(record, release)) return [];
        return [`${id} quarantined ${release.revision}, though nothing had proven harm`];
      }),
    ),
};

/** The judge's own tests say whether it is right. */
function mayBeJudged({ planned }: PipelineRecord): boolean {
  return planned.some(({ bake }) => bake !== undefined && bake.judge.mode !== 'off');
}

/** Only a test that ran to its end and failed says something of the revision. */
function hasFailedTest({ scenario }: RunRecord, { revision }: ReleaseReport): boolean {
  return scenario.misbehaviours.some(
    (each) => each.how === 'test' && each.revision === revision && each.status === 'FAILED',
  );
}

/** On a target where something of it had begun: traffic that still shifts proves harm as well. */
function hasFired(record: RunRecord, { id }: ReleaseReport, until: number): boolean {
  const slack = slackOf(record);
  return markedDeployments(record)
    .filter(({ release, doing }) => release === id && doing === 'deploy')
    .some(({ target, createdAt }) =>
      record.alarms.some(
        ({ target: of, changes = [] }) =>
          of === target &&
          changes.some(
            ({ at, to }) => to === 'ALARM' && at <= until + slack && at >= createdAt - slack,
          ),
      ),
    );
}

/** By an alarm that CloudFormation itself watches, and no target names: its stack had begun to change. */
function wasTriggered(record: RunRecord, { id }: ReleaseReport): boolean {
  const begun = markedDeployments(record).filter(
    ({ release, doing }) => release === id && doing === 'deploy',
  );
  return record.scenario.triggers.some(
    ({ target, fires }) => fires !== undefined && begun.some((each) => each.target === target),
  );
}
