// Raw events of builds, read; and what they say of the project that they are of.

import type { Source } from '@tidegate/embedded-aws/services/codebuild/builds';
import * as z from 'zod';
import { BATCH_ARN, BUILD_ARN } from '../../core/admission/build-arn.ts';
import { isByWebhook } from '../../core/admission/webhook.ts';
import { Failure } from '../../core/failure.ts';
import type { BuildParts } from './build-parts.ts';
import { home } from './place.ts';
import type { BuildStep } from './scenario.ts';

/** What is null, or not as CodeBuild writes it, tells nothing: all else of the event is believed. */
function told<Schema extends z.ZodType>(schema: Schema) {
  return schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);
}

const toldText = told(z.string());

const rawArtifact = z.looseObject({ location: toldText, sha256sum: toldText });

export type RawArtifact = Partial<Pick<z.output<typeof rawArtifact>, 'location' | 'sha256sum'>>;

const secondaryArtifact = rawArtifact
  .extend({
    'artifact-identifier': toldText,
    artifactIdentifier: toldText,
    identifier: toldText,
  })
  .transform(({ artifactIdentifier, identifier, ...each }) => ({
    ...each,
    'artifact-identifier':
      each['artifact-identifier'] ?? artifactIdentifier ?? identifier ?? fileOf(each.location),
  }));

function fileOf(location = ''): string {
  return location.slice(location.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}

/** One alone may stand without a list around it; what is no artifact among them is none. */
const secondaryArtifacts = z
  .union([z.array(z.unknown()), z.looseObject({}).transform((one) => [one])])
  .transform((all) => all.flatMap((each) => secondaryArtifact.safeParse(each).data ?? []));

const rawSource = z.looseObject({
  type: z.string(),
  location: toldText,
  buildspec: toldText,
});

/** What is no variable among them is none. */
const variables = z
  .array(z.unknown())
  .transform((all) => all.flatMap((each) => rawVariable.safeParse(each).data ?? []));

const rawVariable = z.object({
  name: z.string(),
  value: z.string(),
  type: z.enum(['PLAINTEXT', 'PARAMETER_STORE', 'SECRETS_MANAGER']).default('PLAINTEXT'),
});

const information = z.looseObject({
  'build-number': told(z.number().min(0).max(Number.MAX_SAFE_INTEGER)),
  'build-start-time': toldText,
  initiator: toldText,
  'source-version': toldText,
  source: told(rawSource),
  artifact: told(rawArtifact),
  'secondary-artifacts': told(secondaryArtifacts),
  environment: told(z.looseObject({ image: toldText, 'environment-variables': told(variables) })),
  'build-batch-arn': z
    .string()
    .refine((arn) => arn === '' || BATCH_ARN.test(arn), 'expected the ARN of a batch')
    .nullish(),
  'exported-environment-variables': told(
    z.array(z.looseObject({ name: z.string(), value: z.string() })),
  ),
});

export const RawBuildEvent = z.looseObject({
  source: z.literal('aws.codebuild'),
  'detail-type': z.literal('CodeBuild Build State Change'),
  // The bus says both, where whoever puts the event there does not.
  account: z
    .string()
    .regex(/^\d{12}$/, 'expected an account’s 12 digits')
    .default(home.account),
  region: z.string().min(1).default(home.region),
  detail: z.looseObject({
    'build-status': z.string(),
    'project-name': z.string().min(1),
    'build-id': z.string().regex(BUILD_ARN, 'expected the ARN of a build'),
    'additional-information': information.nullish().transform((it) => it ?? information.parse({})),
  }),
});

export type Parsed = z.output<typeof RawBuildEvent>;

export interface RawEvent {
  readonly raw: unknown;
  /** Undefined for an event of another shape: it is put on the bus all the same, which is what is being tried. */
  readonly parsed: Parsed | undefined;
  /** Why nothing comes of one of another shape. */
  readonly problem?: string;
}

export function eventOf({ readFile }: Pick<BuildParts, 'readFile'>, path: string): RawEvent {
  try {
    const raw: unknown = JSON.parse(readFile(path));
    const read = RawBuildEvent.safeParse(raw);
    if (read.success) return { raw, parsed: read.data };
    const problem = z
      .prettifyError(read.error)
      .replaceAll(/\s*\n\s*/g, ' ')
      .replaceAll('✖ ', '');
    return { raw, parsed: undefined, problem };
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
    const image = environment?.image;
    if (source === undefined && image === undefined) return [];
    const isPushed =
      isByWebhook({ initiator, exported: {} }) || /^(codepipeline|rule)\//.test(initiator);
    const own = source && { source: projectSource(source, isPushed) };
    return [{ isPushed, is: { ...own, ...(image && { image }) } }];
  });
  const pushed = told.filter(({ isPushed }) => isPushed);
  return mostOf((pushed.length > 0 ? pushed : told).map(({ is }) => is)) ?? {};
}

function projectSource(told: RawSource, isPushed: boolean): Source {
  const { buildspec, ...rest } = sourceOf(told);
  const isOwn = buildspec !== undefined && (isPushed || !/\n|^version:/.test(buildspec));
  return { ...rest, ...(isOwn && { buildspec }) };
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

type RawSource = NonNullable<Information['source']>;

export function sourceOf({ type, location, buildspec }: RawSource): Source {
  return { type, ...(location && { location }), ...(buildspec && { buildspec }) };
}
