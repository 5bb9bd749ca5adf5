// What a build was made from, as far as anything tells: a branch, a tag, a pull request.

/** A `name` is a branch’s or a tag’s: whoever asked for the build did not say which. */
export interface BuiltFrom {
  readonly kind: 'branch' | 'tag' | 'name' | 'pull request' | 'default branch' | 'unknown';
  readonly name: string;
}

export interface Origin {
  /** As CodeBuild was asked for it; absent where the project’s own was meant. */
  readonly sourceVersion?: string;
  /** What that came to; empty where the source has no commits. */
  readonly commit: string;
  /** What kind of source the project has: `GITHUB`, `CODECOMMIT`, `S3`, … */
  readonly sourceType?: string;
  /** What the buildspec exports. */
  readonly exported: Readonly<Record<string, string>>;
}

/** Variables that a buildspec may export to tell its branch, the most telling first. */
const TELLING = [
  'CODEBUILD_WEBHOOK_TRIGGER',
  'CODEBUILD_WEBHOOK_HEAD_REF',
  'CODEBUILD_SOURCE_VERSION',
  'TIDEGATE_BRANCH',
  'BRANCH_NAME',
  'GIT_BRANCH',
  'BRANCH',
] as const;

/** Of those, what is a branch of the repository only where a push has told of it: a fork may call its own main. */
const OF_A_PUSH = 'CODEBUILD_WEBHOOK_HEAD_REF';

const UNKNOWN: BuiltFrom = { kind: 'unknown', name: '' };

/** Sources whose versions are no branches. */
const WITHOUT_BRANCHES = ['S3', 'CODEPIPELINE', 'NO_SOURCE'];

/**
 * What tells the most wins; a pull request is one, whatever else is told: its buildspec is the stranger’s.
 *
 *     pr/7                        →  pull request pr/7
 *     refs/heads/main^{4f1d…}     →  branch main
 *     refs/tags/v1                →  tag v1
 *     main                        →  name main
 *     4f1d… (the commit itself)   →  what an exported variable says; else unknown
 *     HEAD                        →  the same
 *     nothing                     →  default branch
 */
export function builtFrom(origin: Origin): BuiltFrom {
  const { exported, commit, sourceVersion, sourceType = '' } = origin;
  const exports = TELLING.flatMap((name) => {
    const value = exported[name];
    if (value === undefined || (name === OF_A_PUSH && !saysPush(exported))) return [];
    return [refOf(name === 'CODEBUILD_WEBHOOK_TRIGGER' ? ofTrigger(value) : value, commit)];
  });
  if (isOfPullRequest(exported))
    return {
      kind: 'pull request',
      name: exported.CODEBUILD_WEBHOOK_TRIGGER ?? sourceVersion ?? '',
    };
  const asked = WITHOUT_BRANCHES.includes(sourceType) ? UNKNOWN : askedFor(origin);
  const told = [asked, ...exports];
  return (
    told.find(({ kind }) => kind === 'pull request') ??
    told.find(({ kind }) => kind !== 'unknown' && kind !== 'default branch') ??
    asked
  );
}

/** Only a pull request has a base; its head may be called `main` in a fork. */
function isOfPullRequest({
  CODEBUILD_WEBHOOK_EVENT: event = '',
  CODEBUILD_WEBHOOK_BASE_REF: base = '',
}: Origin['exported']): boolean {
  return event.startsWith('PULL_REQUEST_') || (base.trim() !== '' && event !== 'PUSH');
}

/** A head tells nothing alone: pull requests have one too. */
function saysPush({
  CODEBUILD_WEBHOOK_EVENT: event,
  CODEBUILD_WEBHOOK_BASE_REF: base,
}: Origin['exported']): boolean {
  return event === 'PUSH' || base?.trim() === '';
}

/**
 * Of the variables that a build was given as it was started those that tell what it is of, as if it exported them.
 * What a webhook gives is CodeBuild’s own word. Whoever starts a build by hand may give any: theirs are believed where
 * they tell of a pull request, as a retry of one does, and make nothing a release.
 */
export function givenToBuild(
  variables: Readonly<Record<string, string>>,
  isStartedByWebhook: boolean,
): Origin['exported'] {
  const ofWebhook = Object.fromEntries(
    Object.entries(variables).filter(([name]) => name.startsWith('CODEBUILD_WEBHOOK_')),
  );
  const { kind } = builtFrom({ commit: '', exported: ofWebhook });
  return isStartedByWebhook || kind === 'pull request' ? ofWebhook : {};
}

function askedFor({ sourceVersion, commit }: Origin): BuiltFrom {
  return sourceVersion ? refOf(sourceVersion, commit) : { kind: 'default branch', name: '' };
}

const PULL_REQUEST = /^(refs\/)?(pr|pull|pull-requests?|mr|merge-requests?)\/\d+(\/|$)/;

/** The webhook's own words for refs: `branch/main`, `tag/v1`. Anywhere else that is how a branch is called. */
function ofTrigger(trigger: string): string {
  return trigger.replace(/^branch\//, 'refs/heads/').replace(/^tag\//, 'refs/tags/');
}

function refOf(text: string, commit: string): BuiltFrom {
  const ref = text.trim().replace(/\^\{.*\}$/, '');
  // The repository’s own HEAD need not be what the project has as its default.
  if (ref === '' || ref === 'HEAD') return UNKNOWN;
  if (PULL_REQUEST.test(ref)) return { kind: 'pull request', name: ref };
  const [, place, name = ''] = /^refs\/(heads|tags)\/(.+)$/s.exec(ref) ?? [];
  if (place) return { kind: place === 'tags' ? 'tag' : 'branch', name };
  return isCommit(ref, commit) || ref.startsWith('arn:') ? UNKNOWN : { kind: 'name', name: ref };
}

/** A branch may be called as a commit is, but then it has another. */
function isCommit(ref: string, commit: string): boolean {
  if (!/^[0-9a-f]{7,64}$/i.test(ref)) return false;
  return commit === '' || commit.toLowerCase().startsWith(ref.toLowerCase());
}
