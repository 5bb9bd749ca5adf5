// Tidegate's own bucket of a place: what it says where it is not there, or is somebody else's.

import type { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Failure } from '../core/failure.ts';
import { FOR_BYTES, type Place } from './clients.ts';
import { isDenied } from './s3-versions.ts';
import { nameOf, translated } from './translate.ts';

/** Of a bucket that is Tidegate's own in a place. Throws `Refused` where it is somebody else's. */
export async function orNotOwned<T>(
  { account }: Place,
  bucket: string,
  reading: Promise<T>,
): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    if (!isDenied(cause)) throw cause;
    const text = `expected bucket ${bucket} to be account ${account}’s own and open to Tidegate’s role there, got a denial: is it somebody else’s, or its key not for that role (kms:Decrypt, kms:GenerateDataKey)? Make it as docs/aws-member-bucket.yml does`;
    throw new Failure('Refused', text, { cause });
  }
}

export async function putOf(
  client: S3Client,
  command: PutObjectCommand,
  place: Place,
  bucket: string,
) {
  const putting = translated(`writing to bucket ${bucket}`, client.send(command, FOR_BYTES));
  try {
    return await orNotOwned(place, bucket, putting);
  } catch (thrown) {
    const name = thrown instanceof Failure ? nameOf(thrown.cause) : '';
    if (name === 'PreconditionFailed' || name === 'ConditionalRequestConflict') {
      const text = `expected nobody else to write to ${bucket} meanwhile, got a write of the same copy`;
      throw new Failure('NotReady', text, { cause: thrown });
    }
    throw noBucket(thrown, bucket, place);
  }
}

function noBucket(thrown: unknown, bucket: string, { account, region }: Place): unknown {
  if (!(thrown instanceof Failure) || nameOf(thrown.cause) !== 'NoSuchBucket') return thrown;
  const text = `expected bucket ${bucket}, for what deployments in ${account} ${region} need there, got none: make it as docs/aws-member-bucket.yml does`;
  return new Failure('Refused', text, { cause: thrown.cause });
}
