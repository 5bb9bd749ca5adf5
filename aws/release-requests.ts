// What a CI does to ask for a release: its package goes to S3, its signature is KMS's, and the event goes to the bus.

import { createHash } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { FOR_BYTES, type Place } from './clients.ts';
import { signWith } from './kms.ts';
import { versionIdOf } from './s3-pin.ts';
import { digestOfBytes } from './s3-versions.ts';
import { signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface PutPackage {
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  readonly digest: string;
}

/** Throws `Refused` where the bucket keeps no versions. */
export async function putPackage(
  access: MemberAccess,
  place: Place,
  { bucket, key }: Pick<PutPackage, 'bucket' | 'key'>,
  body: Uint8Array,
): Promise<PutPackage> {
  const client = await access.client(S3Client, place);
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: body,
    ChecksumSHA256: createHash('sha256').update(body).digest('base64'),
  });
  const putting = client.send(command, FOR_BYTES);
  const { VersionId } = await translated(`writing s3://${bucket}/${key}`, putting);
  const version = versionIdOf(bucket, key, { VersionId });
  return { bucket, key, version, digest: digestOfBytes(body) };
}

const PUT = { service: 'events', path: '/', target: 'AWSEvents.PutEvents' };

const put = z.object({
  Entries: z
    .array(z.object({ EventId: z.string().optional(), ErrorMessage: z.string().optional() }))
    .min(1),
});

/** Signs the text, and puts it on the bus; resolves to the event's id. */
export async function sendRequest(
  access: MemberAccess,
  place: Place,
  key: string,
  text: string,
): Promise<string> {
  const signature = await signWith(access, place, key, text);
  const entry = {
    Source: 'tidegate.request',
    DetailType: 'ReleaseRequested',
    Detail: JSON.stringify({ request: text, signature }),
  };
  const what = 'putting an event on the bus';
  const answer = await translated(what, signedCall(access, place, PUT, { Entries: [entry] }));
  const [{ EventId, ErrorMessage }] = put.parse(answer).Entries as [
    z.output<typeof put>['Entries'][0],
  ];
  if (EventId) return EventId;
  throw new Failure('ServiceFailed', `expected the event to be taken, got: ${ErrorMessage}`);
}
