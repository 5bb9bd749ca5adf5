// The bucket that the Serverless Framework adds to every stack, for the bundles.

import type { Template } from './template.ts';

export function withDeploymentBucket(template: Template, stackName: string): Template {
  const Ref = 'ServerlessDeploymentBucket';
  const arnOf = (after: string[]) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref }, ...after]],
  });
  const statement = {
    Action: 's3:*',
    Effect: 'Deny',
    Principal: '*',
    Resource: [arnOf(['/*']), arnOf([])],
    Condition: { Bool: { 'aws:SecureTransport': false } },
  };
  const encryption = { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } };
  return {
    ...template,
    Resources: {
      [Ref]: {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [encryption] } },
      },
      [`${Ref}Policy`]: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: { Ref }, PolicyDocument: { Statement: [statement] } },
      },
      ...template.Resources,
    },
    Outputs: {
      [`${Ref}Name`]: { Value: { Ref }, Export: { Name: `sls-${stackName}-${Ref}Name` } },
      ...template.Outputs,
    },
  };
}
