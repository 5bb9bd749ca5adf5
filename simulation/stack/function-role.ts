// The role of a function: its own log and traces, and what its entry in serverless.yml asks for. As
// deploy/role-per-function.js makes it of the same entry when it is packaged.

import type { Resource } from './template.ts';

export function roleOf(functionName: string, statements: readonly object[]): Resource {
  const logs = `log-group:/aws/lambda/${functionName}:*`;
  const ofLambda = [
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: {
        'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:${logs}`,
      },
    },
    {
      Effect: 'Allow',
      Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      Resource: '*',
    },
  ];
  const Statement = [...ofLambda, ...statements];
  const assumed = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [assumed] },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement } }],
    },
  };
}
