// S3: pins artifacts.

import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Failure } from '../core/failure.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface PinnedArtifact extends Place {
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  readonly eTag: string;
  /** `sha256:` and 64 hexadecimal digits, where S3 knows it. */
  readonly digest?: string;
}

export interface Artifacts {
  /** The object as it is now, named so that it stays the same. Throws `Refused` if it cannot be pinned. */
  pin(place: Place, bucket: string, key: string): Promise<PinnedArtifact>;
  /** The bytes of a pinned artifact. Throws `Refused` where there are more than Lambda takes in one call. */
  read(artifact: Omit<PinnedArtifact, 'digest'>): Promise<Uint8Array>;
}

export function s3(access: MemberAccess): Artifacts {
  return {
    async pin(place, bucket, key) {
      const client = await access.client(S3Client, place);
      const head = await headOf(client, bucket, key);
      if (!head.VersionId || head.VersionId === 'null') {
        throw new Failure(
          'Refused',
          `expected bucket ${bucket} to keep versions, so that ${key} can be pinned, got one that does not: turn on versioning`,
        );
      }
      // A composite checksum ("…-3") is one of parts, not of the artifact's bytes.
      const whole = head.ChecksumSHA256 && !head.ChecksumSHA256.includes('-');
      return {
        account: place.account,
        region: place.region,
        bucket,
        key,
        version: head.VersionId,
        eTag: (head.ETag ?? '').replaceAll('"', ''),
        ...(whole && {
          digest: `sha256:${Buffer.from(head.ChecksumSHA256!, 'base64').toString('hex')}`,
        }),
      };
    },

    async read({ account, region, bucket, key, version }) {
      const client = await access.client(S3Client, { account, region });
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version });
      const { Body, ContentLength = 0 } = await translated(
        `reading s3://${bucket}/${key}`,
        client.send(command),
      );
      if (ContentLength > MOST_BYTES) {
        throw new Failure(
          'Refused',
          `expected s3://${bucket}/${key} to have at most ${MOST_BYTES} bytes, which a function in another account or ` +
            `region can take, got ${ContentLength}: make the package smaller`,
        );
      }
      return translated(`reading s3://${bucket}/${key}`, Body!.transformToByteArray());
    },
  };
}

/** Lambda's limit for code that comes with the request. */
const MOST_BYTES = 50 * 1024 * 1024;

async function headOf(client: S3Client, bucket: string, key: string) {
  try {
    return await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }),
    );
  } catch (cause) {
    if (['NotFound', 'NoSuchKey', 'NoSuchBucket'].includes(nameOf(cause))) {
      throw new Failure(
        'Refused',
        `expected the artifact s3://${bucket}/${key}, got nothing there: was it deleted?`,
        { cause },
      );
    }
    return translated(`reading s3://${bucket}/${key}`, Promise.reject(cause));
  }
}
