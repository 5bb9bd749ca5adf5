// The revision that CreateDeployment is given, checked against the group's platform.

import * as z from 'zod';
import { AwsError } from '../../service.ts';
import { text } from '../input.ts';
import { sha256Of } from './app-spec.ts';
import type { Group, Platform, Revision } from './deployments.ts';

export const RevisionInput = z.object({
  revisionType: z.enum(['S3', 'GitHub', 'String', 'AppSpecContent']),
  s3Location: z
    .object({
      bucket: text.optional(),
      key: text.optional(),
      bundleType: z.enum(['tar', 'tgz', 'zip', 'YAML', 'JSON']).optional(),
      version: text.optional(),
      eTag: text.optional(),
    })
    .optional(),
  appSpecContent: z.object({ content: text.optional(), sha256: text.optional() }).optional(),
});

export function revisionFrom(
  given: z.infer<typeof RevisionInput> | undefined,
  { platform }: Group,
): Revision {
  if (!given) throw new AwsError('RevisionRequiredException', 'The revision ID was not specified.');
  return revisionFor(given, platform);
}

export function revisionFor(given: z.infer<typeof RevisionInput>, platform: Platform): Revision {
  return platform === 'Server' ? s3From(given) : appSpecFrom(given, platform);
}

function appSpecFrom(
  { revisionType, appSpecContent }: z.infer<typeof RevisionInput>,
  platform: Platform,
): Revision {
  if (revisionType !== 'AppSpecContent' || !appSpecContent?.content) {
    throw invalid(`Expected an AppSpecContent revision for the ${platform} compute platform.`);
  }
  const { content } = appSpecContent;
  const { sha256 = sha256Of(content) } = appSpecContent;
  if (sha256 !== sha256Of(content))
    throw invalid('The sha256 of the AppSpec content does not match its content.');
  return { revisionType: 'AppSpecContent', appSpecContent: { content, sha256 } };
}

function s3From({ revisionType, s3Location }: z.infer<typeof RevisionInput>): Revision {
  if (revisionType !== 'S3' || !s3Location)
    throw invalid('Expected an S3 revision: the simulation deploys from S3 only.');
  const { bucket, key, bundleType, version, eTag } = s3Location;
  if (!bucket || !key) throw invalid('Expected the bucket and the key of the S3 revision.');
  if (!bundleType) throw invalid('Expected the bundle type of the S3 revision.');
  return { revisionType: 'S3', s3Location: { bucket, key, bundleType, version, eTag } };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidRevisionException', message);
}
