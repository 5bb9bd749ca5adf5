import { type Invariant, nameOfWave } from '../invariant.ts';
import { slackOf } from './bakes-true.ts';

/** A sweep or a look comes by in that time, should the alarm's event be lost. */
const NOTICED_MILLIS = 360_000;

/** What keeps an alarm from being read, or its bake from being watched. */
const UNREAD = /cloudwatch|sts|WatchBake|AwaitAnswer|aws\.states/;

export const firingConvicts: Invariant = {
  holds: 'a bake in which an alarm fired fails, where nothing kept anyone from reading it',
  broken: (record) => {
    const { report, alarms, faults } = record;
    if (faults.some(({ of }) => UNREAD.test(of))) return [];
    return report.releases.flatMap(({ id, waves }) =>
      waves.flatMap((wave) => {
        const end = report.ledger.find(
          ({ event, release, subject }) =>
            event === 'BakeEnded' &&
            release === id &&
            (subject === nameOfWave(wave) || subject === wave.stage),
        );
        if (wave.verdict === 'fail' || wave.deployedAt === null || end === undefined) return [];
        const from = Date.parse(wave.deployedAt) + slackOf(record);
        const until = Date.parse(end.at) - NOTICED_MILLIS;
        return alarms
          .filter(({ target }) => wave.targets.includes(target))
          .filter(({ changes = [] }) =>
            changes.some(({ at, to }) => to === 'ALARM' && at > from && at < until),
          )
          .map(
            ({ name }) => `${id}: ${nameOfWave(wave)} was ${wave.verdict} although ${name} fired`,
          );
      }),
    );
  },
};
