// Whose branch a commit is, where its build does not tell: asked of its repository, else of other builds of it.

import type { Build } from '../aws/codebuild.ts';
import {
  admissionOf,
  type BuildFacts,
  branchesOf,
  overrideOf,
  type SourceFacts,
} from '../core/admission/admission.ts';
import type { CommitTold } from '../core/admission/bare-commit.ts';
import { builtFrom } from '../core/admission/built-from.ts';
import { repositoryOf } from '../core/admission/repository.ts';
import { isByWebhook } from '../core/admission/webhook.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { projectOf } from '../core/pipeline/source-schema.ts';
import { unitsIn } from './built-units.ts';
import { branchWithCommit } from './commit-branch.ts';
import type { Ports } from './ports.ts';
import { sourcePlaceOf } from './subscriptions.ts';

interface Asking {
  readonly definition: PipelineDefinition;
  readonly facts: SourceFacts;
}

/** The build with what else tells of its commit, where that decides anything. */
export async function withCommitTold(
  ports: Ports,
  asking: Asking,
  build: Build,
): Promise<Build & Pick<BuildFacts, 'commitTold'>> {
  const { definition, facts } = asking;
  if (build.commit === '' || builtFrom(build).kind !== 'unknown') return build;
  // What would be refused on an admitted branch too needs no more asking.
  const atBest = { ...build, commitTold: { isAdmitted: true } as const };
  if (!admissionOf(atBest, definition.source, facts).admitted) return build;
  const commitTold =
    (await repositoryTells(ports, asking, build)) ?? (await othersTell(ports, asking, build));
  return commitTold ? { ...build, commitTold } : build;
}

/** Undefined where the source is no repository that tells, or nobody may ask it. */
async function repositoryTells(
  ports: Ports,
  { definition, facts }: Asking,
  build: Build,
): Promise<CommitTold | undefined> {
  const repository = repositoryOf(build);
  if (repository === undefined) return undefined;
  const { source } = definition;
  const { account } = sourcePlaceOf(ports, definition);
  const branches = branchesOf(source, facts);
  const asked = { account, repository, commit: build.commit };
  const found = await branchWithCommit(ports, asked, branches);
  if (found === undefined) return undefined;
  if (found.branch !== undefined) return { isAdmitted: true };
  const tags = source.tags?.length ? '; a tag is told only by its name: build refs/tags/…' : '';
  const told = `repository ${repository.name} tells that it is not among the last ones of ${branches.join(', ') || 'no branch'}${tags}`;
  return { isAdmitted: false, told };
}

/**
 * Of what no webhook has started (a retry, a start by hand) the other builds of its commit tell, where any was of a
 * branch or of a webhook that lets little build: those among the last ones of its project.
 */
async function othersTell(
  ports: Ports,
  { definition, facts }: Asking,
  build: Build,
): Promise<CommitTold | undefined> {
  if (isByWebhook(build)) return undefined;
  const place = sourcePlaceOf(ports, definition);
  const { source } = definition;
  for await (const page of ports.builds.pages(place, projectOf(source))) {
    const same = page.filter(({ arn, commit }) => arn !== build.arn && commit === build.commit);
    const others = await unitsIn(ports, definition, same);
    const telling = others.filter(
      (each) =>
        each.arn !== build.arn &&
        overrideOf(each, facts) === undefined &&
        (isByWebhook(each) || builtFrom(each).kind !== 'unknown'),
    );
    const judged = telling.map((each) => ({
      each,
      admission: admissionOf(each, { ...source, paths: undefined }, facts),
    }));
    if (judged.some(({ admission }) => admission.admitted)) return { isAdmitted: true };
    const [last] = judged;
    if (last === undefined || last.admission.admitted) return undefined;
    const { each, admission } = last;
    const what = `${each.isBatch ? 'batch' : 'build'} #${each.number}`;
    return { isAdmitted: false, told: `${what} tells: ${admission.reason}` };
  }
  return undefined;
}
