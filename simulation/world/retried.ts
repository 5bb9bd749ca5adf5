// Builds that somebody retries, by CodeBuild's RetryBuild: of the same commit, asked for as the first was.

import type { Build } from '@tidegate/embedded-aws/services/codebuild/builds';
import type { Place } from '@tidegate/embedded-aws/services/places';
import { secondsIn } from '../../core/duration.ts';
import type { Finding } from '../../core/strict-yaml.ts';
import { BUILD_SECONDS, type BuildParts } from './build-parts.ts';
import type { BuildStep } from './scenario.ts';

type Retry = BuildStep & { readonly retryOf: string };

export function isRetry(step: BuildStep): step is Retry {
  return step.retryOf !== undefined;
}

/** Which of the builds it retries: the last of that revision that has ended as it begins; −1 for none. */
export function indexOfRetried(steps: readonly BuildStep[], retry: Retry): number {
  const takes = retry.takes === undefined ? BUILD_SECONDS : secondsIn(retry.takes);
  const beginsAt = secondsIn(retry.at) - takes;
  return steps.reduce((last, each, index) => {
    const isOfIt =
      each !== retry &&
      each.revision === retry.retryOf &&
      each.pipeline === retry.pipeline &&
      !each.pushed &&
      secondsIn(each.at) <= beginsAt;
    if (!isOfIt) return last;
    const best = steps[last];
    return best !== undefined && secondsIn(best.at) > secondsIn(each.at) ? last : index;
  }, -1);
}

/** A build that has not ended cannot be retried. */
export function retryFindings(builds: readonly BuildStep[]): Finding[] {
  return builds.flatMap((each, index) => {
    if (!isRetry(each) || indexOfRetried(builds, each) >= 0) return [];
    const text = `expected a revision whose build has ended as its retry begins, ${each.takes ?? '2m'} before ${each.at}, got ${each.retryOf}`;
    return [{ path: ['builds', index, 'retryOf'], text }];
  });
}

/** The build that is retried: CodeBuild has it by then. */
export function retriedBuild(
  { aws, turnedAway }: BuildParts,
  { retryOf }: Retry,
  project: string,
  place: Place,
): Build | undefined {
  const ofIt = new Set(
    turnedAway.made.filter(({ revision }) => revision === retryOf).map(({ arn }) => arn),
  );
  return aws.codeBuild
    .builds(project, place)
    .findLast(({ arn, status }) => ofIt.has(arn) && status !== 'IN_PROGRESS');
}

/** What a retry keeps of the build that it retries. */
export function keptBy({ sourceVersion, environmentVariables, overrides }: Build) {
  return { sourceVersion, environmentVariables, overrides };
}
