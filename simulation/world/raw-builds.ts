// Raw events of builds: what one says is believed, and the build that it names is made to exist.

import type {
  Build,
  BuiltArtifact,
  Source,
} from '@tidegate/embedded-aws/services/codebuild/builds';
import type { NewEvent } from '@tidegate/embedded-aws/services/events/event';
import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import {
  BUILD_SECONDS,
  type BuildParts,
  type BuildToCome,
  beginBatch,
  overridesOf,
} from './build-parts.ts';
import { artifactBucket, home } from './place.ts';
import { addRepository, pushCommit } from './repositories.ts';
import type { BuildStep } from './scenario.ts';

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
        'build-start-time': z.string().optional(),
        initiator: z.string().optional(),
        'source-version': z.string().optional(),
        source: z
          .looseObject({
            type: z.string(),
            location: z.string().optional(),
            buildspec: z.string().optional(),
          })
          .optional(),
        artifact: z
          .looseObject({ location: z.string().optional(), sha256sum: z.string().optional() })
          .optional(),
        environment: z.looseObject({ image: z.string().optional() }).optional(),
        'build-batch-arn': z.string().optional(),
      })
      .default({}),
  }),
});

type Parsed = z.output<typeof RawBuildEvent>;

export interface RawEvent {
  readonly raw: unknown;
  /** Undefined for an event of another shape: it is put on the bus all the same, which is what is being tried. */
  readonly parsed: Parsed | undefined;
}

export function eventOf({ readFile }: Pick<BuildParts, 'readFile'>, path: string): RawEvent {
  try {
    const raw: unknown = JSON.parse(readFile(path));
    return { raw, parsed: RawBuildEvent.safeParse(raw).data };
  } catch (cause) {
    throw new Failure(
      'Refused',
      `expected the event file ${path} to hold JSON, got: ${(cause as Error).message}`,
      { cause },
    );
  }
}

/** What the events of a project’s builds say of it; the first that was not overridden is believed. */
export function projectTold(
  parts: Pick<BuildParts, 'readFile'>,
  steps: readonly BuildStep[],
  project: string,
): { readonly source?: Source; readonly image?: string } {
  for (const { event, override, pullRequest } of steps) {
    if (event === undefined || override || pullRequest !== undefined) continue;
    const { parsed } = eventOf(parts, event);
    if (parsed?.detail['project-name'] !== project) continue;
    const { source, environment } = parsed.detail['additional-information'];
    if (source === undefined) continue;
    return { source: sourceOf(source), ...(environment?.image && { image: environment.image }) };
  }
  return {};
}

type Information = Parsed['detail']['additional-information'];

function sourceOf({ type, location, buildspec }: NonNullable<Information['source']>): Source {
  return { type, ...(location && { location }), ...(buildspec && { buildspec }) };
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
    if (codeBuild.builds(project, parsed.data).some((build) => build.arn === arn)) return;
    const number = codeBuild.builds(project, parsed.data).length + 1;
    const name = `build-${parsed.data.detail['additional-information']['build-number'] ?? number}`;
    const step = { at: '0s', revision: name, status: 'SUCCEEDED' } as const;
    const source = { type: 'CODECOMMIT' };
    const commit = parts.revisions.commitOf(name);
    const { detail } = parsed.data;
    const artifact = { location: `arn:aws:s3:::${artifactBucket}/${name}.zip` };
    const told = { artifact, ...detail['additional-information'] };
    makeExist(
      parts,
      { ...parsed.data, detail: { ...detail, 'additional-information': told } },
      { step, commit, source },
    );
  });
}

export function replay(parts: BuildParts, { raw, parsed }: RawEvent, coming: BuildToCome): void {
  if (parsed) makeExist(parts, parsed, coming);
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
  parts: Omit<BuildParts, 'readFile' | 'startAt'>,
  event: Parsed,
  { step, commit, source: usual, batch }: BuildToCome,
): void {
  const { aws, clock, revisions } = parts;
  const { detail, account, region } = event;
  const told = detail['additional-information'];
  const place = { account, region };
  const project = detail['project-name'];
  const arn = detail['build-id'];
  const number = Math.floor(
    told['build-number'] ?? aws.codeBuild.builds(project, place).length + 1,
  );
  const name = step.revision ?? `build-${number}`;
  const startedAt = startOf(told) ?? new Date(clock.millis() - BUILD_SECONDS * 1000);
  const own = told.source && sourceOf(told.source);
  const source = own ?? usual;
  const overrides = step.override
    ? overridesOf(source)
    : {
        ...(own && { source: own }),
        ...(told.environment?.image && { image: told.environment.image }),
      };
  const resolved = commitIn(told['source-version']) ?? commit;
  revisions.built(name, resolved);
  const paths = parts.pipelines.find((each) => each.source.project === project)?.source.paths;
  addRepository(aws, { account, source });
  pushCommit(aws, { account, source }, { step, commit: resolved, at: startedAt, paths });
  if (batch) beginBatch(parts, batch, { project, source, startedAt, place });
  aws.codeBuild.adopt({
    project: { ...place, name: project, source },
    id: arn.slice(arn.indexOf('build/') + 'build/'.length),
    arn,
    number,
    startedAt,
    initiator: told.initiator ?? 'push',
    sourceVersion: told['source-version'],
    environmentVariables: [],
    idempotencyToken: undefined,
    overrides,
    batch: batch?.arn,
    identifier: name,
    status: detail['build-status'] as 'SUCCEEDED',
    endedAt: clock.now(),
    resolvedSourceVersion: resolved,
    artifact: artifactOf(parts, event, revisions.contentOf(name)),
    exportedVariables:
      step.branch === undefined ? {} : { CODEBUILD_WEBHOOK_HEAD_REF: `refs/heads/${step.branch}` },
    cancel: () => {},
  } satisfies Build);
}

/** CodeBuild writes UTC without saying so. */
function startOf({ 'build-start-time': written }: Information): Date | undefined {
  const millis = Date.parse(`${written ?? ''} UTC`);
  return Number.isNaN(millis) ? undefined : new Date(millis);
}

function commitIn(sourceVersion = ''): string | undefined {
  return /^(?:.*\^\{)?([0-9a-f]{40})\}?$/.exec(sourceVersion)?.[1];
}

/** None where the event names none. A folder has no digest: CodeBuild has not packaged it. */
function artifactOf(
  { aws }: Pick<BuildParts, 'aws'>,
  { detail, account, region }: Parsed,
  body: string,
): BuiltArtifact | undefined {
  const { location = '', sha256sum } = detail['additional-information'].artifact ?? {};
  const [, bucket, key] = /^arn:aws[^:]*:s3:::([^/]+)\/(.+)$/.exec(location) ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  if (!aws.s3.objects.buckets().some((each) => each.name === bucket))
    aws.s3.objects.create(bucket, account, region);
  if (isFolder(key, sha256sum)) {
    aws.s3.objects.put(bucket, `${key.replace(/\/$/, '')}/index.mjs`, { body });
    return { location };
  }
  const stored = aws.s3.objects.put(bucket, key, { body });
  return {
    location: `arn:aws:s3:::${bucket}/${key}`,
    md5: stored.eTag.replaceAll('"', ''),
    sha256: Buffer.from(stored.sha256, 'base64').toString('hex'),
  };
}

function isFolder(key: string, sha256sum: string | undefined): boolean {
  const file = key.slice(key.lastIndexOf('/') + 1);
  return file === '' || (!sha256sum && !file.includes('.'));
}
