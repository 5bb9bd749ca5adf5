import { tellsPullRequests } from '../../../core/admission/webhook.ts';
import type { Invariant } from '../invariant.ts';
import { markedDeployments } from '../record/marks.ts';

export const onlyWhatWasMeant: Invariant = {
  holds: 'only the bytes of a build that succeeded, and of no pull request, are deployed unasked',
  broken: (record) => {
    const { builds, people, baseline } = record.scenario;
    if (people.some(({ does }) => does === 'start')) return [];
    const { sources } = record.scenario;
    // Of GitLab and Bitbucket a pull request is a commit like any other: only written branches keep it out.
    const pullRequests = record.pipelines.some(
      ({ definition: { source } }) =>
        source.pullRequests ||
        (source.branches === undefined && sources.some(({ type }) => !tellsPullRequests(type))),
    );
    const meant = new Set(
      builds
        .filter(({ event, status }) => event !== undefined || status === 'SUCCEEDED')
        .filter(({ pullRequest }) => pullRequest === undefined || pullRequests)
        .map(({ revision }) => revision ?? null),
    );
    if (builds.some(({ event, key }) => event !== undefined || key !== undefined)) return [];
    return markedDeployments(record)
      .filter(({ doing, revision }) => doing === 'deploy' && !meant.has(revision))
      .filter(({ revision }) => revision === null || revision !== baseline)
      .map(({ release, revision, target }) => `${release} deployed ${revision} to ${target}`);
  },
};
