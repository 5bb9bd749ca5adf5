// Where revisions come from, as a pipeline file says it.

import * as z from 'zod';
import { Failure } from '../failure.ts';
import { projectName } from './aws-names.ts';
import { artifacts, type BundleDefinition, bundle, ecr, glob, s3 } from './bundle-schema.ts';
import { eachAlone, isOneOf, type OneOf, oneOfText } from './one-of.ts';
import { schedule } from './schedule-schema.ts';
import { accountId, region, text } from './value-schemas.ts';

/** Exactly one of them. */
const kinds = {
  project: projectName.meta({
    description: 'The CodeBuild project whose successful builds start releases.',
  }),
  ecr,
  s3,
  bundle,
  event: z.literal(true).meta({
    description:
      'Signed requests on the event bus, from whatever builds it: ReleaseRequested, signed by the pipeline’s key.',
  }),
};

const told = z.strictObject({
  ...z.object(kinds).partial().shape,
  account: accountId.optional().meta({ description: 'Default: the account Tidegate runs in.' }),
  region: region.optional().meta({ description: 'Default: the region Tidegate runs in.' }),
  repository: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'expected the name of a CodeCommit repository')
    .optional()
    .meta({
      description:
        'The CodeCommit repository, beside the project, whose pushes Tidegate has the project build. Default: none.',
      examples: ['shop'],
    }),
  codePipeline: z
    .string()
    .regex(/^[\w.@-]{1,100}$/, 'expected the name of a pipeline in CodePipeline')
    .optional()
    .meta({
      description:
        'The CodePipeline whose builds alone are releases, and whose Step Functions action starts them. Default: none.',
      examples: ['shop'],
    }),
  branches: z
    .array(glob)
    .optional()
    .meta({
      description: 'The branches whose builds are releases. Default: the default branch.',
      examples: [['main', 'release/*']],
    }),
  tags: z
    .array(glob)
    .optional()
    .meta({
      description: 'The tags whose builds are releases. Default: none.',
      examples: [['v*']],
    }),
  paths: z
    .array(glob)
    .min(1)
    .optional()
    .meta({
      description:
        'Only builds that changed one of these are releases, where the repository or the buildspec tells; see TIDEGATE_CHANGED_PATHS.',
      examples: [['services/checkout/**']],
    }),
  artifact: text.optional().meta({
    description:
      'Which artifact is released: a secondary artifact’s identifier, or in a batch a build’s. Default: the build’s own.',
    examples: ['package'],
  }),
  artifacts: artifacts.optional(),
  pullRequests: z.boolean().optional().meta({
    description: 'Whether builds of pull requests are releases, strangers’ too. Default: false.',
  }),
  schedule: schedule.optional(),
  overrides: z.boolean().optional().meta({
    description:
      'Whether builds with another buildspec, image or source than the project’s are releases. Default: false.',
  }),
});

type Told = z.output<typeof told>;

const isOfOneKind = (it: Told): it is Told & OneOf<typeof kinds> => isOneOf(kinds, it);

export const source = told.refine(isOfOneKind, oneOfText(kinds)).meta({
  description: 'Where revisions come from, and which of them are releases.',
  oneOf: eachAlone(kinds),
});

export type SourceDefinition = z.output<typeof source>;

/** The project whose builds are released. Throws where the source is another: whoever asks has looked before. */
export function projectOf(from: SourceDefinition): string {
  if (from.project !== undefined) return from.project;
  throw new Failure('Refused', `expected builds of a CodeBuild project, got ${sourceText(from)}`);
}

/** What a policy, and whoever may take a pipeline over, knows a source by: `shop-build`, `ecr:shop`, `s3:acme/a`. */
export function sourceWord(source: SourceDefinition): string {
  const { project, ecr: images, event, s3: object, bundle: parts } = source;
  if (event !== undefined) return 'event';
  if (parts !== undefined) return `bundle:${partWords(parts).join('+')}`;
  if (object !== undefined) return `s3:${object.bucket}/${object.key}`;
  return project ?? `ecr:${images?.repository}`;
}

function partWords(parts: BundleDefinition): string[] {
  return Object.values(parts)
    .map((part) =>
      part.s3 ? `s3:${part.s3.bucket}/${part.s3.key}` : `ecr:${part.ecr?.repository}`,
    )
    .sort();
}

/** The names of its parts, where it is released in several. */
export function partsOf({ bundle: parts, artifacts: made }: SourceDefinition): string[] {
  return Object.keys(parts ?? made ?? {});
}

/** As it goes on in a sentence: `project shop-build`. */
export function sourceText(source: SourceDefinition): string {
  const { project, ecr: images, event, s3: object, bundle: parts } = source;
  if (event !== undefined) return 'signed requests';
  if (parts !== undefined) return `the bundle of ${Object.keys(parts).join(', ')}`;
  if (object !== undefined) return `object s3://${object.bucket}/${object.key}`;
  return project === undefined ? `ECR repository ${images?.repository}` : `project ${project}`;
}
