// Which releases a person means: by id, build, commit, execution, or the latest.

import type { Outcome } from './outcome.ts';
import type { Revision } from './revision.ts';

/** What of a release it can be called by. */
export interface Known {
  readonly id: string;
  readonly pipeline: string;
  readonly attempt: number;
  readonly revision: Pick<Revision, 'build' | 'commit'>;
  readonly execution: string;
  readonly startedAt: string;
  /** Absent while it runs. */
  readonly outcome?: Outcome;
  /** A rollback by hand is called by its own names alone: those of its revision mean the release that it takes back. */
  readonly rollback?: unknown;
}

export const HOW_TO_NAME_A_RELEASE =
  'give its id, a build number such as 413, seven digits of a commit, an execution, or latest';

const SHORTEST_COMMIT = 7;

/**
 * The releases that are meant, the newest first. Of a build that was released again it is the last attempt: an earlier
 * one is named by its id or its execution.
 *
 *     checkout-84f0c1e6f1d2-1         →  the one of that id
 *     413, #413                       →  those of builds of that number
 *     9f2c1d7                         →  those of a commit that begins so
 *     arn:aws:codebuild:…, shop:2f6…  →  that of the build
 *     v1.4                            →  those of an image or an object that is called so
 *     arn:aws:states:…, its last part →  the one that it carries
 *     latest                          →  of each pipeline the one that began last
 */
export function releasesNamed<Release extends Known>(
  named: string,
  releases: readonly Release[],
): Release[] {
  const exact = releases.filter(
    ({ id, execution }) =>
      id === named || execution === named || execution.split(':').at(-1) === named,
  );
  if (exact.length > 0) return newestFirst(exact);
  const newest = newestFirst(releases);
  if (named === 'latest')
    return newest.filter(
      (release, at) => newest.findIndex(({ pipeline }) => pipeline === release.pipeline) === at,
    );
  return lastAttempts(newest.filter((release) => isCalled(release, named)));
}

function isCalled({ revision: { build, commit }, rollback }: Known, named: string): boolean {
  if (rollback !== undefined) return false;
  const [, number] = /^#?(\d{1,9})$/.exec(named) ?? [];
  if (number !== undefined && build.number === Number(number)) return true;
  if (build.name === named || build.arn === named || build.arn.endsWith(`:build/${named}`))
    return true;
  return named.length >= SHORTEST_COMMIT && commit.startsWith(named.toLowerCase());
}

/** Of several attempts of one build the last one. */
function lastAttempts<Release extends Known>(releases: readonly Release[]): Release[] {
  const isLast = (release: Release) =>
    !releases.some(
      (other) =>
        other.pipeline === release.pipeline &&
        other.revision.build.arn === release.revision.build.arn &&
        (other.attempt > release.attempt ||
          (other.attempt === release.attempt && other.startedAt > release.startedAt)),
    );
  return releases.filter(isLast);
}

export function newestFirst<Release extends Pick<Known, 'startedAt' | 'attempt'>>(
  releases: readonly Release[],
): Release[] {
  return releases.toSorted(
    (a, b) => b.startedAt.localeCompare(a.startedAt) || b.attempt - a.attempt,
  );
}
