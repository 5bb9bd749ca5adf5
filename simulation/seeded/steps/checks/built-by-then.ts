import { secondsIn } from '../../../../core/duration.ts';
import type { StepCheck } from '../step-check.ts';

export const builtByThen: StepCheck = {
  holds: 'only what a build has made, and said to be good, is started by then',
  atStart: ({ doing, mark, revision }, { world, scenario, now }) => {
    const { builds, people, baseline } = scenario;
    if (doing === 'rollBack' || people.some(({ does }) => does === 'start')) return [];
    if (builds.some(({ event, key }) => event ?? key)) return [];
    const since = world.startAt.getTime();
    const isMade = builds.some(
      ({ status, at, revision: made, retryOf }) =>
        status === 'SUCCEEDED' &&
        [made, retryOf].includes(revision ?? '') &&
        since + secondsIn(at) * 1000 <= now,
    );
    if (isMade || (revision !== null && revision === baseline)) return [];
    return [`${mark} brings ${revision ?? 'unknown bytes'}, which no build had made by then`];
  },
};
