// What is told of a person's own stage before anything is changed.

import { planOf } from '../../core/plan.ts';
import { limitsOf } from '../../core/stage-limits.ts';
import { withShifts } from '../../core/timetable.ts';
import { type FileFinding, findingsLines } from '../findings.ts';
import { notLooked } from '../not-looked.ts';
import { planReport } from '../plan-report.ts';
import { planLines } from '../plan-text.ts';
import type { Prepared } from './prepare.ts';

const ASSUMED = { deploymentSeconds: 60, testSeconds: 300 };

export function planOfPersonal({ pipeline }: Pick<Prepared, 'pipeline'>) {
  const { paces } = notLooked(pipeline);
  const waves = withShifts(planOf(pipeline), paces);
  const limits = limitsOf(pipeline.stages, paces);
  return planReport(pipeline, waves, { assumed: ASSUMED, limits, now: new Date() });
}

export function preparedLines(prepared: Prepared, findings: readonly FileFinding[]): string[] {
  const { names, place, leftOut, shortened, aliases, alarms, counted } = prepared;
  return [
    `Your own stage of it: ${names.pipeline}, in ${place.account} ${place.region}.`,
    '',
    ...planLines(planOfPersonal(prepared)),
    ...findingsLines(findings),
    '',
    ...aliases.map(
      ({ functionName, version }) =>
        `alias ${functionName}:${names.stage}: to be made, at version ${version}`,
    ),
    ...alarms.map(({ AlarmName, MetricName = 'metrics' }) => `alarm ${AlarmName}: ${MetricName}`),
    ...shortened.map((each) => `in miniature: ${each}`),
    ...counted.map((each) => `shared with the team: ${each}`),
    ...leftOut.map(({ what, why }) => `left out: ${what}: ${why}`),
  ];
}
