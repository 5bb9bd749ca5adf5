import type { Invariant } from '../invariant.ts';
import { markedDeployments } from '../record/marks.ts';
import { slackOf } from './bakes-true.ts';

export const harmStaysOut: Invariant = {
  holds: 'a revision that an alarm has convicted is not deployed again, unless a person has let it',
  broken: (record) => {
    const { people } = record.scenario;
    if (people.some(({ does }) => does === 'lift')) return [];
    const releases = new Map(record.report.releases.map((release) => [release.id, release]));
    const convicted = record.report.releases.filter(({ waves }) =>
      waves.some(({ verdict, reason }) => verdict === 'fail' && / was in ALARM/.test(reason)),
    );
    return markedDeployments(record)
      .filter(({ doing }) => doing === 'deploy')
      .flatMap(({ release, revision, target, createdAt }) => {
        const harmful = convicted.find(
          (each) =>
            each.id !== release &&
            each.endedAt !== null &&
            Date.parse(each.endedAt) + slackOf(record) < createdAt &&
            each.pipeline === releases.get(release)?.pipeline &&
            each.revision === revision,
        );
        return harmful ? [`${release} deployed ${revision} to ${target} after ${harmful.id}`] : [];
      });
  },
};
