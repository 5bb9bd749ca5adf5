// A site needs its bucket and its distribution: what these are, only the team knows.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { logicalId } from '../../alarms/name.ts';
import type { Need } from '../need.ts';

export function site({ site: it, name }: TargetOf<'site'>): Need {
  const bucket = logicalId(it.bucket, 'bucket');
  return {
    resources: {
      [bucket]: {
        Type: 'AWS::S3::Bucket',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BucketName: it.bucket,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      },
    },
    cdk: `new s3.Bucket(stack, '${bucket}', {
  bucketName: '${it.bucket}', blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, removalPolicy: cdk.RemovalPolicy.RETAIN,
});
`,
    remarks: [
      `${name}: let distribution ${it.distribution} get its files from ${it.bucket} by an origin access control, with the default root object index.html`,
      `${name}: leave the origin’s path out of templates: each time a stack updates the distribution it sets the path that stands there, which Tidegate tells of as drift`,
    ],
  };
}
