import { type Invariant, nameOfWave } from '../invariant.ts';
import { markedDeployments } from '../record/marks.ts';

export const harmTakenBack: Invariant = {
  holds:
    'a wave that an alarm has convicted is taken back or left dirty, and nothing after it starts',
  broken: (record) => {
    // Where nothing had baked there is nothing to return to.
    const { people } = record.scenario;
    const started = markedDeployments(record);
    return record.pipelines.flatMap(({ planned, definition }) =>
      record.report.releases
        .filter(({ pipeline }) => pipeline === definition.pipeline)
        .flatMap(({ id, outcome, waves }) =>
          waves.flatMap((wave, index) => {
            if (wave.verdict !== 'fail') return [];
            const later = waves.slice(index + 1).filter(({ deployedAt }) => deployedAt !== null);
            const isKept =
              wave.outcome === 'Stopped' &&
              outcome !== 'LeftDirty' &&
              / was in ALARM/.test(wave.reason) &&
              // What is stopped at its gate has nothing to take back.
              started.some(({ release, wave: of }) => release === id && of === index) &&
              planned[index]?.onBakeFailure === 'rollBack' &&
              wave.targets.every((target) => record.steps[0]?.running[target]) &&
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
