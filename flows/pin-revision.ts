// Finds the build a release is asked for, and pins what it made.

import type { Build } from '../aws/codebuild.ts';
import { artifactOf } from '../core/admission/artifact-choice.ts';
import { isInForce, type Permit } from '../core/admission/permit.ts';
import { repositoryOf } from '../core/admission/repository.ts';
import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import { digestOfParts, revisionFor } from '../core/part.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { sourceText } from '../core/pipeline/source-schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { calledOf, labelOf, type Revision, type RevisionPart } from '../core/revision.ts';
import { admitterFor, newestAdmitted } from './admit.ts';
import { branchPlaceOf } from './branch-line.ts';
import { buildsNamed, HOW_TO_NAME } from './find-build.ts';
import { firstBuildOf } from './first-build.ts';
import { withImages } from './pin-images.ts';
import { withTemplates } from './pin-templates.ts';
import type { Ports } from './ports.ts';
import { releaseOfBuild } from './released.ts';
import { ownSourcesOf, type Source } from './source.ts';
import type { Pinned } from './sources/other-source.ts';
import { otherSourceOf } from './sources/sources.ts';
import { sourcePlaceOf } from './subscriptions.ts';

/**
 * The revision that a person or an event asks for, pinned.
 *
 * `wanted` is as `buildsNamed` takes it; without it the newest successful build is meant. What was pinned once for a
 * build stays so. Throws `Refused` where there is none, where it is no release of the pipeline and no person admits it,
 * or where it cannot be pinned.
 */
export async function pinRevision(
  ports: Ports,
  pipeline: PipelineDefinition,
  wanted: string | undefined,
): Promise<Revision> {
  const { build, permit } = await admittedBuild(ports, pipeline, wanted);
  const pinned =
    (await pinnedBefore(ports, pipeline.pipeline, build)) ??
    (await pinnedNow(ports, pipeline, build));
  const whole = await withContents(ports, pipeline, pinned);
  return permit?.stepsBack ? { ...whole, steppedBackAt: permit.at } : whole;
}

/** What its targets get of its bytes, of each part what the targets of that part do. */
async function withContents(
  ports: Ports,
  pipeline: PipelineDefinition,
  revision: Revision,
): Promise<Revision> {
  const targets = pipeline.stages.flatMap(targetsOf);
  const known = async (its: readonly TargetDefinition[], one: Revision) =>
    withTemplates(ports, its, await withImages(ports, its, one));
  if (revision.parts === undefined) return known(targets, revision);
  const parts: Record<string, RevisionPart> = {};
  for (const [part, before] of Object.entries(revision.parts)) {
    const its = targets.filter((target) => target.part === part);
    const { images, templates } = await known(its, revisionFor({ part }, revision));
    parts[part] = { ...before, ...(images && { images }), ...(templates && { templates }) };
  }
  return { ...revision, parts };
}

async function pinnedNow(
  ports: Ports,
  pipeline: PipelineDefinition,
  build: Build,
): Promise<Revision> {
  const pinned = await bytesOf(ports, pipeline, build);
  const { arn, number, startedAt, commit, name } = build;
  const firstBuild = await firstBuildOf(ports, pipeline, build);
  const place = await branchPlaceOf(ports, pipeline, build);
  return {
    ...pinned,
    commit,
    build: { arn, number, startedAt, ...(name !== undefined && { name }) },
    ...(firstBuild && { firstBuild }),
    ...(place && { place }),
    ...(await authorOf(ports, pipeline, build)),
  };
}

async function bytesOf(ports: Ports, pipeline: PipelineDefinition, build: Build): Promise<Pinned> {
  const other = otherSourceOf(pipeline);
  if (other) return other.pin(ports, pipeline, build);
  const { artifacts } = pipeline.source;
  if (artifacts === undefined)
    return artifactPinned(ports, pipeline, build, pipeline.source.artifact);
  const parts: Record<string, RevisionPart> = {};
  for (const [part, called] of Object.entries(artifacts))
    parts[part] = { ...(await artifactPinned(ports, pipeline, build, called)), name: called };
  return { digest: digestOfParts(parts), parts };
}

async function artifactPinned(
  ports: Ports,
  pipeline: PipelineDefinition,
  build: Build,
  called: string | undefined,
): Promise<Pick<Revision, 'digest' | 'artifact'>> {
  const chosen = artifactOf(build, called);
  if ('problem' in chosen) throw new Failure('Refused', chosen.problem);
  const from = sourcePlaceOf(ports, pipeline);
  const { digest, ...artifact } = await ports.artifacts.pin(from, chosen.artifact, build);
  return { digest, artifact };
}

/** Who has written the change: asked of its repository only where somebody must approve who is another. */
async function authorOf(
  ports: Ports,
  pipeline: PipelineDefinition,
  build: Build,
): Promise<Pick<Revision, 'author'>> {
  const told = build.exported.TIDEGATE_AUTHOR?.trim();
  if (told) return { author: told };
  const repository = repositoryOf(build);
  const isAsked = pipeline.stages.some(({ approvals }) => approvals !== undefined);
  if (!isAsked || repository === undefined || build.commit === '') return {};
  const { account } = sourcePlaceOf(ports, pipeline);
  const commit = await ports.repositories.commit(account, repository, build.commit);
  return commit?.author ? { author: commit.author } : {};
}

/**
 * A build that had a release is of the bytes that this one had, whatever lies at their place since. Throws `Refused`
 * where they are gone: what is deployed is put there from them.
 */
async function pinnedBefore(
  ports: Ports,
  pipeline: string,
  { arn }: Build,
): Promise<Revision | undefined> {
  const revision = (await releaseOfBuild(ports, pipeline, arn))?.revision;
  if (revision === undefined) return undefined;
  const gone = await firstGone(ports, ownSourcesOf(revision));
  if (gone === undefined) return revision;
  const { what, text } = gone;
  throw new Failure(
    'Refused',
    `expected the ${what} of ${labelOf(revision)} to be there still, got none: ${text} was deleted. ` +
      `Build its commit again; targets that still have it go back to it by: tidegate rollback ${pipeline}`,
  );
}

async function firstGone(ports: Ports, sources: readonly Source[]): Promise<Source | undefined> {
  for (const source of sources) if (!(await source.isThere(ports))) return source;
  return undefined;
}

interface Admitted {
  readonly build: Build;
  /** What a person lets it do. */
  readonly permit?: Permit | undefined;
}

async function admittedBuild(
  ports: Ports,
  pipeline: PipelineDefinition,
  wanted: string | undefined,
): Promise<Admitted> {
  if (wanted === undefined) return { build: await newest(ports, pipeline) };
  const builds = await buildsNamed(ports, pipeline, wanted);
  for (const build of builds) {
    const permit = await ports.table.get(keys.permit(pipeline.pipeline, build.arn));
    if (isInForce(permit, ports.clock.now())) return { build, permit };
  }
  return { build: await admitted(ports, pipeline, builds) };
}

/** Throws `Refused` where there is none that is a release, with why the last one is not. */
export async function newest(ports: Ports, pipeline: PipelineDefinition): Promise<Build> {
  const { build, passedOver } = await newestAdmitted(ports, pipeline);
  if (build) return build;
  const got = passedOver
    ? `none that is a release; of the newest, ${calledOf(passedOver.build)}: ${passedOver.reason}`
    : 'none';
  const how = otherSourceOf(pipeline)?.howToName ?? HOW_TO_NAME;
  throw new Failure(
    'Refused',
    `expected a successful build of ${sourceText(pipeline.source)}, got ${got}; ${how}`,
  );
}

/** The first that is a release of the pipeline: of one commit there may be builds of a pull request too. */
async function admitted(
  ports: Ports,
  pipeline: PipelineDefinition,
  builds: readonly Build[],
): Promise<Build> {
  const judged = await judgedBuilds(ports, pipeline, builds);
  const good = admittedAmong(judged);
  if (good) return good.build;
  throw refusalOf(pipeline, judged);
}

/** A build, and what stands against its being a release; undefined for nothing. */
export interface JudgedBuild {
  readonly build: Build;
  readonly against: string | undefined;
  /** Whether it had a release: then it was admitted, and may have another. */
  readonly had: boolean;
}

export async function judgedBuilds(
  ports: Ports,
  pipeline: PipelineDefinition,
  builds: readonly Build[],
): Promise<readonly JudgedBuild[]> {
  const admits = await admitterFor(ports, pipeline);
  const judged: JudgedBuild[] = [];
  for (const build of builds) {
    const had = (await ports.table.get(keys.released(pipeline.pipeline, build.arn))) !== undefined;
    const admission = await admits(build);
    judged.push({ build, had, against: had || admission.admitted ? undefined : admission.reason });
  }
  return judged;
}

/** One that had its release is meant before one that had none. */
export function admittedAmong(judged: readonly JudgedBuild[]): JudgedBuild | undefined {
  return judged.find(({ had }) => had) ?? judged.find(({ against }) => against === undefined);
}

/** What is said where none of them is a release: it tells of the first. */
export function refusalOf(
  { pipeline }: PipelineDefinition,
  [first]: readonly JudgedBuild[],
): Failure {
  const expected = `expected a build that is a release of ${pipeline}`;
  if (first === undefined) return new Failure('Refused', `${expected}, got none`);
  const { number, arn } = first.build;
  return new Failure(
    'Refused',
    `${expected}, got #${number} (${arn}): ${first.against}. ` +
      `A person admits it all the same by: tidegate start ${pipeline} ${arn} --admit --reason "…"`,
  );
}
