import { type Invariant, nameOfWave } from '../invariant.ts';
import { wavesOf } from '../record/marks.ts';
import type { AlarmRecord } from '../record/run-record.ts';
import { slackOf } from './bakes-true.ts';

export const unknownNeverPasses: Invariant = {
  holds: 'a bake passes only while every alarm of its targets is there and OK',
  broken: (record) =>
    record.pipelines.flatMap((own) =>
      record.report.releases
        .filter(({ pipeline }) => pipeline === own.definition.pipeline)
        .flatMap(({ id, waves }) =>
          waves.flatMap((wave, index) => {
            const at = Date.parse(wave.bakedAt ?? '');
            const { bake } = wavesOf(own, id)[index] ?? {};
            if (bake === undefined || wave.verdict !== 'pass' || Number.isNaN(at)) return [];
            return record.alarms
              .filter(({ target }) => wave.targets.includes(target))
              .filter((alarm) => !wasOk(alarm, at - slackOf(record), at))
              .map(({ name }) => `${id}: ${nameOfWave(wave)} passed while ${name} was not OK`);
          }),
        ),
    ),
};

/** Whether it was OK at some moment between the two: which of them the look has seen is not told. */
function wasOk({ changes = [] }: AlarmRecord, from: number, to: number): boolean {
  const before = changes.filter(({ at }) => at <= from).at(-1);
  const states = [before, ...changes.filter(({ at }) => at > from && at <= to)];
  return states.some((change) => change?.to === 'OK');
}
