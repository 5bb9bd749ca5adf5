import { type Invariant, nameOfWave } from '../invariant.ts';
import { wavesOf } from '../record/marks.ts';
import type { AlarmRecord, RunRecord } from '../record/run-record.ts';

/** A function's clock may differ from AWS's, which tells when an alarm fired. */
const SLACK_MILLIS = 1_000;

export const bakesTrue: Invariant = {
  holds: 'a bake that passed was long enough, and no alarm of its targets fired in it',
  broken: (record) => {
    const slack = slackOf(record);
    return record.pipelines.flatMap((own) =>
      record.report.releases
        .filter(({ pipeline }) => pipeline === own.definition.pipeline)
        .flatMap(({ id, waves }) =>
          waves.flatMap((wave, index) => {
            const bake = wavesOf(own, id)[index]?.bake;
            if (bake === undefined || wave.bakedAt === null || wave.deployedAt === null) return [];
            const [from, to] = [Date.parse(wave.deployedAt), Date.parse(wave.bakedAt)];
            const says = `${id}: ${nameOfWave(wave)}`;
            const watched = record.alarms.filter(({ target }) => wave.targets.includes(target));
            const fired = watched.filter((alarm) => firedBetween(alarm, from + slack, to - slack));
            return [
              ...(to - from < bake.seconds * 1000 - slack
                ? [`${says} baked only ${(to - from) / 1000} s`]
                : []),
              ...fired.map(({ name }) => `${says} passed although ${name} fired`),
            ];
          }),
        ),
    );
  },
};

/** The last moment is left out: what fires as the bake ends may be seen after it. One that is missing is not well. */
function firedBetween({ changes }: AlarmRecord, from: number, to: number): boolean {
  if (changes === undefined) return true;
  return changes.some(({ at, to: state }) => state === 'ALARM' && at >= from && at < to);
}

export function slackOf({ scenario: { clocks } }: RunRecord): number {
  return clocks.length > 0 ? 12_000 : SLACK_MILLIS;
}
