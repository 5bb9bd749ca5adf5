// A start by hand: a named person asks for a release, and may let a build through that would be none.

import type { Build } from '../aws/codebuild.ts';
import { artifactOf } from '../core/admission/artifact-choice.ts';
import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import type { PersonTold } from '../core/ledger.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import { isBarring } from '../core/quarantine.ts';
import { hasEnded, type Release, releaseIdOf } from '../core/release.ts';
import { labelOf, type Revision } from '../core/revision.ts';
import { refuseQuarantined } from './claim.ts';
import { type Definition, readDefinition } from './definitions.ts';
import { buildsNamed } from './find-build.ts';
import { readableItems } from './one-by-one.ts';
import {
  admittedAmong,
  type JudgedBuild,
  judgedBuilds,
  newest,
  refusalOf,
} from './pin-revision.ts';
import type { Ports } from './ports.ts';
import { quarantinesOf } from './quarantines.ts';
import { releaseOfBuild } from './released.ts';
import { entryOf } from './stages.ts';
import { executionNameOf } from './start-release.ts';

/** What a person wishes. */
export interface StartWish {
  readonly pipeline: string;
  /** As `buildsNamed` takes it; undefined for the newest. */
  readonly wanted: string | undefined;
  /** Whether it may be one that admission would not take. */
  readonly admit: boolean;
  /** Whether it may take the place of a newer one. */
  readonly stepBack: boolean;
  /** Whether it may be one that was released before. */
  readonly retry: boolean;
  readonly reason: string;
  /** How long what it lets through may be started. */
  readonly permitSeconds: number;
  /** The ARN of the person. */
  readonly by: string;
  readonly name: string;
  /** By which way it was asked for. */
  readonly door: string;
  /** When it was asked for: whoever repeats it asks for the same. */
  readonly at: string;
}

/** What would be done, as it looks now. */
export interface IntendedStart {
  readonly build: Build;
  readonly label: string;
  /** What the release would be called. */
  readonly release: string;
  /** What admission has against the build; undefined for nothing. */
  readonly against: string | undefined;
  /** Whether it lifts a quarantine for which nothing but a test speaks. */
  readonly lifts: boolean;
  /** The targets, and what each runs, as last proven; undefined where that is not known. */
  readonly targets: readonly { readonly name: string; readonly runs: string | undefined }[];
}

export interface DoneStart {
  readonly release: string;
  readonly execution: string;
  /** False where the same was asked for a moment before: then that is it. */
  readonly isNew: boolean;
}

/** What a start by hand would do. Throws `Refused` where it could not succeed, with what would be right. */
export async function intendStart(ports: Ports, wish: StartWish): Promise<IntendedStart> {
  const definition = await readDefinition(ports, wish.pipeline);
  if ((wish.admit || wish.stepBack) && wish.reason === '')
    throw new Failure('Refused', 'expected a reason for what is let through, got none');
  const { build, against } = await buildOf(ports, definition, wish);
  const chosen = artifactOf(build, definition.pipeline.source.artifact);
  if ('problem' in chosen) throw new Failure('Refused', chosen.problem);
  const { digest = '' } = chosen.artifact;
  const revision = { digest, commit: build.commit, build };
  const before = await releaseOfBuild(ports, wish.pipeline, build.arn);
  const lifts = await liftsByRetry(ports, wish, before?.revision ?? revision);
  if (before) refuseAgain(wish, before);
  return {
    build,
    label: labelOf(revision),
    release: releaseIdOf(wish.pipeline, build.arn, (before?.attempt ?? 0) + 1),
    against,
    lifts,
    targets: await targetsNow(ports, definition),
  };
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
  if (admit && others.length > 0) throw severalOf(wanted, judged);
  if (good) return good;
  if (!admit || first === undefined) throw refusalOf(pipeline, judged);
  return first;
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
      `to release it again, tidegate start ${pipeline} ${before.revision.build.number} --retry; ` +
      'to go back to it from a newer one, --step-back --reason "…"',
  );
}

async function targetsNow(
  ports: Ports,
  { pipeline: { pipeline, stages } }: Definition,
): Promise<IntendedStart['targets']> {
  const items = await readableItems(ports, ranges.targets(pipeline));
  return stages.flatMap(targetsOf).map(({ name }) => {
    const running = items.find((item) => item.name === name)?.running;
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
  { build, label, release: id, against, lifts, targets }: IntendedStart,
): Promise<DoneStart> {
  const { pipeline, by, reason, retry, stepBack } = wish;
  if (against !== undefined || stepBack || lifts)
    await permit(ports, wish, { build, label, id, against, lifts, targets });
  const release = { pipeline, id };
  const again = retry || stepBack;
  const why = reason === '' ? '' : `: ${reason}`;
  const seen = seenText(targets);
  const text = `start of ${label} asked for by ${by}${again ? ', again' : ''}${why}; seen: ${seen}`;
  const person = personIn(wish, targets);
  const entry = { ...entryOf(ports, release, 'StartAsked', '', text), at: wish.at, person };
  await ports.table.put(keys.ledger(entry), entry);
  const input = { pipeline, revision: build.arn, ...(again && { retry: true }) };
  // To the minute: whoever asks twice in a hurry has asked once, and a start that was refused can be asked for again.
  const minute = entry.at.slice(0, 16).replaceAll(/[-:]/g, '');
  const execution = `${executionNameOf(pipeline, build)}-${minute}`;
  const isNew = await ports.workflows.start(execution, input);
  return { release: id, execution, isNew };
}

interface Permitted
  extends Pick<IntendedStart, 'build' | 'label' | 'against' | 'lifts' | 'targets'> {
  readonly id: string;
}

async function permit(
  ports: Ports,
  wish: StartWish,
  { build, label, id, against, lifts, targets }: Permitted,
): Promise<void> {
  const { pipeline, by, reason, permitSeconds, stepBack, at } = wish;
  const until = new Date(Date.parse(at) + permitSeconds * 1000).toISOString();
  const what = [
    ...(against === undefined ? [] : [`admitted, although ${against}`]),
    ...(stepBack ? ['let back in front of newer ones'] : []),
    ...(lifts ? ['let out of the quarantine that a test has caused'] : []),
  ].join(' and ');
  const person = personIn(wish, targets);
  const text = `build ${label} (${build.arn}) ${what}, by ${by} until ${until}: ${reason}`;
  const entry = { ...entryOf(ports, { pipeline, id }, 'BuildAdmitted', '', text), at, person };
  await ports.table.change(keys.permit(pipeline, build.arn), () => ({
    item: {
      build: build.arn,
      by,
      reason,
      at: entry.at,
      until,
      ...(against !== undefined && { admits: against }),
      ...(stepBack && { stepsBack: true as const }),
      ...(lifts && { lifts: true as const }),
    },
    entries: [entry],
  }));
}

function personIn(
  { by, name, reason, door }: StartWish,
  targets: IntendedStart['targets'],
): PersonTold {
  return { by, name, ...(reason !== '' && { reason }), seen: seenText(targets), door };
}

/** `3 targets run #411 9f2c1d7, 1 runs nothing known` */
export function seenText(targets: IntendedStart['targets']): string {
  const counts = new Map<string, number>();
  for (const { runs = 'nothing known' } of targets) counts.set(runs, (counts.get(runs) ?? 0) + 1);
  const told = [...counts].map(
    ([runs, count]) => `${count} ${count === 1 ? 'target runs' : 'targets run'} ${runs}`,
  );
  return told.join(', ') || 'no targets';
}
