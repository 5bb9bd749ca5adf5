// Builds and projects as the API shows them.

import { partitionOf } from '../../partition.ts';
import { IMAGE } from './build-event.ts';
import { type Batch, type Build, type BuiltArtifact, initiatorOf, type Project } from './builds.ts';
import { phasesOf } from './phases.ts';
import { reportArnsOf } from './reports.ts';

export function buildForm(build: Build) {
  const complete = build.status !== 'IN_PROGRESS';
  return {
    id: build.id,
    arn: build.arn,
    buildNumber: build.number,
    startTime: build.startedAt,
    endTime: build.endedAt,
    currentPhase: complete ? 'COMPLETED' : 'SUBMITTED',
    buildStatus: build.status,
    buildComplete: complete,
    sourceVersion: build.sourceVersion,
    resolvedSourceVersion: build.resolvedSourceVersion,
    projectName: build.project.name,
    initiator: build.initiator,
    phases: phasesOf(build).map(({ type, startedAt, endedAt, status, context }) => ({
      phaseType: type,
      phaseStatus: status,
      startTime: startedAt,
      endTime: endedAt,
      durationInSeconds: endedAt && (endedAt.getTime() - startedAt.getTime()) / 1000,
      contexts: context?.map((message) => ({ message })),
    })),
    source: build.overrides?.source ?? build.project.source,
    secondarySources: [],
    secondarySourceVersions: [],
    secondaryArtifacts: (build.secondaryArtifacts ?? []).map((artifact) => ({
      ...artifactForm(artifact),
      artifactIdentifier: artifact.identifier,
    })),
    buildBatchArn: build.batch,
    cache: { type: 'NO_CACHE' },
    logs: logsForm(build),
    serviceRole: serviceRoleOf(build.project),
    encryptionKey: encryptionKeyOf(build.project),
    artifacts: build.artifact ? artifactForm(build.artifact) : undefined,
    environment: environmentForm(
      build.environmentVariables,
      build.overrides?.image ?? build.project.image,
    ),
    timeoutInMinutes: build.project.timeoutMinutes ?? 60,
    queuedTimeoutInMinutes: 480,
    ...(build.reports && { reportArns: reportArnsOf(build) }),
    exportedEnvironmentVariables: Object.entries(build.exportedVariables).map(([name, value]) => ({
      name,
      value,
    })),
  };
}

function artifactForm({ location, sha256, md5 }: BuiltArtifact) {
  return { location, sha256sum: sha256, md5sum: md5 };
}

/** A batch ends that long after the last of its builds: no event says when. */
const BATCH_ENDS_AFTER_MILLIS = 10_000;

/** A batch is as its builds are: it has succeeded when all of them have. */
export function batchForm(batch: Batch, number: number, builds: readonly Build[], now: Date) {
  const { arn, project, startedAt } = batch;
  const own = builds.filter((build) => build.batch === arn);
  const ends = own.map(({ endedAt }) => endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const endsAt = Math.max(...ends) + BATCH_ENDS_AFTER_MILLIS;
  const isRunning = own.length < batch.size || now.getTime() < endsAt;
  const hasFailed = own.some(({ status }) => status !== 'SUCCEEDED' && status !== 'IN_PROGRESS');
  return {
    id: arn.slice(arn.indexOf('build-batch/') + 'build-batch/'.length),
    arn,
    startTime: startedAt,
    ...(!isRunning && { endTime: new Date(endsAt) }),
    currentPhase: isRunning ? 'IN_PROGRESS' : hasFailed ? 'FAILED' : 'SUCCEEDED',
    buildBatchStatus: isRunning ? 'IN_PROGRESS' : hasFailed ? 'FAILED' : 'SUCCEEDED',
    sourceVersion: own[0]?.sourceVersion,
    resolvedSourceVersion: own.find((build) => build.resolvedSourceVersion)?.resolvedSourceVersion,
    projectName: project.name,
    initiator: initiatorOf(project.source),
    source: own[0]?.overrides?.source ?? project.source,
    environment: environmentForm([], own[0]?.overrides?.image ?? project.image),
    buildBatchNumber: number,
    complete: !isRunning,
    buildGroups: own.map((build) => ({
      identifier: build.identifier ?? build.id.split(':')[1],
      dependsOn: [],
      ignoreFailure: false,
      currentBuildSummary: {
        arn: build.arn,
        requestedOn: build.startedAt,
        buildStatus: build.status,
        ...(build.artifact && {
          primaryArtifact: { type: 'S3', location: build.artifact.location },
        }),
        secondaryArtifacts: (build.secondaryArtifacts ?? []).map(({ identifier, location }) => ({
          type: 'S3',
          location,
          identifier,
        })),
      },
    })),
  };
}

function environmentForm(variables: Build['environmentVariables'], image: string | undefined) {
  return {
    type: 'ARM_CONTAINER',
    image: image ?? IMAGE,
    computeType: 'BUILD_GENERAL1_SMALL',
    privilegedMode: false,
    imagePullCredentialsType: 'CODEBUILD',
    environmentVariables: variables.map(({ name, value, type = 'PLAINTEXT' }) => ({
      name,
      value,
      type,
    })),
  };
}

export function projectForm(project: Project) {
  return {
    name: project.name,
    arn: `arn:${partitionOf(project.region)}:codebuild:${project.region}:${project.account}:project/${project.name}`,
    source: project.source,
    artifacts: project.artifact
      ? { type: 'S3', location: project.artifact.bucket }
      : { type: 'NO_ARTIFACTS' },
    environment: environmentForm(project.environmentVariables ?? [], project.image),
    sourceVersion: project.sourceVersion,
    webhook: project.webhook && {
      url: `https://codebuild.${project.region}.amazonaws.com/webhooks`,
      ...project.webhook,
    },
    serviceRole: serviceRoleOf(project),
    encryptionKey: encryptionKeyOf(project),
    cache: { type: 'NO_CACHE' },
    badge: { badgeEnabled: false },
    timeoutInMinutes: project.timeoutMinutes ?? 60,
    queuedTimeoutInMinutes: 480,
  };
}

function serviceRoleOf({ account, region, name }: Project): string {
  return `arn:${partitionOf(region)}:iam::${account}:role/service-role/codebuild-${name}`;
}

function encryptionKeyOf({ account, region }: Project): string {
  return `arn:${partitionOf(region)}:kms:${region}:${account}:alias/aws/s3`;
}

function logsForm({ id, project: { name, account, region } }: Build) {
  const [groupName, streamName] = [`/aws/codebuild/${name}`, id.split(':')[1]];
  const group = `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${groupName}`;
  return {
    groupName,
    streamName,
    cloudWatchLogsArn: `${group}:log-stream:${streamName}`,
    cloudWatchLogs: { status: 'ENABLED' },
  };
}
