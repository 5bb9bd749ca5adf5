// A start by hand: a named person asks for a release, and may let a build through that would be none.

import type { Build } from '../aws/codebuild.ts';
import { artifactsOf } from '../core/admission/artifact-choice.ts';
import { isInForce } from '../core/admission/permit.ts';
import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import { isBarring } from '../core/quarantine.ts';
import { hasEnded, type Release, releaseIdOf } from '../core/release.ts';
import { isNewer, labelOf, orderOf, type Revision, wordOf } from '../core/revision.ts';
import { type Definition, readDefinition } from './definitions.ts';
import { buildsNamed } from './find-build.ts';
import { goByLane, markFix, whatToMend } from './mark-fix.ts';
import { readableItems } from './one-by-one.ts';
import { permit, personIn } from './permit-build.ts';
import {
  admittedAmong,
  type JudgedBuild,
  judgedBuilds,
  newest,
  refusalOf,
} from './pin-revision.ts';
import type { Ports } from './ports.ts';
import { quarantinesOf } from './quarantines.ts';
import { refuseQuarantined } from './refuse-quarantined.ts';
import { releaseOfBuild } from './released.ts';
import { entryOf } from './stages.ts';
import { executionNameOf } from './start-release.ts';
import type { CarriedStart, DoneStart, IntendedStart, StartWish } from './start-wish.ts';

/** What a start by hand would do. Throws `Refused` where it could not succeed, with what would be right. */
export async function intendStart(ports: Ports, wish: StartWish): Promise<IntendedStart> {
  const definition = await readDefinition(ports, wish.pipeline);
  if ((wish.admit || wish.stepBack || wish.fixes !== undefined) && wish.reason === '')
    throw new Failure('Refused', 'expected a reason for what is let through, got none');
  const { build, against } = await buildOf(ports, definition, wish);
  const digest = digestTold(definition, build);
  const revision = { digest, commit: build.commit, build };
  const before = await releaseOfBuild(ports, wish.pipeline, build.arn);
  const lifts = await liftsByRetry(ports, wish, before?.revision ?? revision);
  const isOnItsWay = before !== undefined && !hasEnded(before) && wish.fixes !== undefined;
  if (before && !isOnItsWay) refuseAgain(wish, before);
  const { fixes } = wish;
  const mends =
    fixes === undefined ? undefined : await whatToMend(ports, definition.pipeline, fixes);
  return {
    build,
    label: labelOf(revision),
    release: isOnItsWay
      ? before.id
      : releaseIdOf(wish.pipeline, build.arn, (before?.attempt ?? 0) + 1),
    mends,
    marks: isOnItsWay ? before.execution : undefined,
    against,
    lifts,
    overtakenIn: before && !isOnItsWay ? await overtakenIn(ports, wish, before.revision) : [],
    targets: await targetsNow(ports, definition),
  };
}

/** Empty where its bytes are not known yet. Throws `Refused` where it has made nothing that can be released. */
function digestTold({ pipeline }: Definition, build: Build): string {
  if (build.made) return build.made.digest;
  const { chosen, problem } = artifactsOf(build, pipeline.source);
  if (problem !== undefined) throw new Failure('Refused', problem);
  return (chosen.length === 1 && chosen[0]?.digest) || '';
}

/** Whether a quarantine goes for which nothing but a test speaks; throws `Refused` for any other that stands. */
async function liftsByRetry(
  ports: Ports,
  { pipeline, retry, reason }: StartWish,
  revision: Pick<Revision, 'digest' | 'commit' | 'build'>,
): Promise<boolean> {
  await refuseQuarantined(ports, pipeline, revision, retry);
  const lifts = (await quarantinesOf(ports, pipeline, revision)).some(isBarring);
  if (lifts && reason === '')
    throw new Failure(
      'Refused',
      `expected a reason for releasing ${labelOf(revision)} again, whose quarantine that lifts, got none: add --reason "…"`,
    );
  return lifts;
}

/**
 * The stages that have let something newer in: there it ends `Superseded`, unless it is let back. Asked of what was
 * released before: the order of a build's commit is known once it is pinned.
 */
async function overtakenIn(
  ports: Ports,
  { pipeline, stepBack }: StartWish,
  revision: Revision,
): Promise<readonly string[]> {
  if (stepBack) return [];
  const permit = await ports.table.get(keys.permit(pipeline, revision.build.arn));
  if (isInForce(permit, ports.clock.now()) && permit.stepsBack) return [];
  const stages = await readableItems(ports, ranges.stages(pipeline));
  return stages
    .filter(({ newest: last }) => last && isNewer(last, orderOf(revision)))
    .map(({ name }) => name);
}

/** The build that is meant; of several, one that is a release comes first. */
async function buildOf(
  ports: Ports,
  { pipeline }: Definition,
  { wanted, admit }: StartWish,
): Promise<{ readonly build: Build; readonly against: string | undefined }> {
  if (wanted === undefined && admit)
    throw new Failure('Refused', 'expected the build that is to be admitted, got none: name it');
  if (wanted === undefined) return { build: await newest(ports, pipeline), against: undefined };
  const judged = await judgedBuilds(ports, pipeline, await buildsNamed(ports, pipeline, wanted));
  const good = admittedAmong(judged);
  const [first, ...others] = judged;
  // Whoever lets one through means that one, whichever else is called so.
  if (others.length > 0 && (admit || areOfSeveralCommits(judged))) throw severalOf(wanted, judged);
  if (good) return good;
  if (!admit || first === undefined) throw refusalOf(pipeline, judged);
  return first;
}

/** A build and a batch may have one number; the first digits of a commit that are another's too mean neither. */
function areOfSeveralCommits(judged: readonly JudgedBuild[]): boolean {
  return new Set(judged.map(({ build }) => build.commit)).size > 1;
}

function severalOf(wanted: string, judged: readonly JudgedBuild[]): Failure {
  const listed = judged
    .map(({ build, against }) => `${build.arn} (${against ?? 'a release as it is'})`)
    .join('; ');
  return new Failure(
    'Refused',
    `expected one build that is ${wanted}, got ${judged.length}: ${listed}; name one by its ARN`,
  );
}

function refuseAgain({ retry, stepBack, pipeline }: StartWish, before: Release): void {
  const label = labelOf(before.revision);
  if (!hasEnded(before)) {
    const text = `expected ${label} not to be on its way, got release ${before.id}, which runs it now`;
    throw new Failure('Refused', text);
  }
  if (retry || stepBack) return;
  throw new Failure(
    'Refused',
    `expected a build that had no release, got ${label}, which release ${before.id} ended ${before.end.outcome}: ` +
      `to release it again, tidegate start ${pipeline} ${wordOf(before.revision.build)} --retry; ` +
      'to go back to it from a newer one, --step-back --reason "…"',
  );
}

async function targetsNow(
  ports: Ports,
  { pipeline: { pipeline, stages } }: Definition,
): Promise<IntendedStart['targets']> {
  const items = await readableItems(ports, ranges.targets(pipeline));
  const known = new Map(items.map((item) => [item.name, item] as const));
  return stages.flatMap(targetsOf).map(({ name }) => {
    const running = known.get(name)?.running;
    return { name, runs: running && labelOf(running.revision) };
  });
}

/**
 * Does what was intended: what lets something through is kept and told in the ledger before anything starts, so that
 * whoever repeats it after a failure comes to the same end.
 */
export async function startByHand(
  ports: Ports,
  wish: StartWish,
  intended: CarriedStart,
): Promise<DoneStart> {
  const { pipeline, by, reason, retry, stepBack, behind } = wish;
  const { build, label, release: id, against, lifts, seen, mends, marks } = intended;
  const person = personIn(wish, seen);
  if (mends !== undefined) {
    const { at } = wish;
    const until = new Date(Date.parse(at) + wish.permitSeconds * 1000).toISOString();
    await markFix(ports, { pipeline, release: id, label, mends, person, at, until });
  }
  if (marks !== undefined) {
    await goByLane(ports, pipeline, id);
    return { release: id, execution: marks, isNew: false };
  }
  if (against !== undefined || stepBack || lifts)
    await permit(ports, wish, { build, label, id, against, lifts, seen });
  const release = { pipeline, id };
  const again = retry || stepBack;
  const why = reason === '' ? '' : `: ${reason}`;
  const text = `start of ${label} asked for by ${by}${again ? ', again' : ''}${why}; seen: ${seen}`;
  const entry = { ...entryOf(ports, release, 'StartAsked', '', text), at: wish.at, person };
  await ports.table.put(keys.ledger(entry), entry);
  const input = {
    pipeline,
    revision: build.arn,
    ...(again && { retry: true }),
    ...(behind && { behind }),
  };
  // To the minute: whoever asks twice in a hurry has asked once, and a start that was refused can be asked for again.
  const minute = entry.at.slice(0, 16).replaceAll(/[-:]/g, '');
  const execution = `${executionNameOf(pipeline, build)}-${minute}`;
  const isNew = await ports.workflows.start(execution, input);
  return { release: id, execution, isNew };
}
