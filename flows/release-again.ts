// Which build a person means who wants something released again.

import { Failure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import { ranges } from '../core/keys.ts';
import { hasEnded, type Release } from '../core/release.ts';
import { newestFirst, releasesNamed } from '../core/release-named.ts';
import { labelOf } from '../core/revision.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

interface Named {
  readonly pipeline: string;
  readonly release?: string | undefined;
}

const NAMED = 3;

/**
 * The build of the release that is meant; of a build that had none it is what the person has said. Throws `Refused`
 * where a rollback is meant, or several are, or, where none is named, the last one did not fail.
 *
 *     413, a commit, an id, latest           →  the build of that release
 *     none is named, the last was Stopped    →  its build
 *     none is named, the last was Promoted   →  refused, with those before it that did not get through
 */
export async function buildToRelease(
  ports: Ports,
  { pipeline, release: named }: Named,
): Promise<string> {
  const all = newestFirst(await readableItems(ports, ranges.releases(pipeline)));
  const forward = all.filter(({ rollback }) => rollback === undefined);
  if (named === undefined) return buildOf(lastFailed(pipeline, forward));
  const [first, ...others] = releasesNamed(named, named === 'latest' ? forward : all);
  if (first === undefined) return named;
  if (others.length > 0)
    throw new Failure(
      'Refused',
      `expected one release of ${pipeline}, got ${named}, which could mean ${few([first, ...others].map(textOf))}`,
    );
  if (first.rollback === undefined) return buildOf(first);
  throw new Failure(
    'Refused',
    `expected a release that went forward, got ${first.id}, a rollback of ${labelOf(first.revision)}: ` +
      `tidegate rollback ${pipeline} takes back again`,
  );
}

function buildOf({ revision }: Release): string {
  return revision.build.arn;
}

function lastFailed(pipeline: string, forward: readonly Release[]): Release {
  const [last] = forward;
  if (last && !gotThrough(last)) return last;
  const before = forward.filter((release) => hasEnded(release) && !gotThrough(release));
  const got = last ? `${textOf(last)}, the last one` : `none: ${pipeline} has had none`;
  const names = before.slice(0, NAMED).map(textOf).join(', ');
  throw new Failure(
    'Refused',
    `expected a release that did not get through, got ${got}; to release one again, name it: ` +
      `tidegate retry ${pipeline} RELEASE --reason "…"; before it did not: ${names || 'none'}`,
  );
}

/** What gave way to a newer one is not what has failed. */
function gotThrough(release: Release): boolean {
  return hasEnded(release) && ['Promoted', 'Superseded'].includes(release.end.outcome);
}

function textOf(release: Release): string {
  const how = hasEnded(release) ? release.end.outcome : 'on its way';
  return `${release.id} (${labelOf(release.revision)}, ${how})`;
}
