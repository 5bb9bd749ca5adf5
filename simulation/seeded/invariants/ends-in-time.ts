import { longestSecondsOf } from '../../../core/bounds.ts';
import { secondsIn } from '../../../core/duration.ts';
import { blockedSecondsOf } from '../../../core/gate/patience.ts';
import type { PlannedWave } from '../../../core/planned-wave.ts';
import type { ReleaseReport } from '../../report.ts';
import type { Invariant } from '../invariant.ts';
import type { PipelineRecord, RunRecord } from '../record/run-record.ts';

/** What the sweep takes to find and settle what was left, after the last fault: some rounds. */
const SETTLE_SECONDS = 1_800;

export const endsInTime: Invariant = {
  holds:
    'once faults have stopped and no other release is under way, a release ends within the time of its plan',
  broken: (record) =>
    record.pipelines.flatMap((pipeline) => {
      const longest = longestSeconds(pipeline, record);
      const own = record.report.releases.filter(
        (it) => it.pipeline === pipeline.definition.pipeline,
      );
      return own.flatMap((release) => {
        const until = endOf(release, record);
        const seconds = (until - freeFrom(release, own, record)) / 1000;
        if (seconds <= longest) return [];
        return [`${release.id} took ${seconds} s where ${longest} s are the most`];
      });
    }),
};

function endOf({ endedAt }: ReleaseReport, { endedAt: worldsEnd }: RunRecord): number {
  return endedAt === null ? worldsEnd : Date.parse(endedAt);
}

/** From when on nothing but its own plan keeps a release from its end. */
function freeFrom(
  release: ReleaseReport,
  own: readonly ReleaseReport[],
  record: RunRecord,
): number {
  const { faults, scenario, startAt } = record;
  const until = endOf(release, record);
  const others = own
    .filter(({ id, endedAt }) => id !== release.id && endedAt !== null)
    .map((other) => endOf(other, record))
    .filter((end) => end <= until);
  const away = scenario.regions.map(
    ({ from, for: lasting }) => startAt + (secondsIn(from) + secondsIn(lasting)) * 1000,
  );
  const lastFault = faults.filter(({ at }) => at <= until).at(-1)?.at ?? startAt;
  return Math.max(Date.parse(release.startedAt), lastFault, ...others, ...away);
}

/**
 * All waves with all their waits, and the way back. In front of a stage that is held or frozen it waits for a
 * person, and where it has hours or depends on another service, for those.
 */
function longestSeconds(
  { planned, stages }: PipelineRecord,
  { scenario: { policies, people } }: RunRecord,
): number {
  // A policy may have freezes, and a person may hold.
  const isShut =
    policies.length > 0 ||
    people.some(isHolding) ||
    stages.some(({ hold, frozen }) => hold ?? frozen);
  return planned.reduce(
    (sum, wave) =>
      sum +
      secondsOf(wave) +
      (isShut || wave.hours || wave.dependsOn || wave.approvals
        ? wave.gateSeconds
        : blockedSecondsOf(wave)),
    SETTLE_SECONDS,
  );
}

/** Each way as long as it can be; what does not wait is in it too. */
function secondsOf(wave: PlannedWave): number {
  return 2 * longestSecondsOf({ ...wave, gateSeconds: 0 });
}

function isHolding({ does }: RunRecord['scenario']['people'][number]): boolean {
  return ['hold', 'stop-the-line', 'freeze'].includes(does);
}
