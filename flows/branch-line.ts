// The place of a build's commit in its branch, where its repository tells: what puts releases in order first.

import type { Build } from '../aws/codebuild.ts';
import type { Committed } from '../aws/codecommit.ts';
import { builtFrom } from '../core/admission/built-from.ts';
import {
  type Line,
  LONGEST_WALK,
  newestOf,
  placeIn,
  type Step,
  type Walk,
  type Walks,
  withPlace,
  withReleased,
} from '../core/admission/line.ts';
import { type Repository, repositoryOf } from '../core/admission/repository.ts';
import { Failure, isFailure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { BranchPlace, Revision } from '../core/revision.ts';
import { branchWithCommit } from './commit-branch.ts';
import type { Ports } from './ports.ts';
import { sourcePlaceOf } from './subscriptions.ts';

/** Where the line of a build's branch is told. */
interface Told {
  readonly account: string;
  readonly repository: Repository;
  /** The branch; empty for the default one where nothing says how that is called. */
  readonly branch: string;
}

async function toldBy(
  ports: Ports,
  pipeline: PipelineDefinition,
  build: Build,
): Promise<Told | undefined> {
  const repository = repositoryOf(build);
  const from = builtFrom(build);
  if (repository === undefined || build.commit === '') return undefined;
  if (from.kind === 'pull request' || from.kind === 'tag') return undefined;
  const { account } = sourcePlaceOf(ports, pipeline);
  if (from.kind === 'branch' || from.kind === 'name')
    return { account, repository, branch: from.name };
  const known = await ports.table.get(keys.source(pipeline.pipeline));
  const usual = known?.defaultBranch ?? '';
  const told = { account, repository, branch: usual };
  if (from.kind === 'default branch' || pipeline.source.branches === undefined) return told;
  const asked = { account, repository, commit: build.commit };
  const found = await orUntold(ports, told, () =>
    branchWithCommit(ports, asked, pipeline.source.branches ?? []),
  );
  return { ...told, branch: found?.branch ?? usual };
}

const EMPTY: Line = { places: {} };

const ATTEMPTS = 10;

/** Undefined where the source does not tell: then times say what is newer. */
export async function branchPlaceOf(
  ports: Ports,
  pipeline: PipelineDefinition,
  build: Build,
): Promise<BranchPlace | undefined> {
  const told = await toldBy(ports, pipeline, build);
  if (told === undefined) return undefined;
  const { branch } = told;
  const { commit } = build;
  const key = keys.line(pipeline.pipeline, branch);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const line = (await ports.table.get(key)) ?? EMPTY;
    const walks = await orUntold(ports, told, () => walksOf(ports, told, line, commit));
    if (walks === undefined) return undefined;
    // Where the line has grown meanwhile, the walks were not along all of it.
    const after = await ports.table.change(key, (item = EMPTY) =>
      item.places[commit] === undefined && newestOf(item) === newestOf(line)
        ? { item: withPlace(item, commit, placeIn(item, walks)) }
        : undefined,
    );
    const at = after?.places[commit];
    if (at !== undefined) return { branch, at };
  }
  throw new Failure(
    'Contended',
    `expected to find the place of commit ${commit} in ${branch} within ${ATTEMPTS} attempts, got newer ones each time`,
  );
}

/** Undefined where the repository does not tell of the commit. */
async function walksOf(
  ports: Ports,
  told: Told,
  line: Line,
  commit: string,
): Promise<Walks | undefined> {
  const { places } = line;
  const last = newestOf(line);
  const own = await walk(ports, told, commit, (id) => last === undefined || id in places);
  if (own.length === 0) return undefined;
  const hasMet = last === undefined || own.some(({ id }) => id in places);
  return { own, newest: hasMet ? [] : await walk(ports, told, last, (id) => id === commit) };
}

/** Along first parents, until there is no need to go on. */
async function walk(
  ports: Ports,
  { account, repository }: Told,
  from: string,
  isEnough: (id: string) => boolean,
): Promise<Walk> {
  const steps: Step[] = [];
  let next: string | undefined = from;
  while (next !== undefined && steps.length <= LONGEST_WALK) {
    const commit: Committed | undefined = await ports.repositories.commit(
      account,
      repository,
      next,
    );
    if (commit === undefined) break;
    steps.push({ id: commit.id, at: commit.at });
    next = isEnough(next) ? undefined : commit.firstParent;
  }
  return steps;
}

/** Says that a commit of the line had a release: what later ones changed is told from there. */
export async function noteReleased(
  ports: Ports,
  pipeline: string,
  { commit, place }: Revision,
): Promise<void> {
  if (place === undefined) return;
  await ports.table.change(keys.line(pipeline, place.branch), (line = EMPTY) => {
    const after = withReleased(line, commit, place.at);
    return after === line ? undefined : { item: after };
  });
}

/**
 * The files that a build's commit changed since the newest that had a release in its branch; undefined where nothing
 * tells, or none had.
 */
export async function changedSinceRelease(
  ports: Ports,
  pipeline: PipelineDefinition,
  build: Build,
): Promise<readonly string[] | undefined> {
  const told = await toldBy(ports, pipeline, build);
  if (told === undefined) return undefined;
  const line = await ports.table.get(keys.line(pipeline.pipeline, told.branch));
  const before = line?.released?.commit;
  if (before === undefined || before === build.commit) return undefined;
  return orUntold(ports, told, () =>
    ports.repositories.changed(told.account, told.repository, before, build.commit),
  );
}

/** A repository that still fails when the client has tried again tells nothing, and stops no release. */
async function orUntold<Result>(
  ports: Ports,
  { repository }: Pick<Told, 'repository'>,
  ask: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    ports.log.warn(thrown.message, { code: thrown.code, repository: repository.name });
    return undefined;
  }
}
