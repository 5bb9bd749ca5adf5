import { type Invariant, nameOfWave } from '../invariant.ts';
import { markedDeployments, wavesOf } from '../record/marks.ts';
import type { RunRecord } from '../record/run-record.ts';

export const harmTakenBack: Invariant = {
  holds:
    'a wave that an alarm has convicted is taken back or left dirty, and nothing after it starts',
  broken: (record) => {
    // Where nothing had baked there is nothing to return to.
    const { people } = record.scenario;
    const started = markedDeployments(record);
    return record.pipelines.flatMap((own) =>
      record.report.releases
        .filter(({ pipeline }) => pipeline === own.definition.pipeline)
        .flatMap(({ id, outcome, waves }) =>
          waves.flatMap((wave, index) => {
            if (wave.verdict !== 'fail') return [];
            // Slices of one wave are at once.
            const later = waves
              .slice(index + 1)
              .filter((it) => it.deployedAt !== null && nameOfWave(it) !== nameOfWave(wave));
            const isKept =
              wave.outcome === 'Stopped' &&
              outcome !== 'LeftDirty' &&
              / was in ALARM/.test(wave.reason) &&
              // What is stopped at its gate has nothing to take back.
              started.some(({ release, wave: of }) => release === id && of === index) &&
              wavesOf(own, id)[index]?.onBakeFailure === 'rollBack' &&
              record.scenario.baseline !== undefined &&
              wave.targets.every((target) => record.steps[0]?.running[target]) &&
              !isShutByFloor(record, id, index) &&
              !people.some(({ does }) => does === 'stop' || does === 'rollback');
            return [
              ...(isKept ? [`${id}: ${nameOfWave(wave)} failed, and was not taken back`] : []),
              ...later.map((each) => `${id}: ${nameOfWave(each)} started after a wave that failed`),
            ];
          }),
        ),
    );
  },
};

/** Whether nothing had baked there that its pipeline's floor lets it return to. */
function isShutByFloor({ pipelines, report }: RunRecord, id: string, wave: number): boolean {
  const own = pipelines.find(({ releases }) => releases.some((each) => each.id === id));
  const floor = own?.definition.rollbackFloor;
  if (own === undefined || floor === undefined) return false;
  // Of a floor that is no build's number it is not known what lies above it: there it is not asked.
  const lowest = Number(`${floor}`.replace('#', ''));
  const passed = report.releases.filter(({ waves }) => waves[wave]?.verdict === 'pass');
  return !own.releases.some(
    (each) =>
      each.id !== id &&
      each.revision.build.number >= lowest &&
      passed.some((other) => other.id === each.id) &&
      !own.quarantines.some(({ release }) => release === each.id),
  );
}
