// S3's API actions on buckets.

import * as z from 'zod';
import { AwsError, type Call } from '../../service.ts';
import { parseInput, text } from '../input.ts';
import { Listing, listObjects, listObjectsV1, ownerOf } from './listing.ts';
import type { Objects } from './objects.ts';
import { listVersions, VersionListing } from './versions.ts';

const InBucket = z.object({ Bucket: text });
const Versioning = InBucket.extend({
  VersioningConfiguration: z.object({ Status: z.string().optional() }),
});

export function bucketOperations(objects: Objects) {
  const named = (input: unknown) => objects.bucket(parseInput(InBucket, input).Bucket);
  return {
    ListBuckets: (_: unknown, { account }: Call) => {
      const own = objects.buckets().filter((bucket) => bucket.account === account);
      const Buckets = own.map(({ name, createdAt }) => ({ Name: name, CreationDate: createdAt }));
      return { Buckets, Owner: ownerOf(account) };
    },
    CreateBucket: (input: unknown, { account, region }: Call) => {
      const { Bucket } = parseInput(InBucket, input);
      refuseName(Bucket);
      objects.create(Bucket, account, region, false);
      return { Location: `/${Bucket}` };
    },
    HeadBucket: (input: unknown) => ({ BucketRegion: named(input).region }),
    GetBucketVersioning: (input: unknown) => {
      const { versioned, suspended } = named(input);
      if (versioned) return { Status: 'Enabled' };
      return suspended ? { Status: 'Suspended' } : {};
    },
    PutBucketVersioning: (input: unknown) => {
      const { Bucket, VersioningConfiguration } = parseInput(Versioning, input);
      const { Status } = VersioningConfiguration;
      if (Status !== 'Enabled' && Status !== 'Suspended')
        throw new AwsError(
          'MalformedXML',
          'The XML you provided was not well-formed or did not validate against our published schema',
        );
      const bucket = objects.bucket(Bucket);
      bucket.versioned = Status === 'Enabled';
      bucket.suspended = Status === 'Suspended';
    },
    GetBucketLocation: (input: unknown) => {
      const { region } = named(input);
      return region === 'us-east-1' ? {} : { LocationConstraint: region };
    },
    ListObjects: (input: unknown) => listObjectsV1(objects, parseListing(input)),
    ListObjectsV2: (input: unknown) => listObjects(objects, parseListing(input)),
    ListObjectVersions: (input: unknown) =>
      listVersions(objects, parseInput(VersionListing, input, 'InvalidArgument')),
  };
}

function parseListing(input: unknown): z.infer<typeof Listing> {
  return parseInput(Listing, input, 'InvalidArgument');
}

function refuseName(name: string): void {
  const isGood = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..');
  const isAddress = /^(\d{1,3}\.){3}\d{1,3}$/.test(name);
  if (isGood && !isAddress && !/^(xn--|sthree-)/.test(name)) return;
  throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
}
