// `CodeBuild Build State Change`, exactly as CodeBuild writes it: US dates, whole numbers as floats, S3 by ARN.

import type { NewEvent } from '../events/event.ts';
import type { Build } from './builds.ts';
import { phasesOf } from './phases.ts';

export function buildEvent(build: Build): NewEvent {
  const { project, arn, status } = build;
  const complete = status !== 'IN_PROGRESS';
  return {
    'detail-type': 'CodeBuild Build State Change',
    source: 'aws.codebuild',
    account: project.account,
    region: project.region,
    resources: [arn],
    detail: {
      'build-status': status,
      'project-name': project.name,
      'build-id': arn,
      'additional-information': additionalInformation(build),
      'current-phase': complete ? 'COMPLETED' : 'SUBMITTED',
      'current-phase-context': '[]',
      version: '1',
    },
  };
}

function additionalInformation(build: Build) {
  const { project, number, status, startedAt, initiator, sourceVersion } = build;
  return {
    cache: { type: 'NO_CACHE' },
    'build-number': number,
    'timeout-in-minutes': project.timeoutMinutes ?? 60,
    'build-complete': status !== 'IN_PROGRESS',
    initiator,
    'build-start-time': usDate(startedAt),
    source: build.overrides?.source ?? project.source,
    ...(sourceVersion && { 'source-version': sourceVersion }),
    artifact: artifactOf(build),
    environment: environmentOf(build),
    'project-file-system-locations': [],
    logs: logsOf(build),
    phases: phasesOf(build).map((phase) => ({
      ...(phase.endedAt && { 'phase-context': phase.context }),
      'start-time': usDate(phase.startedAt),
      ...(phase.endedAt && {
        'end-time': usDate(phase.endedAt),
        'duration-in-seconds': (phase.endedAt.getTime() - phase.startedAt.getTime()) / 1000,
      }),
      'phase-type': phase.type,
      ...(phase.endedAt && { 'phase-status': phase.status }),
    })),
    'queued-timeout-in-minutes': 480,
    ...(build.batch && { 'build-batch-arn': build.batch }),
  };
}

/** What builds run on where their project does not say it. */
export const IMAGE = 'aws/codebuild/amazonlinux2-aarch64-standard:3.0';

function artifactOf({ artifact }: Build) {
  if (!artifact) return { location: '' };
  const { md5, sha256, location } = artifact;
  return { ...(md5 && { md5sum: md5 }), ...(sha256 && { sha256sum: sha256 }), location };
}

function environmentOf({ environmentVariables, overrides, project }: Build) {
  return {
    image: overrides?.image ?? project.image ?? IMAGE,
    'privileged-mode': false,
    'image-pull-credentials-type': 'CODEBUILD',
    'compute-type': 'BUILD_GENERAL1_SMALL',
    type: 'ARM_CONTAINER',
    'environment-variables': environmentVariables.map(({ name, type = 'PLAINTEXT', value }) => ({
      name,
      type,
      value,
    })),
  };
}

function logsOf({ id, project: { name, region } }: Build) {
  const stream = id.split(':')[1];
  const path = `$252Faws$252Fcodebuild$252F${name}/log-events/${stream}`;
  return {
    'group-name': `/aws/codebuild/${name}`,
    'stream-name': stream,
    'deep-link': `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${path}`,
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov 20, 2026 2:05:11 PM`, in UTC and without saying so. */
export function usDate(date: Date): string {
  const hours = date.getUTCHours();
  const clock = [hours % 12 || 12, two(date.getUTCMinutes()), two(date.getUTCSeconds())].join(':');
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  return `${day} ${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
