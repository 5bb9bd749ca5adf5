import { hoursAllow } from '../../../core/gate/hours-reason.ts';
import { spansOfCalendar } from '../../../core/hours/calendar-file.ts';
import type { ReadCalendar } from '../../../core/hours/slots.ts';
import { isArn } from '../../../core/pipeline/hours-schema.ts';
import type { PlannedWave } from '../../../core/planned-wave.ts';
import { waveName } from '../../../core/wave-name.ts';
import type { Invariant } from '../invariant.ts';
import { markedDeployments, wavesOf } from '../record/marks.ts';
import type { PipelineRecord, RunRecord } from '../record/run-record.ts';

/** A function that was slow, or died, starts later what was let in before. */
const SLOWEST_MILLIS = 600_000;

export const hoursKept: Invariant = {
  holds:
    'a wave starts only while its hours are open and leave it room, or a person lets it through',
  broken: (record) => {
    const deployed = markedDeployments(record).filter(({ doing }) => doing === 'deploy');
    return record.pipelines.flatMap((pipeline) => {
      const ids = new Set(pipeline.releases.map(({ id }) => id));
      const own = deployed.filter(({ release }) => ids.has(release));
      const waves = Map.groupBy(own, ({ release, wave }) => `${release} ${wave}`);
      return [...waves.values()].flatMap((starts) => {
        const first = Math.min(...starts.map(({ createdAt }) => createdAt));
        const plan = wavesOf(pipeline, starts[0]?.release)[starts[0]?.wave ?? 0];
        if (plan?.hours === undefined || wasOpen(record, pipeline, plan, first)) return [];
        if (isLetThrough(record, starts[0]?.release, plan)) return [];
        return [`${starts[0]?.release} started ${plan.wave} at ${first}, outside of its hours`];
      });
    });
  },
};

/** A person has ended its wait, or marked it as a fix, which may have a lane. */
function isLetThrough(
  { report }: RunRecord,
  release: string | undefined,
  plan: PlannedWave,
): boolean {
  const { sliced, index } = plan;
  const whole = waveName({ ...plan, index: sliced?.first ?? index });
  // What is skipped for a slice is for all of them.
  const isWave = (subject: string) =>
    subject === whole || (sliced !== undefined && subject.startsWith(`${whole} `));
  return report.ledger.some(
    ({ release: whose, event, subject }) =>
      whose === release &&
      (event === 'WaitSkipped' ? isWave(subject) : event === 'FixMarked' && subject === ''),
  );
}

function wasOpen(
  { startAt, endedAt }: RunRecord,
  { definition }: PipelineRecord,
  plan: PlannedWave,
  at: number,
): boolean {
  const between = { from: startAt - SLOWEST_MILLIS, until: endedAt + 7 * 86_400_000 };
  const read = Object.entries(definition.calendarFiles ?? {}).map(([name, text]): ReadCalendar => {
    const zones = (plan.hours ?? []).flatMap(({ windows }) => windows.map(({ zone }) => zone));
    const [zone = 'UTC', ...others] = zones;
    return { name, shut: spansOfCalendar(text, [zone, ...others], between) };
  });
  const known = (plan.hours ?? []).map((hours) => ({
    ...hours,
    calendars: hours.calendars.filter((name) => !isArn(name)),
  }));
  const late = Array.from({ length: 11 }, (_, step) => at - (step * SLOWEST_MILLIS) / 10);
  return late.some((moment) => hoursAllow({ ...plan, hours: known }, read, moment));
}
