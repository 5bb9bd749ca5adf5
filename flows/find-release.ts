// Finds the release that a person means, among those of one pipeline or of all.

import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import type { Outcome } from '../core/outcome.ts';
import { type Release, releaseEndOf } from '../core/release.ts';
import {
  HOW_TO_NAME_A_RELEASE,
  type Known,
  newestFirst,
  releasesNamed,
} from '../core/release-named.ts';
import { labelOf, type Revision } from '../core/revision.ts';
import type { WayBack } from '../core/way-back.ts';
import { refuseUnknown } from './definitions.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** A release as it is listed; one that a rule refused never was one, and is listed all the same. */
export interface ListedRelease extends Known {
  readonly revision: Revision;
  readonly endedAt?: string;
  readonly reason: string;
  readonly rollback?: WayBack;
}

/** The releases of a pipeline, the newest first, with those that were refused. */
export async function listReleases(ports: Ports, pipeline: string): Promise<ListedRelease[]> {
  const [releases, refused] = await Promise.all([
    readableItems(ports, ranges.releases(pipeline)),
    readableItems(ports, ranges.refused(pipeline)),
  ]);
  const never = refused
    .filter(
      ({ release, execution }) =>
        !releases.some((it) => it.id === release && it.execution === execution),
    )
    .map(
      ({ release, revision, execution, at, reason }): ListedRelease => ({
        id: release,
        pipeline,
        attempt: attemptOf(release),
        revision,
        execution,
        startedAt: at,
        endedAt: at,
        outcome: 'Refused',
        reason,
      }),
    );
  return newestFirst([...releases.map(listed), ...never]);
}

function listed(release: Release): ListedRelease {
  const { id, pipeline, attempt, revision, execution, startedAt, rollback } = release;
  const end = releaseEndOf(release);
  const ended: { outcome?: Outcome; endedAt?: string } = end
    ? { outcome: end.outcome, endedAt: end.at }
    : {};
  return {
    id,
    pipeline,
    attempt,
    revision,
    execution,
    startedAt,
    ...ended,
    ...(rollback && { rollback }),
    reason: end?.reason ?? '',
  };
}

function attemptOf(id: string): number {
  return Number(id.split('-').at(-1));
}

/**
 * The release that is meant, as `releasesNamed` reads it. Throws `Refused` where it could mean several, and lists them;
 * `Missing` where it means none.
 */
export async function findRelease(
  ports: Ports,
  named: string,
  pipeline?: string,
): Promise<ListedRelease> {
  const [, own] = /^(.+)-[0-9a-f]{12}-\d+$/.exec(named) ?? [];
  const pipelines = await pipelinesOf(ports, pipeline, own);
  const lists = await sideBySide(pipelines, (each) => listReleases(ports, each));
  const [first, ...others] = releasesNamed(named, lists.flat());
  const where = pipelines.length === 1 ? ` of pipeline ${pipelines[0]}` : '';
  if (first === undefined)
    throw new Failure(
      'Missing',
      `expected a release${where}, got none that is ${JSON.stringify(named)}; ${HOW_TO_NAME_A_RELEASE}; ` +
        `tidegate releases lists them${pipelines.includes(named) ? `; the last one of pipeline ${named} is ${named} latest` : ''}`,
    );
  if (others.length === 0) return first;
  throw new Failure('Refused', ambiguous(named, [first, ...others]));
}

async function pipelinesOf(
  ports: Ports,
  pipeline: string | undefined,
  own: string | undefined,
): Promise<readonly string[]> {
  if (pipeline !== undefined) {
    await refuseUnknown(ports, pipeline);
    return [pipeline];
  }
  // One that was removed has releases that are asked about.
  if (own !== undefined && (await ports.table.get(keys.definition(own)))) return [own];
  return (await readableItems(ports, ranges.pipelineNames())).map((item) => item.pipeline);
}

const LISTED = 10;

function ambiguous(named: string, meant: readonly ListedRelease[]): string {
  const lines = meant
    .slice(0, LISTED)
    .map(
      ({ id, revision, startedAt, outcome = 'running' }) =>
        `  ${id}  ${labelOf(revision)}  ${outcome}  ${startedAt}`,
    );
  const more = meant.length - lines.length;
  return [
    `expected one release, got ${JSON.stringify(named)}, which could mean ${meant.length}; name one by its id:`,
    ...lines,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}

/** The applied pipelines by name. Throws `Refused` where the one that is asked for is none of them. */
export async function pipelinesAsked(ports: Ports, asked: string | undefined): Promise<string[]> {
  if (asked !== undefined) {
    await refuseUnknown(ports, asked);
    return [asked];
  }
  const names = await readableItems(ports, ranges.pipelineNames());
  return names.map(({ pipeline }) => pipeline).sort();
}
