// Builds and projects as the API shows them.

import type { Build, Project } from './builds.ts';
import { phasesOf } from './phases.ts';

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
    source: build.project.source,
    secondarySources: [],
    secondarySourceVersions: [],
    secondaryArtifacts: [],
    cache: { type: 'NO_CACHE' },
    logs: logsForm(build),
    serviceRole: serviceRoleOf(build.project),
    encryptionKey: encryptionKeyOf(build.project),
    artifacts: build.artifact && {
      location: build.artifact.location,
      sha256sum: build.artifact.sha256,
      md5sum: build.artifact.md5,
    },
    environment: environmentForm(build.environmentVariables),
    timeoutInMinutes: build.project.timeoutMinutes ?? 60,
    queuedTimeoutInMinutes: 480,
    exportedEnvironmentVariables: Object.entries(build.exportedVariables).map(([name, value]) => ({
      name,
      value,
    })),
  };
}

function environmentForm(variables: Build['environmentVariables']) {
  return {
    type: 'ARM_CONTAINER',
    image: 'aws/codebuild/amazonlinux2-aarch64-standard:3.0',
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
    arn: `arn:aws:codebuild:${project.region}:${project.account}:project/${project.name}`,
    source: project.source,
    artifacts: project.artifact
      ? { type: 'S3', location: project.artifact.bucket }
      : { type: 'NO_ARTIFACTS' },
    environment: environmentForm(project.environmentVariables ?? []),
    serviceRole: serviceRoleOf(project),
    encryptionKey: encryptionKeyOf(project),
    cache: { type: 'NO_CACHE' },
    badge: { badgeEnabled: false },
    timeoutInMinutes: project.timeoutMinutes ?? 60,
    queuedTimeoutInMinutes: 480,
  };
}

function serviceRoleOf({ account, name }: Project): string {
  return `arn:aws:iam::${account}:role/service-role/codebuild-${name}`;
}

function encryptionKeyOf({ account, region }: Project): string {
  return `arn:aws:kms:${region}:${account}:alias/aws/s3`;
}

function logsForm({ id, project: { name, account, region } }: Build) {
  const [groupName, streamName] = [`/aws/codebuild/${name}`, id.split(':')[1]];
  const group = `arn:aws:logs:${region}:${account}:log-group:${groupName}`;
  return {
    groupName,
    streamName,
    cloudWatchLogsArn: `${group}:log-stream:${streamName}`,
    cloudWatchLogs: { status: 'ENABLED' },
  };
}
