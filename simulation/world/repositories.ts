// The repositories of CodeCommit that projects build: each build of a scenario is of a commit that was pushed.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { Source } from '@tidegate/embedded-aws/services/codebuild/builds';
import { repositoryOf } from '../../core/admission/repository.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { Pipelines } from './pipelines.ts';
import { home } from './place.ts';
import type { BuildStep, Scenario } from './scenario.ts';

/** The branch of every build that does not say another. */
export const MAIN = 'main';

const HOSTS = {
  GITHUB: 'github.com',
  GITHUB_ENTERPRISE: 'github.example.com',
  GITLAB: 'gitlab.com',
  GITLAB_SELF_MANAGED: 'gitlab.example.com',
  BITBUCKET: 'bitbucket.org',
} as const;

type Sources = Scenario['sources'];

/** What the scenario says of the source of a pipeline’s project. */
export function saidOfSource(
  sources: Sources,
  { pipeline }: PipelineDefinition,
  [first]: Pipelines,
): Sources[number] | undefined {
  return sources.find((each) => (each.pipeline ?? first.pipeline) === pipeline);
}

/** The source of a project that no event tells otherwise. */
export function usualSource(
  { pipeline, source }: PipelineDefinition,
  said: Sources[number] | undefined,
): Source {
  if (said) {
    const { type } = said;
    return { type, location: `https://${HOSTS[type]}/example/${pipeline}.git` };
  }
  const region = source.region ?? home.region;
  return {
    type: 'CODECOMMIT',
    location: `https://git-codecommit.${region}.amazonaws.com/v1/repos/${source.repository ?? pipeline}`,
  };
}

interface Of {
  readonly account: string;
  readonly source: Source;
}

/** Makes the repository that a project builds, where it is one of CodeCommit. */
export function addRepository({ codeCommit }: EmbeddedAws, { account, source }: Of): void {
  const repository = repositoryOf({ ...source, sourceType: source.type });
  if (repository) codeCommit.addRepository({ ...repository, account, defaultBranch: MAIN });
}

interface Pushed {
  readonly step: Pick<BuildStep, 'branch' | 'pullRequest' | 'changes' | 'pushed'>;
  readonly commit: string;
  readonly at: Date;
  /** Which paths make a build a release, if any do. */
  readonly paths: readonly string[] | undefined;
}

/** A commit that was pushed before stays where it is; a pull request’s is of no branch until it is merged. */
export function pushCommit({ codeCommit }: EmbeddedAws, of: Of, pushed: Pushed): void {
  const { account, source } = of;
  const { step, commit, at, paths } = pushed;
  const repository = repositoryOf({ ...source, sourceType: source.type });
  if (repository === undefined) return;
  const place = { account, region: repository.region };
  if (codeCommit.has(repository.name, place, commit)) return;
  const pushedCommit = {
    id: commit,
    ...(step.pullRequest === undefined && { branch: step.branch ?? MAIN }),
    writes: step.changes ?? [pathThatFits(paths?.[0] ?? 'index.mjs')],
    at,
  };
  codeCommit.push(repository.name, place, pushedCommit, step.pushed);
}

/** `services/shop/**` → `services/shop/index.mjs` */
function pathThatFits(glob: string): string {
  return glob.replaceAll('**', 'index.mjs').replaceAll('*', 'index').replaceAll('?', 'a');
}
