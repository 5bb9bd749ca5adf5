// A repository of CodeCommit was pushed to: the projects of its pipelines build that very commit, each once.

import { createHash } from 'node:crypto';
import { branchesOf } from '../core/admission/admission.ts';
import { fitsGlob } from '../core/admission/glob.ts';
import type { Repository } from '../core/admission/repository.ts';
import { keys } from '../core/keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { projectOf } from '../core/pipeline/source-schema.ts';
import { sourceKeys, sourceRanges } from '../core/source-keys.ts';
import { type Definition, readNamed } from './definitions.ts';
import { eachForItself, orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { sourcePlaceOf } from './subscriptions.ts';

interface OfCommit {
  readonly account: string;
  readonly repository: Repository;
  readonly commit: string;
}

interface BranchPush extends OfCommit {
  readonly branch: string;
  readonly tag?: undefined;
  /** What the branch was at before; absent where it is new, or nobody knows. */
  readonly before?: string;
}

interface TagPush extends OfCommit {
  readonly tag: string;
  readonly branch?: undefined;
}

/** A branch has moved to the commit, or a tag has. */
export type Push = BranchPush | TagPush;

/** One build for all pipelines of a project, where at least one of them wants the push. */
export async function considerPush(ports: Ports, push: Push): Promise<void> {
  const { account, repository, commit, branch, tag } = push;
  const range = sourceRanges.repository(account, repository.region, repository.name);
  const fed = await readableItems(ports, range);
  const looked = await sideBySide(fed, (each) =>
    orLogged(ports, each, async () => {
      const { pipeline } = (await readNamed(ports, each.pipeline)) ?? {};
      const against = pipeline ? await againstPush(ports, pipeline, push) : 'its pipeline has left';
      if (pipeline && against === undefined) return pipeline;
      ports.log.info('a push is not built', { ...each, commit, branch, tag, reason: against });
      return undefined;
    }),
  );
  const wanted = looked.filter((pipeline) => pipeline !== undefined);
  const projects = Map.groupBy(wanted, ({ source }) => projectOf(source));
  const each = [...projects.keys()].map((project) => ({ project }));
  await eachForItself(ports, each, ({ project }) => buildOnce(ports, push, project));
}

/**
 * Why a pipeline does not want it: another branch or tag, or nothing of its paths has changed since the last release,
 * which admission alone asks of a tag.
 */
async function againstPush(
  ports: Ports,
  { pipeline, source }: PipelineDefinition,
  push: Push,
): Promise<string | undefined> {
  const { tags = [], paths } = source;
  if (push.tag !== undefined)
    return tags.some((glob) => fitsGlob(glob, push.tag))
      ? undefined
      : `releases are of tags ${tags.join(', ') || 'none'}`;
  const known = await ports.table.get(keys.source(pipeline));
  const branches = branchesOf(source, known ?? {});
  if (!branches.some((glob) => fitsGlob(glob, push.branch)))
    return `releases are of branches ${branches.join(', ') || 'none'}`;
  const changed = paths && (await changedBy(ports, pipeline, push));
  if (changed === undefined) return undefined;
  if (changed.some((path) => paths?.some((glob) => fitsGlob(glob, path)))) return undefined;
  return `nothing that it changed is of ${paths?.join(', ')}`;
}

/** Since the commit that had the last release: a build between that failed leaves its changes to the next one. */
async function changedBy(
  ports: Ports,
  pipeline: string,
  { account, repository, branch, commit, before }: BranchPush,
): Promise<readonly string[] | undefined> {
  const line = await ports.table.get(keys.line(pipeline, branch));
  const since = line?.released?.commit ?? before;
  if (since === undefined) return undefined;
  return ports.repositories.changed(account, repository, since, commit);
}

/** CodeBuild knows a token for five minutes; an event that comes twice after that finds what was kept. */
async function buildOnce(
  ports: Ports,
  { account, repository: { region }, commit, branch, tag }: Push,
  project: string,
): Promise<void> {
  // A commit tells no tag: of its branch it may have been built before, and is another release by its tag.
  const version = tag === undefined ? commit : `refs/tags/${tag}^{${commit}}`;
  const key = sourceKeys.pushed(account, region, project, version);
  if (await ports.table.get(key)) return;
  const token = createHash('sha256')
    .update(`push ${account} ${region} ${project} ${version}`)
    .digest('hex');
  const place = { account, region };
  const build = await ports.builds.start(place, project, token, {}, version);
  await ports.table.put(key, {
    build,
    branch: branch ?? `refs/tags/${tag}`,
    at: ports.clock.now().toISOString(),
  });
}

/**
 * Builds the newest commit of each branch that a pipeline names, where no event has told of it. What was committed
 * before the pipeline was first applied is not for it.
 */
export async function findLostPush(
  ports: Ports,
  { pipeline, firstAppliedAt }: Pick<Definition, 'pipeline' | 'firstAppliedAt'>,
): Promise<void> {
  const { repository: name, project } = pipeline.source;
  if (name === undefined || project === undefined) return;
  const { account, region } = sourcePlaceOf(ports, pipeline);
  const repository = { region, name };
  const known = await ports.table.get(keys.source(pipeline.pipeline));
  const named = branchesOf(pipeline.source, known ?? {}).filter((glob) => !/[*?]/.test(glob));
  for (const branch of named) {
    const { tip: commit } = (await ports.repositories.branch(account, repository, branch)) ?? {};
    if (commit === undefined) continue;
    if (await ports.table.get(sourceKeys.pushed(account, region, project, commit))) continue;
    const committed = await ports.repositories.commit(account, repository, commit);
    if (committed === undefined || committed.at < firstAppliedAt) continue;
    const push = { account, repository, branch, commit };
    if ((await againstPush(ports, pipeline, push)) !== undefined) continue;
    if (!(await isBuilt(ports, push, project))) await buildOnce(ports, push, project);
  }
}

/** As many as a project builds of a few commits: whoever built it by other means has built it lately. */
const LATEST_BUILDS = 20;

/** Whether somebody else had it built: by hand, or by a rule of their own. */
async function isBuilt(
  ports: Ports,
  { account, repository: { region }, commit }: Push,
  project: string,
): Promise<boolean> {
  for await (const page of ports.builds.pages({ account, region }, project, LATEST_BUILDS))
    return page.some((build) => build.commit === commit);
  return false;
}
