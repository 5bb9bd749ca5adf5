import { type Invariant, nameOfWave } from '../invariant.ts';
import { markedDeployments, wavesOf } from '../record/marks.ts';
import { slackOf } from './bakes-true.ts';

export const watchedFromTheFirstRequest: Invariant = {
  holds: 'an alarm that fires while traffic is shifted keeps the wave from passing',
  broken: (record) => {
    const deployed = markedDeployments(record).filter(({ doing }) => doing === 'deploy');
    return record.report.releases.flatMap(({ id, waves }) =>
      waves.flatMap((wave, index) => {
        if (wave.verdict !== 'pass' || wave.bakedAt === null) return [];
        if (!isBaked(record, id, index)) return [];
        return deployed
          .filter(({ release, wave: of }) => release === id && of === index)
          .flatMap(({ target, createdAt, completedAt = record.endedAt }) =>
            record.alarms
              .filter((alarm) => alarm.target === target)
              .filter(({ changes = [] }) =>
                changes.some(
                  ({ at, to }) =>
                    to === 'ALARM' && at > createdAt + slackOf(record) && at < completedAt,
                ),
              )
              .map(
                ({ name }) =>
                  `${id}: ${nameOfWave(wave)} passed although ${name} fired in its shift`,
              ),
          );
      }),
    );
  },
};

function isBaked(
  { pipelines }: Parameters<Invariant['broken']>[0],
  release: string,
  wave: number,
): boolean {
  const own = pipelines.find(({ releases }) => releases.some(({ id }) => id === release));
  return own !== undefined && wavesOf(own, release)[wave]?.bake !== undefined;
}
