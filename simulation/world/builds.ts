// The builds of a scenario: simulated ones that end on time, and raw events with the build they name.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { NewEvent } from '@tidegate/embedded-aws/services/events/event';
import * as z from 'zod';
import { parseDuration } from '../../core/duration.ts';
import { Failure } from '../../core/failure.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { artifactBucket, home } from './place.ts';
import { sourcePlace } from './provision.ts';
import type { Revisions } from './revisions.ts';
import type { BuildStep } from './scenario.ts';

export interface BuildParts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly startAt: Date;
  readonly revisions: Revisions;
  readonly pipelines: readonly PipelineDefinition[];
  /** Reads a file that the scenario names. */
  readonly readFile: (path: string) => string;
}

const BUILD_SECONDS = 120;

/** Schedules the build of a step; `done` is called when it has ended. */
export function scheduleBuild(parts: BuildParts, step: BuildStep, done: () => void): void {
  const endsAt = parts.startAt.getTime() + parseDuration(step.at)! * 1000;
  if (step.event !== undefined) {
    const event = readEvent(parts, step.event);
    parts.clock.at(endsAt, () => {
      replay(parts, event, step.revision);
      done();
    });
    return;
  }
  const { source, ...pipeline } = pipelineOf(parts, step);
  const place = sourcePlace({ source, ...pipeline });
  const revision = step.revision!;
  parts.clock.at(endsAt - BUILD_SECONDS * 1000, () => {
    parts.aws.codeBuild.start(source.project, place, {
      sourceVersion: parts.revisions.commitOf(revision),
      outcome: {
        status: step.status,
        seconds: BUILD_SECONDS,
        commit: parts.revisions.commitOf(revision),
        artifact: parts.revisions.contentOf(revision),
      },
    });
  });
  parts.clock.at(endsAt, done);
}

function pipelineOf(
  { pipelines }: BuildParts,
  { pipeline: wanted }: BuildStep,
): PipelineDefinition {
  const found =
    wanted === undefined ? pipelines[0] : pipelines.find(({ pipeline }) => pipeline === wanted);
  if (found) return found;
  const known = pipelines.map(({ pipeline }) => pipeline).join(', ');
  throw new Failure('Refused', `expected a build of one of ${known}, got one of ${wanted}`);
}

const RawBuildEvent = z.looseObject({
  source: z.literal('aws.codebuild'),
  'detail-type': z.string(),
  account: z.string(),
  region: z.string(),
  time: z.iso.datetime(),
  detail: z.looseObject({
    'build-status': z.string(),
    'project-name': z.string(),
    'build-id': z.string(),
    'additional-information': z
      .looseObject({
        'build-number': z.number().optional(),
        'source-version': z.string().optional(),
        artifact: z.looseObject({ location: z.string().optional() }).optional(),
      })
      .default({}),
  }),
});

type RawEvent = z.output<typeof RawBuildEvent>;

/** An event of another shape is put on the bus all the same: what it finds there is what is being tried. */
function readEvent({ readFile }: BuildParts, path: string): unknown {
  try {
    return JSON.parse(readFile(path));
  } catch (cause) {
    throw new Failure(
      'Refused',
      `expected the event file ${path} to hold JSON, got: ${(cause as Error).message}`,
      { cause },
    );
  }
}

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
    const known = parts.pipelines.find(({ source }) => source.project === project);
    const place = known ? sourcePlace(known) : parsed.data;
    if (!codeBuild.builds(project, place).some((build) => build.arn === arn))
      makeExist(parts, parsed.data, undefined);
  });
}

function replay(parts: BuildParts, raw: unknown, revision: string | undefined): void {
  const parsed = RawBuildEvent.safeParse(raw);
  if (parsed.success) makeExist(parts, parsed.data, revision);
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

/** The build and the artifact that the event speaks of. */
function makeExist(
  { aws, clock, revisions, pipelines }: Omit<BuildParts, 'readFile' | 'startAt'>,
  event: RawEvent,
  revision: string | undefined,
): void {
  const { detail, account, region } = event;
  const information = detail['additional-information'];
  const arn = detail['build-id'];
  const project = detail['project-name'];
  const known = pipelines.find(({ source }) => source.project === project);
  const place = known ? sourcePlace(known) : { account, region };
  const number = Math.floor(
    information['build-number'] ?? aws.codeBuild.builds(project, place).length + 1,
  );
  const name = revision ?? `build-${number}`;
  const [, bucket = artifactBucket, key = `${name}.zip`] =
    /^arn:aws[^:]*:s3:::([^/]+)\/(.+)$/.exec(information.artifact?.location ?? '') ?? [];
  if (!aws.s3.objects.buckets().some((each) => each.name === bucket)) {
    aws.s3.objects.create(bucket, account, region);
  }
  const stored = aws.s3.objects.put(bucket, key, { body: revisions.contentOf(name) });
  aws.codeBuild.adopt({
    project: { ...place, name: project, source: { type: 'CODECOMMIT' } },
    id: arn.slice(arn.indexOf('build/') + 'build/'.length),
    arn,
    number,
    startedAt: new Date(clock.millis() - BUILD_SECONDS * 1000),
    initiator: 'push',
    sourceVersion: information['source-version'],
    environmentVariables: [],
    idempotencyToken: undefined,
    status: detail['build-status'] as 'SUCCEEDED',
    endedAt: clock.now(),
    resolvedSourceVersion: information['source-version'] ?? revisions.commitOf(name),
    artifact: {
      location: `arn:aws:s3:::${bucket}/${key}`,
      md5: stored.eTag.replaceAll('"', ''),
      sha256: Buffer.from(stored.sha256, 'base64').toString('hex'),
    },
    exportedVariables: {},
    cancel: () => {},
  });
}
