// What a person means by the name of a revision: bytes and commits, whether they had a release or not.

import { Failure } from '../core/failure.ts';
import { few } from '../core/few.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { sourceText } from '../core/pipeline/source-schema.ts';
import type { Release } from '../core/release.ts';
import { labelOf } from '../core/revision.ts';
import type { BuiltUnreleased } from './built-unreleased.ts';
import { readDefinition } from './definitions.ts';
import type { Ports } from './ports.ts';
import { releasesEver } from './released.ts';

/** What is meant by the person's words: bytes and commits, and the releases that they had. */
export interface Meant {
  readonly label: string;
  readonly digests: readonly string[];
  readonly commits: readonly string[];
  /** The last of its releases; undefined where it had none. */
  readonly release: Release | undefined;
}

/** Looks among the builds too, which not every function may read: `builtUnreleased`. */
export type AmongBuilds = (
  ports: Ports,
  definition: PipelineDefinition,
  what: string,
) => Promise<BuiltUnreleased | undefined>;

interface Named {
  readonly pipeline: string;
  /** A release's id, `latest`, a build's number or ARN, a commit (7 digits at least), or a digest. */
  readonly what: string;
}

const DIGEST = /^(sha256:)?[0-9a-f]{64}$/;
const COMMIT = /^[0-9a-f]{40}$/;

/**
 * What a person means. All builds of a commit are meant by it, and by bytes all commits that they were built of; by
 * other names one commit alone. What had no release is a build, where those are looked among too. Throws
 * `Refused` where nothing, or more than one, is called so.
 */
export async function meantBy(
  ports: Ports,
  { pipeline, what }: Named,
  amongBuilds?: AmongBuilds,
): Promise<Meant> {
  const definition = await readDefinition(ports, pipeline);
  const ever = await releasesEver(ports, pipeline);
  const releases = ever
    .filter(({ rollback }) => rollback === undefined)
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const found = what === 'latest' ? releases.slice(0, 1) : releases.filter(matcherOf(what));
  if (found.length > 0) return meantOf(releases, found, what);
  const named = withoutRelease(what);
  if (named !== undefined) return named;
  const built = await amongBuilds?.(ports, definition.pipeline, what);
  if (built === undefined) throw nothingMeant(definition.pipeline, what, amongBuilds !== undefined);
  const { label, commit, digests } = built;
  const ofCommit = releases.filter(({ revision }) => commit !== '' && revision.commit === commit);
  const others = ofCommit.map(({ revision }) => revision.digest);
  return {
    label,
    digests: [...new Set([...digests, ...others])],
    commits: [commit].filter(Boolean),
    release: ofCommit[0],
  };
}

function meantOf(releases: readonly Release[], found: readonly Release[], what: string): Meant {
  const [last] = found as readonly [Release, ...Release[]];
  const labels = new Set(found.map(({ revision }) => revision.commit || revision.digest));
  if (labels.size > 1 && !DIGEST.test(what)) {
    const could = few(found.map(({ id, revision }) => `${id} (${labelOf(revision)})`));
    throw new Failure('Refused', `expected one revision that is ${what}, got ${could}`);
  }
  const commits = new Set(found.map(({ revision }) => revision.commit).filter(Boolean));
  const ofCommits = releases.filter(({ revision }) => commits.has(revision.commit));
  return {
    label: labelOf(last.revision),
    digests: [...new Set([...found, ...ofCommits].map(({ revision }) => revision.digest))],
    commits: [...commits],
    release: last,
  };
}

function matcherOf(what: string): (release: Release) => boolean {
  const number = /^#?(\d{1,9})$/.exec(what)?.[1];
  const digest = DIGEST.test(what) ? `sha256:${what.replace('sha256:', '')}` : undefined;
  return ({ id, revision: { build, commit, digest: own } }) =>
    id === what ||
    build.arn === what ||
    build.name === what ||
    own === digest ||
    (number !== undefined && build.number === Number(number)) ||
    (what.length >= 7 && commit.startsWith(what.toLowerCase()));
}

/** A whole digest or commit may be named that has had no release yet. */
function withoutRelease(what: string): Meant | undefined {
  if (DIGEST.test(what)) {
    const digest = `sha256:${what.replace('sha256:', '')}`;
    return { label: digest.slice(0, 19), digests: [digest], commits: [], release: undefined };
  }
  if (!COMMIT.test(what)) return undefined;
  return { label: what.slice(0, 7), digests: [], commits: [what], release: undefined };
}

function nothingMeant(
  { pipeline, source }: PipelineDefinition,
  what: string,
  amongBuilds: boolean,
): Failure {
  const builds = amongBuilds ? `, and nothing of ${sourceText(source)}` : '';
  return new Failure(
    'Refused',
    `expected a revision of ${pipeline}, by release, build number, commit or digest, got ${what}, which none of its ` +
      `releases is${builds}; what had no release is named by its whole commit (40 digits) or digest (sha256:…)`,
  );
}
