// Whether a build is a release of a pipeline: asked of every build, before the newest is chosen.

import type { SourceDefinition } from '../pipeline/source-schema.ts';
import { againstBareCommit, type CommitTold } from './bare-commit.ts';
import { type BuiltFrom, builtFrom, type Origin } from './built-from.ts';
import { fitsGlob } from './glob.ts';
import type { WebhookFilters } from './webhook.ts';

/** What a build was made of and by. */
export interface Recipe {
  readonly sourceType?: string;
  readonly location?: string;
  readonly buildspec?: string;
  readonly image?: string;
}

/** What a build says of itself. */
export interface BuildFacts extends Origin, Recipe {
  readonly startedAt: string;
  /** `GitHub-Hookshot/4f1d2a7` or the like for a webhook; else who or what started it. */
  readonly initiator: string;
  /** The ARN of the batch that it is a child of. */
  readonly batch?: string;
  /** The files that it changed, as far as the source tells. */
  readonly changed?: readonly string[];
  /** What else tells of its commit, where it does not tell its branch itself. */
  readonly commitTold?: CommitTold;
}

/** What is known of the project; nothing of it where it could not be read. */
export interface SourceFacts {
  readonly project?: Recipe & { readonly changedAt?: string };
  /** The project's own, else the repository's. */
  readonly defaultBranch?: string;
  /** Absent where no webhook starts builds. */
  readonly filters?: WebhookFilters;
}

export type Admission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly reason: string };

type Wanted = Pick<
  SourceDefinition,
  'branches' | 'tags' | 'paths' | 'pullRequests' | 'overrides' | 'codePipeline'
>;

/** What a build with a list of changed files exports it in, one a line. */
const CHANGED_PATHS = 'TIDEGATE_CHANGED_PATHS';

const ADMITTED: Admission = { admitted: true };

/** Where the default branch cannot be told, these are taken for one. */
const USUAL_BRANCHES = ['main', 'master', 'trunk'];

/**
 * The first that fits decides:
 *
 *     a child of a batch                                             →  no: the batch is the release
 *     buildspec, image or source are not the project's               →  no, unless `overrides`
 *     a pull request                                                 →  no, unless `pullRequests`
 *     none of the changed paths fits `paths`, where they are told    →  no
 *     where `codePipeline` is written: another has started it        →  no, else yes: its source says the branch
 *     a branch of `branches`, a tag of `tags`                        →  yes
 *     another branch or tag                                          →  no
 *     it does not tell its branch                                    →  see `againstBareCommit`
 *
 * `branches` that are unwritten are the default branch.
 */
export function admissionOf(build: BuildFacts, wanted: Wanted, facts: SourceFacts): Admission {
  if (build.batch !== undefined)
    return refused(`it is a child of batch ${build.batch}: the batch is the release`);
  const overridden = overrideOf(build, facts);
  if (overridden !== undefined && !wanted.overrides) return refused(overridden);
  const from = builtFrom(build);
  if (from.kind === 'pull request')
    return wanted.pullRequests
      ? ADMITTED
      : refused(`it is of a pull request (${shortened(from.name)})`);
  const against = pathsAdmission(build, wanted);
  if (against !== undefined) return against;
  return wanted.codePipeline === undefined
    ? branchAdmission(build, from, wanted, facts)
    : starterAdmission(build, wanted.codePipeline);
}

function refused(reason: string): Admission {
  return { admitted: false, reason };
}

/**
 * What was overridden when the build was asked for; undefined for nothing. A project that was changed since is no
 * longer what the build could be compared with: then the build must be made again.
 */
export function overrideOf(build: BuildFacts, { project }: SourceFacts): string | undefined {
  if (project === undefined) return undefined;
  const differing = (
    [
      ['source', locationOf(build), locationOf(project)],
      ['buildspec', specOf(build), specOf(project)],
      ['image', build.image, project.image],
    ] as const
  ).filter(([, own, theirs]) => own !== undefined && theirs !== undefined && own !== theirs);
  if (differing.length === 0) return undefined;
  const what = differing.map(([name]) => name).join(' and ');
  const isLater = Date.parse(project.changedAt ?? '') > Date.parse(build.startedAt);
  const since = isLater ? ', which was changed since: build it again' : '';
  return `its ${what} ${differing.length > 1 ? 'are' : 'is'} not the project’s${since}`;
}

/** Hosts of repositories tell no letters of a case from those of the other; S3 does. */
function locationOf({ location, sourceType }: Recipe): string | undefined {
  const bare = location?.replace(/\.git\/?$|\/$/, '');
  return /^(GITHUB|GITLAB|BITBUCKET)/.test(sourceType ?? '') ? bare?.toLowerCase() : bare;
}

/** What is not said is the file that CodeBuild looks for, where anything is known of the source at all. */
function specOf({ location, buildspec, sourceType }: Recipe): string | undefined {
  if (buildspec) return buildspec.trim();
  return location === undefined && sourceType === undefined ? undefined : 'buildspec.yml';
}

/** Undefined where nothing stands against it. */
function pathsAdmission(build: BuildFacts, { paths }: Wanted): Admission | undefined {
  const changed = build.changed ?? pathsTold(build);
  if (paths === undefined || changed === undefined) return undefined;
  if (changed.some((path) => paths.some((glob) => fitsGlob(glob, path)))) return undefined;
  return refused(`nothing that it changed is of ${paths.join(', ')}`);
}

/** What the build itself says that it changed; undefined where it says nothing. */
export function pathsTold({ exported }: Pick<BuildFacts, 'exported'>): string[] | undefined {
  return exported[CHANGED_PATHS]?.split('\n').map((line) => line.trim());
}

function starterAdmission({ initiator }: BuildFacts, codePipeline: string): Admission {
  if (initiator === `codepipeline/${codePipeline}`) return ADMITTED;
  const by = shortened(initiator) || 'nobody known';
  return refused(`${by} has started it, and releases are of CodePipeline ${codePipeline}`);
}

function branchAdmission(
  build: BuildFacts,
  from: BuiltFrom,
  wanted: Wanted,
  facts: SourceFacts,
): Admission {
  const { defaultBranch } = facts;
  const { branches, tags = [] } = wanted;
  const admitted = branchesOf(wanted, facts);
  const fits = (globs: readonly string[], name: string) =>
    globs.some((glob) => fitsGlob(glob, name));

  const name = nameOf(from, defaultBranch);
  if (name === undefined) {
    const among = { written: branches, branches: admitted, tags };
    const against = againstBareCommit(build, among, facts.filters);
    return against === undefined ? ADMITTED : refused(against);
  }
  const isIn =
    (from.kind !== 'tag' && fits(admitted, name)) ||
    ((from.kind === 'tag' || from.kind === 'name') && fits(tags, name));
  if (isIn) return ADMITTED;
  const what = `${from.kind === 'tag' ? 'tag' : 'branch'} ${shortened(name)}`;
  return refused(`it is of ${what}, and ${wantedText(branches, tags, defaultBranch)}`);
}

/** The branches whose builds are releases, where nobody has written them too. */
export function branchesOf(
  { branches }: Wanted,
  { defaultBranch }: Pick<SourceFacts, 'defaultBranch'>,
): readonly string[] {
  return branches ?? (defaultBranch === undefined ? USUAL_BRANCHES : [defaultBranch]);
}

/** No name of Git’s own is as long; whatever was asked for is told in the ledger and on the board. */
function shortened(name: string): string {
  return name.length > 200 ? `${name.slice(0, 200)}…` : name;
}

/** The branch or tag that was built, where anything tells it. */
function nameOf(from: BuiltFrom, defaultBranch: string | undefined): string | undefined {
  if (from.kind === 'unknown') return undefined;
  return from.kind === 'default branch' ? defaultBranch : from.name;
}

function wantedText(
  branches: readonly string[] | undefined,
  tags: readonly string[],
  defaultBranch: string | undefined,
): string {
  const named = tags.length > 0 ? `tags ${tags.join(', ')}` : '';
  const ofTags = named && ` and ${named}`;
  if (branches?.length === 0)
    return named ? `releases are of ${named} alone` : 'no branch and no tag has releases';
  if (branches !== undefined) return `releases are of branches ${branches.join(', ')}${ofTags}`;
  return defaultBranch === undefined
    ? `nothing tells the default branch: write source.branches${ofTags && `; releases are of ${named}`}`
    : `releases are of the default branch ${defaultBranch}${ofTags}`;
}
