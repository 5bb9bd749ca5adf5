// Raw events of builds: what one says is believed, and the build that it names is made to exist.

import { type Build, initiatorOf } from '@tidegate/embedded-aws/services/codebuild/builds';
import type { NewEvent } from '@tidegate/embedded-aws/services/events/event';
import * as z from 'zod';
import { secondsIn } from '../../core/duration.ts';
import {
  BUILD_SECONDS,
  type BuildParts,
  type BuildToCome,
  beginBatch,
  overridesOf,
} from './build-parts.ts';
import { artifactBucket, home } from './place.ts';
import { artifactsOf } from './raw-artifacts.ts';
import {
  type Information,
  type Parsed,
  RawBuildEvent,
  type RawEvent,
  sourceOf,
} from './raw-events.ts';
import { addRepository, pushCommit } from './repositories.ts';

/**
 * An event of a build that nobody has built, put on the bus by hand: the build is made to exist, and the
 * event is true.
 */
export function adoptBuildsPutByHand(parts: Omit<BuildParts, 'readFile' | 'startAt'>): void {
  const { codeBuild, events } = parts.aws;
  events.subscribe((event) => {
    const parsed = RawBuildEvent.safeParse(event);
    if (!parsed.success) return;
    const { 'project-name': project, 'build-id': arn } = parsed.data.detail;
    if (codeBuild.builds(project, parsed.data).some((build) => build.arn === arn)) return;
    const number = codeBuild.builds(project, parsed.data).length + 1;
    const name = `build-${parsed.data.detail['additional-information']['build-number'] ?? number}`;
    const step = { at: '0s', revision: name, status: 'SUCCEEDED' } as const;
    const source = { type: 'CODECOMMIT' };
    const commit = parts.revisions.commitOf(name);
    const { detail } = parsed.data;
    const artifact = { location: `arn:aws:s3:::${artifactBucket}/${name}.zip` };
    const information = detail['additional-information'];
    const told = {
      ...information,
      artifact: { sha256sum: undefined, ...(information.artifact ?? artifact) },
    };
    makeExist(
      parts,
      { ...parsed.data, detail: { ...detail, 'additional-information': told } },
      { step, commit, source },
    );
  });
}

export function replay(parts: BuildParts, event: RawEvent, coming: BuildToCome): void {
  const { raw, parsed, problem } = event;
  if (parsed) makeExist(parts, parsed, coming);
  else ignoreEvent(parts, coming, problem);
  const envelope = z
    .looseObject({
      source: z.string().default(''),
      'detail-type': z.string().default(''),
      detail: z.unknown(),
    })
    .safeParse(raw);
  if (!envelope.success) return;
  parts.aws.emit({ ...home, ...(envelope.data as Partial<NewEvent> & typeof envelope.data) });
}

/** It is put on the bus, where no rule and no function takes it for the event of a build. */
function ignoreEvent({ turnedAway }: BuildParts, { step }: BuildToCome, problem = ''): void {
  const reason = `expected the event of a build as CodeBuild writes it, got: ${problem}`;
  const revision = step.revision ?? null;
  turnedAway.ignore({ build: step.event ?? '', revision, pipeline: null, reason });
}

/** The build and the artifact that the event speaks of. */
function makeExist(
  parts: Omit<BuildParts, 'readFile' | 'startAt'>,
  event: Parsed,
  { step, commit, source: usual, batch }: BuildToCome,
): void {
  const { aws, clock, revisions, turnedAway } = parts;
  const { detail, account, region } = event;
  const told = detail['additional-information'];
  const place = { account, region };
  const project = detail['project-name'];
  const arn = detail['build-id'];
  const status = detail['build-status'] as Build['status'];
  // An event that comes twice tells of one build.
  const known = aws.codeBuild.builds(project, place).find((build) => build.arn === arn);
  if (known?.status === status) return;
  const number = Math.floor(
    told['build-number'] ?? aws.codeBuild.builds(project, place).length + 1,
  );
  const name = step.revision ?? `build-${number}`;
  const seconds = step.takes === undefined ? BUILD_SECONDS : secondsIn(step.takes);
  const startedAt = startOf(told) ?? new Date(clock.millis() - seconds * 1000);
  const source = told.source ? sourceOf(told.source) : usual;
  const resolved = commitIn(told['source-version']) ?? commit;
  revisions.built(name, resolved);
  turnedAway.make({ ...place, project, arn, revision: name, batch: batch?.arn });
  const paths = parts.pipelines.find((each) => each.source.project === project)?.source.paths;
  addRepository(aws, { account, source });
  const pushed = pushedBy(step, told['source-version']);
  pushCommit(aws, { account, source }, { step: pushed, commit: resolved, at: startedAt, paths });
  if (batch) beginBatch(parts, batch, { project, source, startedAt, place });
  aws.codeBuild.adopt({
    project: { ...place, name: project, source },
    id: arn.slice(arn.indexOf('build/') + 'build/'.length),
    arn,
    number,
    startedAt,
    initiator: step.startedBy ?? told.initiator ?? initiatorOf(source),
    sourceVersion:
      step.pullRequest === undefined ? told['source-version'] : `pr/${step.pullRequest}`,
    environmentVariables: told.environment?.['environment-variables'] ?? [],
    idempotencyToken: undefined,
    overrides: step.override ? overridesOf(source) : recipeOf(told),
    batch: batch?.arn,
    identifier: name,
    status,
    endedAt: status === 'IN_PROGRESS' ? undefined : clock.now(),
    resolvedSourceVersion: resolved,
    ...(status === 'IN_PROGRESS'
      ? { artifact: undefined }
      : artifactsOf(parts, event, { step, body: revisions.contentOf(name) })),
    exportedVariables: exportedBy(step, told),
    cancel: () => {},
  } satisfies Build);
}

/** What the scenario says of the branch is said by the build. */
function exportedBy(
  { branch }: BuildToCome['step'],
  { 'exported-environment-variables': told = [] }: Information,
): Build['exportedVariables'] {
  return {
    ...Object.fromEntries(told.map(({ name, value }) => [name, value])),
    ...(branch !== undefined && { CODEBUILD_WEBHOOK_TRIGGER: `branch/${branch}` }),
  };
}

/** What the build was made of, where the event says so: it need not be the project’s. */
function recipeOf({ source, environment }: Information): NonNullable<Build['overrides']> {
  return {
    ...(source && { source: sourceOf(source) }),
    ...(environment?.image && { image: environment.image }),
  };
}

/** Of which branch or pull request the commit was pushed, as far as either says. */
function pushedBy({ changes, ...step }: BuildToCome['step'], sourceVersion = '') {
  const pullRequest = step.pullRequest ?? /^pr\/(\d+)/.exec(sourceVersion)?.[1];
  const branch = step.branch ?? /^refs\/heads\/([^^]+)/.exec(sourceVersion)?.[1];
  return {
    ...(pullRequest !== undefined && { pullRequest: Number(pullRequest) }),
    ...(branch !== undefined && { branch }),
    ...(changes && { changes }),
  };
}

/** CodeBuild writes UTC without saying so. */
function startOf({ 'build-start-time': written }: Information): Date | undefined {
  const millis = Date.parse(`${written ?? ''} UTC`);
  return Number.isNaN(millis) ? undefined : new Date(millis);
}

function commitIn(sourceVersion = ''): string | undefined {
  return /^(?:.*\^\{)?([0-9a-f]{40})\}?$/i.exec(sourceVersion)?.[1]?.toLowerCase();
}
