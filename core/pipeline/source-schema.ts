// Where revisions come from, as a pipeline file says it.

import * as z from 'zod';
import { Failure } from '../failure.ts';
import { bucketName, projectName, repositoryName } from './aws-names.ts';
import { eachAlone, isOneOf, type OneOf, oneOfText } from './one-of.ts';
import { schedule } from './schedule-schema.ts';
import { accountId, region, text } from './value-schemas.ts';

const glob = z
  .string()
  .regex(/^(?!refs\/)[^\s]+$/, 'expected a name or a glob such as release/*, without refs/heads/')
  .max(255, 'expected at most 255 characters');

const ecr = z
  .strictObject({
    repository: repositoryName.meta({
      description: 'The repository that images are pushed to.',
      examples: ['shop'],
    }),
    tags: z
      .array(glob)
      .min(1)
      .meta({
        description: 'The tags whose images are releases; * is all but /.',
        examples: [['v*', 'main']],
      }),
  })
  .meta({
    description:
      'A repository of ECR: each image that is pushed there under one of these tags starts a release of its digest.',
  });

const s3 = z
  .strictObject({
    bucket: bucketName.meta({
      description: 'The bucket; it keeps versions, and tells EventBridge of them.',
      examples: ['acme-releases'],
    }),
    key: z
      .string()
      .min(1)
      .max(1_024)
      .meta({ description: 'The object’s key.', examples: ['checkout/package.zip'] }),
  })
  .meta({
    description: 'An object in S3: each version that is put there starts a release of its bytes.',
  });

/** Exactly one of them. */
const kinds = {
  project: projectName.meta({
    description: 'The CodeBuild project whose successful builds start releases.',
  }),
  ecr,
  s3,
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
export function sourceWord({ project, ecr: images, event, s3: object }: SourceDefinition): string {
  if (event !== undefined) return 'event';
  if (object !== undefined) return `s3:${object.bucket}/${object.key}`;
  return project ?? `ecr:${images?.repository}`;
}

/** As it goes on in a sentence: `project shop-build`. */
export function sourceText({ project, ecr: images, event, s3: object }: SourceDefinition): string {
  if (event !== undefined) return 'signed requests';
  if (object !== undefined) return `object s3://${object.bucket}/${object.key}`;
  return project === undefined ? `ECR repository ${images?.repository}` : `project ${project}`;
}
