// The builds of a scenario: simulated ones that end on time, and raw events with the build they name.

import type { Source } from '@tidegate/embedded-aws/services/codebuild/builds';
import { tellsPullRequests } from '../../core/admission/webhook.ts';
import { secondsIn } from '../../core/duration.ts';
import { Failure } from '../../core/failure.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { projectOf } from '../../core/pipeline/source-schema.ts';
import {
  BUILD_SECONDS,
  type BuildParts,
  type BuildToCome,
  beginBatch,
  overridesOf,
} from './build-parts.ts';
import { scheduleMade } from './made-elsewhere.ts';
import { sourcePlace } from './provision.ts';
import { replay } from './raw-builds.ts';
import { eventOf, projectTold } from './raw-events.ts';
import { pushCommit, saidOfSource, usualSource } from './repositories.ts';
import { indexOfRetried, isRetry, keptBy, retriedBuild } from './retried.ts';
import type { Revisions } from './revisions.ts';
import type { BuildStep, Scenario } from './scenario.ts';

/** Schedules all builds of a scenario; `done` is called as each has ended. */
export function scheduleBuilds(
  parts: BuildParts,
  { builds: steps, sources }: Pick<Scenario, 'builds' | 'sources'>,
  done: () => void,
): void {
  const arns = steps.map((step) => batchArnOf(parts, step));
  const commits = commitsOf(parts.revisions, steps);
  for (const [index, step] of steps.entries()) {
    const pipeline = pipelineOf(parts, step);
    if (pipeline.source.project === undefined) {
      scheduleMade(parts, pipeline, step, done);
      continue;
    }
    const arn = arns[index];
    const size = arns.filter((each) => each === arn).length;
    const batch = arn === undefined ? {} : { batch: { arn, size } };
    const source = sourceOf(parts, { steps, sources }, step);
    scheduleBuild(parts, { step, commit: commits[index] ?? '', source, ...batch }, done);
  }
}

interface Said {
  readonly steps: readonly BuildStep[];
  readonly sources: Scenario['sources'];
}

function sourceOf(parts: BuildParts, { steps, sources }: Said, step: BuildStep): Source {
  const pipeline = pipelineOf(parts, step);
  const said = saidOfSource(sources, pipeline, parts.pipelines);
  return (
    projectTold(parts, steps, projectOf(pipeline.source)).source ?? usualSource(pipeline, said)
  );
}

function scheduleBuild(parts: BuildParts, coming: BuildToCome, done: () => void): void {
  const { step } = coming;
  const endsAt = parts.startAt.getTime() + secondsIn(step.at) * 1000;
  const seconds = step.takes === undefined ? BUILD_SECONDS : secondsIn(step.takes);
  const startedAt = new Date(endsAt - seconds * 1000);
  if (step.event === undefined) {
    const { revision } = step;
    if (step.pushed) {
      const at = new Date(Math.max(startedAt.getTime(), parts.clock.millis()));
      parts.clock.at(at.getTime(), () => push(parts, coming, { revision, startedAt: at, seconds }));
      parts.clock.at(endsAt, done);
      return;
    }
    const startsAt = Math.max(startedAt.getTime(), parts.clock.millis());
    parts.clock.at(startsAt, () => start(parts, coming, { revision, startedAt, seconds }));
    parts.clock.at(endsAt, done);
    return;
  }
  const event = eventOf(parts, step.event);
  parts.clock.at(endsAt, () => {
    replay(parts, event, coming);
    done();
  });
}

interface Simulated {
  readonly revision: string;
  readonly startedAt: Date;
  readonly seconds: number;
}

/** Whichever projects build the commit make the revision of it. */
function push(
  parts: BuildParts,
  { step, commit, source }: BuildToCome,
  { revision, startedAt, seconds }: Simulated,
): void {
  const { aws, revisions } = parts;
  const pipeline = pipelineOf(parts, step);
  const { account } = sourcePlace(pipeline);
  const { status } = step;
  aws.codeBuild.script(({ sourceVersion }) =>
    sourceVersion === commit
      ? { status, seconds, commit, artifact: revisions.contentOf(revision) }
      : undefined,
  );
  revisions.built(revision, commit);
  const { paths } = pipeline.source;
  pushCommit(aws, { account, source }, { step, commit, at: startedAt, paths });
}

function start(
  parts: BuildParts,
  { step, commit: planned, source, batch }: BuildToCome,
  { revision, startedAt, seconds }: Simulated,
): void {
  const { aws, revisions, turnedAway } = parts;
  const pipeline = pipelineOf(parts, step);
  const project = projectOf(pipeline.source);
  const place = sourcePlace(pipeline);
  const retried = isRetry(step) ? retriedBuild(parts, step, project, place) : undefined;
  const commit = retried?.resolvedSourceVersion ?? planned;
  revisions.built(revision, commit);
  const { paths } = pipeline.source;
  if (retried === undefined)
    pushCommit(aws, { account: place.account, source }, { step, commit, at: startedAt, paths });
  if (batch) beginBatch(parts, batch, { project, source, startedAt, place });
  const { arn } = aws.codeBuild.start(project, place, {
    startedAt,
    sourceVersion: sourceVersionOf(step, source, commit),
    ...(step.override && { overrides: overridesOf(source), initiator: 'somebody' }),
    ...(retried && { ...keptBy(retried), initiator: 'somebody' }),
    ...(step.startedBy && { initiator: step.startedBy }),
    ...(batch && { batch: batch.arn, identifier: revision, initiator: BATCH_INITIATOR }),
    outcome: {
      status: step.status,
      seconds,
      commit,
      ...(step.author && { exportedVariables: { TIDEGATE_AUTHOR: step.author } }),
      ...artifactsOf(parts, {
        step,
        revision,
        wanted: wantedOf(pipeline, step, batch !== undefined),
      }),
    },
  });
  turnedAway.make({ ...place, project, arn, revision, batch: batch?.arn });
}

/** The secondary artifact that the pipeline names, where the build's own is not called so. */
function wantedOf(
  { source: { artifact, artifacts, project } }: PipelineDefinition,
  { key }: BuildStep,
  isOfBatch: boolean,
): readonly string[] {
  if (artifacts !== undefined) return Object.values(artifacts);
  if (artifact === undefined) return [];
  const isOwn = [project, `${project}.zip`, key].includes(artifact);
  // In a batch a name is that of one of its builds.
  return isOwn || isOfBatch ? [] : [artifact];
}

interface Making {
  readonly step: BuildStep;
  readonly revision: string;
  readonly wanted: readonly string[];
}

/** What is released holds the revision; beside a secondary artifact the build’s own is only what was checked. */
function artifactsOf({ revisions }: BuildParts, { step, revision, wanted }: Making) {
  const body = revisions.contentOf(revision);
  const where = step.key ? { key: step.key } : {};
  if (wanted.length === 0) return { artifact: body, ...where };
  const checks = `the checks of ${revision}\n`;
  const secondaryArtifacts = wanted.map((identifier) => ({ identifier, body, ...where }));
  return { artifact: checks, secondaryArtifacts };
}

/** Who starts the builds of a batch. */
const BATCH_INITIATOR = 'codebuild-service-role/batch';

/** As a push says it; a pull request’s build is of its number, where its source has those. */
function sourceVersionOf(
  { pullRequest, branch = 'main', bareCommit }: BuildStep,
  { type }: Source,
  commit: string,
): string {
  if (pullRequest === undefined ? bareCommit : !tellsPullRequests(type)) return commit;
  return pullRequest === undefined ? `refs/heads/${branch}^{${commit}}` : `pr/${pullRequest}`;
}

function pipelineOf(
  { pipelines }: Pick<BuildParts, 'pipelines'>,
  { pipeline: wanted }: BuildStep,
): PipelineDefinition {
  const found =
    wanted === undefined ? pipelines[0] : pipelines.find(({ pipeline }) => pipeline === wanted);
  if (found) return found;
  const known = pipelines.map(({ pipeline }) => pipeline).join(', ');
  throw new Failure('Refused', `expected a build of one of ${known}, got one of ${wanted}`);
}

function batchArnOf(parts: BuildParts, step: BuildStep): string | undefined {
  if (step.event !== undefined) {
    const told = eventOf(parts, step.event).parsed?.detail['additional-information'];
    if (told?.['build-batch-arn']) return told['build-batch-arn'];
  }
  if (step.batch === undefined) return undefined;
  const pipeline = pipelineOf(parts, step);
  const { account, region } = sourcePlace(pipeline);
  return `arn:aws:codebuild:${region}:${account}:build-batch/${pipeline.source.project}:${step.batch}`;
}

/** Each build is of a new commit, unless it says of which; a revision’s first is of the one of its name. */
function commitsOf(revisions: Revisions, steps: readonly BuildStep[]): string[] {
  const seen = new Map<string, number>();
  const own = steps.map((step) => {
    const { commit, revision = '' } = step;
    if (isRetry(step)) return '';
    if (commit !== undefined)
      return /^[0-9a-f]{40}$/.test(commit) ? commit : revisions.commitOf(commit);
    const count = (seen.get(revision) ?? 0) + 1;
    seen.set(revision, count);
    return revisions.commitOf(count === 1 ? revision : `${revision} #${count}`);
  });
  const commitAt = (index: number): string => {
    const step = steps[index];
    if (step === undefined || !isRetry(step)) return own[index] ?? '';
    return commitAt(indexOfRetried(steps, step));
  };
  return steps.map((_, index) => commitAt(index));
}
