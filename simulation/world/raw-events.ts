// Raw events of builds, read; and what they say of the project that they are of.

import type { Source } from '@tidegate/embedded-aws/services/codebuild/builds';
import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import type { BuildParts } from './build-parts.ts';
import type { BuildStep } from './scenario.ts';

const rawArtifact = z.looseObject({
  location: z.string().optional(),
  sha256sum: z.string().optional(),
});

export type RawArtifact = z.output<typeof rawArtifact>;

export const RawBuildEvent = z.looseObject({
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
        artifact: rawArtifact.optional(),
        'secondary-artifacts': z
          .array(rawArtifact.extend({ 'artifact-identifier': z.string() }))
          .optional(),
        environment: z.looseObject({ image: z.string().optional() }).optional(),
        'build-batch-arn': z.string().optional(),
      })
      .default({}),
  }),
});

export type Parsed = z.output<typeof RawBuildEvent>;

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

/**
 * What the events of a project’s builds say of it: what most of those say that a push started, else of the others. A
 * buildspec that a person has written into their start is theirs, and not the project’s.
 */
export function projectTold(
  parts: Pick<BuildParts, 'readFile'>,
  steps: readonly BuildStep[],
  project: string,
): { readonly source?: Source; readonly image?: string } {
  const told = steps.flatMap(({ event, override, pullRequest }) => {
    if (event === undefined || override || pullRequest !== undefined) return [];
    const { parsed } = eventOf(parts, event);
    if (parsed?.detail['project-name'] !== project) return [];
    const { source, environment, initiator = '' } = parsed.detail['additional-information'];
    if (source === undefined) return [];
    const isPushed = /Hookshot|codepipeline|^rule\//.test(initiator);
    const { buildspec, ...rest } = sourceOf(source);
    const isOwn = buildspec !== undefined && (isPushed || !/\n|^version:/.test(buildspec));
    const image = environment?.image;
    return [
      {
        isPushed,
        is: { source: { ...rest, ...(isOwn && { buildspec }) }, ...(image && { image }) },
      },
    ];
  });
  const pushed = told.filter(({ isPushed }) => isPushed);
  return mostOf((pushed.length > 0 ? pushed : told).map(({ is }) => is)) ?? {};
}

/** Of those that are said as often, the first. */
function mostOf<T>(all: readonly T[]): T | undefined {
  const counts = new Map<string, number>();
  for (const each of all) {
    const text = JSON.stringify(each);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return all.find((each) => counts.get(JSON.stringify(each)) === most);
}

export type Information = Parsed['detail']['additional-information'];

export function sourceOf({
  type,
  location,
  buildspec,
}: NonNullable<Information['source']>): Source {
  return { type, ...(location && { location }), ...(buildspec && { buildspec }) };
}
