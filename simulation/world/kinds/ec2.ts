// The instances of a deployment group of CodeDeploy.

import type { S3Revision } from '@tidegate/embedded-aws/services/codedeploy/deployments';
import type { TargetDefinition, TargetOf } from '../../../core/pipeline/target-schema.ts';
import { artifactIn } from '../../../core/revision.ts';
import { groupOf, provisionGroup } from './group.ts';
import type { Kind, TruthParts } from './kind.ts';
import { makeCopyBucket } from './shared.ts';

export const ec2: Kind<TargetOf<'ec2'>> = {
  provision(parts, target) {
    provisionGroup(parts, target, { platform: 'Server', instances: instancesOf(target) });
    makeCopyBucket(parts.aws, target);
  },

  lay(aws, target, { revision }) {
    const { bucket, key, version, eTag } = artifactIn(revision);
    const s3Location = { bucket, key, version, eTag, bundleType: 'zip' };
    aws.codeDeploy.lay(groupOf(aws, target), { revisionType: 'S3', s3Location });
    return undefined;
  },

  shares(parts, target) {
    const runs = runningOnEach(parts, target);
    return runs.map((revision) => ({ revision, part: 1 / runs.length }));
  },

  watchedAs: ({ account, region, ec2: { application } }) => ({
    services: [{ name: application, type: 'AWS::EC2::Instance' }],
    environment: 'ec2:default',
    arn: `arn:aws:codedeploy:${region}:${account}:application:${application}`,
  }),
};

/** What each of a group's instances runs. */
export function runningOnEach(parts: TruthParts, target: TargetDefinition): (string | undefined)[] {
  const { instances } = groupOf(parts.aws, target);
  return [...instances.values()].map((revision) => revision && revisionIn(parts, revision));
}

/** The revision that an object in S3 is. */
export function revisionIn(
  { aws, named }: TruthParts,
  { s3Location: { bucket, key, version } }: S3Revision,
): string | undefined {
  const sha256 =
    version === undefined
      ? aws.s3.objects.read(bucket, key).sha256
      : aws.s3.objects.knownSha256(bucket, key, version);
  return sha256 && named(sha256);
}

function instancesOf({ name }: TargetDefinition): string[] {
  return ['1', '2', '3'].map((number) => `i-${name}-${number}`);
}
