// CodeBuild: builds take virtual time, end as the world says, and leave an artifact in S3.

import { createHash } from 'node:crypto';
import type { VirtualClock } from '../../clock.ts';
import { modelFor } from '../../models/refusals.ts';
import { partitionOf } from '../../partition.ts';
import { AwsError, type Service, type Tags } from '../../service.ts';
import type { Emit } from '../events/event.ts';
import { type Place, places } from '../places.ts';
import type { Objects } from '../s3/objects.ts';
import { buildEvent } from './build-event.ts';
import {
  type Batch,
  type Build,
  type BuildOutcome,
  type BuildScript,
  initiatorOf,
  type Project,
} from './builds.ts';
import { codebuildOperations } from './operations.ts';
import type { StartRequest, State } from './state.ts';

export interface CodeBuild {
  readonly service: Service;
  addProject(project: Project): void;
  /** Starts a build as a push does. */
  start(project: string, place: Place, request?: StartRequest): Build;
  /** Stops a build that runs. */
  stop(build: Build): void;
  /** Says how builds end; the last script that answers counts. Without one they succeed in two minutes. */
  script(script: BuildScript): void;
  builds(project: string, place: Place): readonly Build[];
  /** A batch of so many builds, unless it is there: it ends when the last of those that name it has. */
  addBatch(batch: Batch): void;
  /** Takes in a build from elsewhere, or what became of it since, without an event: whoever knows of it has one. */
  adopt(build: Build): void;
}

const BUILD_SECONDS = 120;

export function codeBuild(clock: VirtualClock, objects: Objects, emit: Emit): CodeBuild {
  const states = places((): State => ({ projects: new Map(), builds: [], batches: [] }));
  const ids = clock.chance.stream('codebuild');
  const scripts: BuildScript[] = [];

  function start(name: string, place: Place, request: StartRequest = {}): Build {
    const { projects, builds } = states.at(place);
    const project = projects.get(name);
    if (!project) throw notFound(name, place);
    const number = builds.filter((build) => build.project.name === name).length + 1;
    const build = newBuild(project, number, ids.uuid(), request.startedAt ?? clock.now(), request);
    builds.push(build);
    emit(buildEvent(build));
    const outcome = inTime({ ...scripted(build), ...request.outcome }, request);
    build.cancel = clock.at(endOf(build, outcome), () => finish(build, outcome));
    return build;
  }

  function scripted(build: Build): BuildOutcome {
    const answers = scripts.map((script) => script(build)).filter((answer) => answer !== undefined);
    return answers.at(-1) ?? {};
  }

  function finish(build: Build, outcome: BuildOutcome): void {
    build.cancel();
    build.status = outcome.status ?? 'SUCCEEDED';
    build.endedAt = clock.now();
    build.resolvedSourceVersion = outcome.commit ?? commitOf(build);
    build.exportedVariables = outcome.exportedVariables ?? {};
    if (build.status === 'SUCCEEDED' || outcome.key !== undefined)
      build.artifact = upload(build, outcome, objects);
    reportOn(build, outcome);
    if (build.status === 'SUCCEEDED')
      build.secondaryArtifacts = secondaryOf(build, outcome, objects);
    emit(buildEvent(build));
  }
  const stop = (build: Build) => finish(build, { status: 'STOPPED' });
  return {
    service: {
      id: 'codebuild',
      model: modelFor('codebuild'),
      tagsOf: (arn, call) => tagsIn(states.at(call), arn),
      operations: codebuildOperations({ stateAt: states.at, start, stop, now: clock.now }),
    },
    addProject: (project) => void states.at(project).projects.set(project.name, project),
    start,
    stop,
    script: (script) => void scripts.push(script),
    addBatch: (batch) => {
      const { batches } = states.at(batch.project);
      if (!batches.some(({ arn }) => arn === batch.arn)) batches.push(batch);
    },
    adopt: (build) => {
      const { builds } = states.at(build.project);
      const known = builds.findIndex(({ arn }) => arn === build.arn);
      builds.splice(known < 0 ? builds.length : known, 1, build);
    },
    builds: (name, place) => states.at(place).builds.filter(({ project }) => project.name === name),
  };
}

function newBuild(
  project: Project,
  number: number,
  uuid: string,
  now: Date,
  request: StartRequest,
): Build {
  const { name, account, region } = project;
  const id = `${name}:${uuid}`;
  const overrides = request.environmentVariables ?? [];
  const overridden = new Set(overrides.map((each) => each.name));
  const kept = (project.environmentVariables ?? []).filter((each) => !overridden.has(each.name));
  return {
    project,
    id,
    arn: `arn:${partitionOf(region)}:codebuild:${region}:${account}:build/${id}`,
    number,
    startedAt: now,
    initiator: request.initiator ?? initiatorOf(project.source),
    sourceVersion: request.sourceVersion,
    environmentVariables: [...kept, ...overrides],
    idempotencyToken: request.idempotencyToken,
    overrides: request.overrides,
    batch: request.batch,
    identifier: request.identifier,
    status: 'IN_PROGRESS',
    endedAt: undefined,
    resolvedSourceVersion: undefined,
    artifact: undefined,
    exportedVariables: {},
    cancel: () => {},
  };
}

/** A commit for a build that was not told one: its source version if that is a commit, else made from its id. */
function commitOf({ sourceVersion, id }: Build): string {
  const [, named] = /^(?:.*\^\{)?([0-9a-f]{40})\}?$/.exec(sourceVersion ?? '') ?? [];
  if (named) return named;
  return createHash('sha1').update(id).digest('hex');
}

function upload(
  { project, id, number }: Build,
  { artifact, key: own }: BuildOutcome,
  objects: Objects,
) {
  if (!project.artifact) return undefined;
  const { bucket, key: keyOf } = project.artifact;
  const key = own ?? keyOf(number);
  const object = objects.put(bucket, key, { body: artifact ?? `artifact of ${id}` });
  return {
    location: `arn:${partitionOf(project.region)}:s3:::${bucket}/${key}`,
    md5: createHash('md5').update(object.body).digest('hex'),
    sha256: Buffer.from(object.sha256, 'base64').toString('hex'),
  };
}

function inTime(outcome: BuildOutcome, { timeoutMinutes }: StartRequest): BuildOutcome {
  const most = (timeoutMinutes ?? Number.POSITIVE_INFINITY) * 60;
  const { seconds = BUILD_SECONDS } = outcome;
  return seconds <= most ? outcome : { ...outcome, status: 'TIMED_OUT', seconds: most };
}

function endOf({ startedAt }: Build, { seconds = BUILD_SECONDS }: BuildOutcome): number {
  return startedAt.getTime() + seconds * 1000;
}

/** One that did not run to its end leaves nothing to be read. */
function reportOn(build: Build, { reports }: BuildOutcome): void {
  if (reports && (build.status === 'SUCCEEDED' || build.status === 'FAILED'))
    build.reports = reports;
}

function secondaryOf(build: Build, { secondaryArtifacts }: BuildOutcome, objects: Objects) {
  return (secondaryArtifacts ?? []).flatMap(({ identifier, body, key: own }) => {
    const beside = build.project.artifact?.key(build.number).replace(/[^/]*$/, `${identifier}.zip`);
    const key = own ?? beside;
    const made = key === undefined ? undefined : upload(build, { artifact: body, key }, objects);
    return made ? [{ ...made, identifier }] : [];
  });
}

function notFound(name: string, { account, region }: Place): AwsError {
  const arn = `arn:${partitionOf(region)}:codebuild:${region}:${account}:project/${name}`;
  return new AwsError('ResourceNotFoundException', `Project cannot be found: ${arn}`);
}

function tagsIn({ projects }: State, arn: string): Tags | undefined {
  return projects.get(arn.split(':project/')[1] ?? '')?.tags;
}
