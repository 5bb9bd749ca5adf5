// Which builds are releases of a pipeline: the same for events, for builds found later, and for starts by hand.

import type { Build } from '../aws/codebuild.ts';
import {
  type Admission,
  admissionOf,
  pathsTold,
  type SourceFacts,
} from '../core/admission/admission.ts';
import { artifactsOf } from '../core/admission/artifact-choice.ts';
import { isFailure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { projectOf } from '../core/pipeline/source-schema.ts';
import { isNewer } from '../core/revision.ts';
import { changedSinceRelease } from './branch-line.ts';
import { unitsIn } from './built-units.ts';
import type { Ports } from './ports.ts';
import { otherSourceOf, pagesOf } from './sources/sources.ts';
import { sourcePlaceOf } from './subscriptions.ts';
import { toldSinceRelease } from './told-paths.ts';
import { withCommitTold } from './whose-commit.ts';

type Admits = (build: Build) => Promise<Admission>;

/** What admits whatever the pipeline's source has made. */
export async function admitterFor(ports: Ports, definition: PipelineDefinition): Promise<Admits> {
  const other = otherSourceOf(definition);
  if (other) return async (build) => other.admission(build, definition);
  return admitterOf(ports, definition);
}

/** What admits builds of the pipeline's project, which is read once for all that are asked of it. */
export async function admitterOf(ports: Ports, definition: PipelineDefinition): Promise<Admits> {
  const { pipeline, source } = definition;
  const project = projectOf(source);
  const place = sourcePlaceOf(ports, { source });
  const known = await ports.table.get(keys.source(pipeline));
  const read = await ports.builds.project(place, project);
  if (read === undefined)
    ports.log.warn('released without comparing builds with their project, which cannot be read', {
      pipeline,
      project,
    });
  const facts: SourceFacts = { ...read, ...known };
  return async (one) => {
    const build = await withCommitTold(ports, { definition, facts }, one);
    const pathless = admissionOf(build, { ...source, paths: undefined }, facts);
    if (source.paths === undefined || !pathless.admitted) return pathless;
    const changed = pathsTold(build)
      ? await toldSinceRelease(ports, { definition, facts }, build)
      : await changedSinceRelease(ports, definition, build);
    if (changed) return admissionOf({ ...build, changed }, source, facts);
    ports.log.info('admitted without knowing what it changed', { pipeline, build: build.arn });
    return pathless;
  };
}

/** The successful builds of a page, and the batches that builds of it belong to, each once. */
export async function candidatesIn(
  ports: Ports,
  pipeline: PipelineDefinition,
  page: readonly Build[],
): Promise<Build[]> {
  const units = await unitsIn(ports, pipeline, page);
  return units.filter(({ status }) => status === 'SUCCEEDED');
}

/** The newest build, or the newest of those that were passed over, and why. */
export interface Newest {
  readonly build?: Build;
  readonly passedOver?: { readonly build: Build; readonly reason: string };
}

/** In milliseconds. */
interface Between {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Where only those of the last day are looked for, who asks each hour finds among these what is new. */
const FEW = 10;

/**
 * The newest build that is a release of the pipeline and has made what is released. Newest is the one whose commit was
 * first built last: what was built again of an older commit is not newer for it. They are asked one after the other:
 * most often the first will do. Those that began earlier than `notBefore` are not looked for: a project of pull
 * requests alone has a year of them. Those that were not there yet at `notAfter` are passed by.
 */
export async function newestAdmitted(
  ports: Ports,
  pipeline: PipelineDefinition,
  { notBefore = 0, notAfter = Number.POSITIVE_INFINITY }: Partial<Between> = {},
): Promise<Newest> {
  const admits = await admitterFor(ports, pipeline);
  let passedOver: Newest['passedOver'];
  const first = notBefore > 0 ? FEW : undefined;
  for await (const page of pagesOf(ports, pipeline, first)) {
    const recent = page.filter(({ startedAt }) => Date.parse(startedAt) >= notBefore);
    const newestFirst = (await candidatesIn(ports, pipeline, recent))
      .filter(({ endedAt }) => Date.parse(endedAt ?? '') <= notAfter)
      .map((build) => ({ build, order: orderAmong(page, build) }))
      .sort((a, b) => (isNewer(a.order, b.order) ? -1 : 1));
    for (const { build } of newestFirst) {
      const reason = await reasonAgainst(ports, pipeline, build, admits);
      if (reason === undefined) return { build };
      passedOver ??= { build, reason };
    }
    if (recent.length < page.length) break;
  }
  return passedOver ? { passedOver } : {};
}

/** Of the last few builds those that are releases as well as the newest, and of which nobody has heard. */
export async function missedBeside(
  ports: Ports,
  pipeline: PipelineDefinition,
  newest: Build,
  notBefore: number,
): Promise<readonly Build[]> {
  const admits = await admitterFor(ports, pipeline);
  const missed: Build[] = [];
  for await (const page of pagesOf(ports, pipeline, FEW)) {
    for (const build of await candidatesIn(ports, pipeline, page)) {
      if (build.arn === newest.arn || Date.parse(build.startedAt) <= notBefore) continue;
      if (await ports.table.get(keys.released(pipeline.pipeline, build.arn))) continue;
      if ((await admits(build)).admitted) missed.push(build);
    }
    break;
  }
  return missed;
}

/** Undefined for a release whose artifact is there: one that was never uploaded, or is gone, hides no other build. */
async function reasonAgainst(
  ports: Ports,
  pipeline: PipelineDefinition,
  build: Build,
  admits: Admits,
): Promise<string | undefined> {
  const admission = await admits(build);
  if (!admission.admitted) return admission.reason;
  if (otherSourceOf(pipeline)) return undefined;
  const { chosen, problem } = artifactsOf(build, pipeline.source);
  if (problem !== undefined) return problem;
  if (await ports.table.get(keys.released(pipeline.pipeline, build.arn))) return undefined;
  try {
    for (const each of chosen)
      await ports.artifacts.pin(sourcePlaceOf(ports, pipeline), each, build);
    return undefined;
  } catch (thrown) {
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return thrown.message;
  }
}

function orderAmong(page: readonly Build[], { commit, startedAt, number }: Build) {
  const first = page.findLast((each) => commit !== '' && each.commit === commit);
  const own = { startedAt, number };
  return first && Date.parse(first.startedAt) < Date.parse(startedAt)
    ? { startedAt: first.startedAt, number: first.number, again: own }
    : own;
}
