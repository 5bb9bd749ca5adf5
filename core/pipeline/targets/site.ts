// A static site on S3 and CloudFront: the build's files lie under a path of their own, to which the origin is
// switched.

import * as z from 'zod';
import { text } from '../value-schemas.ts';

// What `tidegate init` leaves to be filled in is a name here, too: `tidegate apply` refuses it.

const bucketName = text.regex(
  /^(?:TODO-[a-z0-9-]{1,58}|[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$/,
  'expected the name of a bucket, not its ARN or address',
);

const distributionId = text.regex(
  /^(?:TODO-[a-z0-9-]{1,58}|[A-Z0-9]{8,20})$/,
  'expected a distribution’s id: E2QWRUHAPOMQZL',
);

const folder = text.regex(
  /^(?!\/)(?!.*\.\.)[^\\:*?"<>|]{1,256}(?<!\/)$/,
  'expected a folder in the artifact, without a / at its ends',
);

export const site = z
  .strictObject({
    bucket: bucketName.meta({
      description: 'The bucket that CloudFront gets the files from, in the target’s region.',
      examples: ['shop-site'],
    }),
    distribution: distributionId.meta({
      description: 'The distribution’s id, in the target’s account.',
      examples: ['E2QWRUHAPOMQZL'],
    }),
    origin: text.optional().meta({
      description: 'The origin’s id in it. Default: the only one whose domain is the bucket’s.',
      examples: ['site'],
    }),
    files: folder.optional().meta({
      description: 'The folder of the artifact that holds the site. Default: all of it.',
      examples: ['dist'],
    }),
    invalidate: z.boolean().default(true).meta({
      description:
        'Whether CloudFront’s caches forget everything after each switch. Not needed where each file that changes has another name, and pages are not cached.',
    }),
  })
  .meta({
    description:
      'A static site: the build’s files are copied to a path of their own in the bucket, and all of the distribution’s requests go there at once.',
  });

export type SiteFields = z.output<typeof site>;
