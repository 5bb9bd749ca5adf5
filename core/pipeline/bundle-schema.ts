// Several artifacts that are released as one: each by the name that targets call it by.

import * as z from 'zod';
import { bucketName, repositoryName } from './aws-names.ts';
import { eachAlone, isOneOf, type OneOf, oneOfText } from './one-of.ts';
import { accountId, name, region, text } from './value-schemas.ts';

export const glob = z
  .string()
  .regex(/^(?!refs\/)[^\s]+$/, 'expected a name or a glob such as release/*, without refs/heads/')
  .max(255, 'expected at most 255 characters');

export const ecr = z
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

export const s3 = z
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

const kinds = { s3, ecr };

const told = z.strictObject({
  ...z.object(kinds).partial().shape,
  account: accountId.optional().meta({ description: 'Where it lies. Default: the source’s.' }),
  region: region.optional().meta({ description: 'Where it lies. Default: the source’s.' }),
});

const isOfOneKind = (it: z.output<typeof told>): it is typeof it & OneOf<typeof kinds> =>
  isOneOf(kinds, it);

const part = told
  .refine(isOfOneKind, oneOfText(kinds))
  .meta({ description: 'What a part is.', oneOf: eachAlone(kinds) });

/** More than these are no two pizzas' worth. */
const MOST_PARTS = 10;
const isOfSome = (parts: object) => {
  const { length } = Object.keys(parts);
  return length >= 2 && length <= MOST_PARTS;
};
const HOW_MANY = `expected 2 to ${MOST_PARTS} parts: one alone is a source by itself`;

export const bundle = z
  .record(name, part)
  .refine(isOfSome, HOW_MANY)
  .meta({
    description:
      'Several objects and images that are released as one, by the names of their parts. What is newer of one is released with the others as they are.',
    examples: [
      {
        api: { s3: { bucket: 'acme-releases', key: 'shop/api.zip' } },
        web: { s3: { bucket: 'acme-releases', key: 'shop/web.zip' } },
      },
    ],
  });

export const artifacts = z
  .record(name, text)
  .refine(isOfSome, HOW_MANY)
  .meta({
    description:
      'Several artifacts of a build that are released as one: by the names of their parts what each is called, as `artifact` says it.',
    examples: [{ api: 'package', web: 'pages' }],
  });

export type BundleDefinition = z.output<typeof bundle>;
