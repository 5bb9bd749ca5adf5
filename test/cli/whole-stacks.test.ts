// Templates in which nothing is deployed to by itself: init proposes their stacks, and lint accepts them.

import { proposed } from './proposed.ts';

const SAM = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: { Type: AWS::Serverless::Api, Properties: { StageName: live } }
  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }
  Late:
    Type: AWS::CloudWatch::Alarm
    Properties: { AlarmName: orders-late, MetricName: ExecutionsFailed }
`;

test('a SAM template without a function is a stack, with its alarms, and what it holds is watched', async () => {
  const { printed, written, linted } = await proposed({ 'template.yaml': SAM });

  expect(written).toMatch(
    /template: template\.yaml\s+capabilities: \[ CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND \]/,
  );
  expect(written).toMatch(/alarms: \[ orders-late \]/);
  expect(written).toMatch(/dynamodb: \{ table: orders \}/);
  expect(printed).toMatch(/nothing in \S+ is deployed to by itself, so the stack is the target/);
  expect(linted.printed).toMatch(/: good, with \d+ warnings/);
  expect(linted.code).toBe(0);
});

const stack = (templateFile: string, stackName: string) => ({
  type: 'aws:cloudformation:stack',
  environment: 'aws://111122223333/eu-west-1',
  properties: { templateFile, stackName },
});
const CDK = {
  'cdk.out/manifest.json': JSON.stringify({
    artifacts: {
      Data: stack('Data.template.json', 'data-prod'),
      Empty: stack('Empty.template.json', 'empty-prod'),
    },
  }),
  'cdk.out/Data.template.json': JSON.stringify({
    Resources: {
      Bucket: { Type: 'AWS::S3::Bucket' },
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'data' } },
    },
  }),
  'cdk.out/Empty.template.json': JSON.stringify({ Parameters: { Size: { Type: 'String' } } }),
};

test('of a CDK app each stack that holds something is one, where its template lies in cdk.out', async () => {
  const { printed, written, linted } = await proposed(CDK);

  expect(printed).toContain('empty-prod has no resources: it is passed over');

  expect(written).toMatch(
    /name: data-prod\s+template: cdk\.out\/Data\.template\.json\s+capabilities: \[ CAPABILITY_NAMED_IAM \]/,
  );
  expect(written).not.toMatch(/empty/i);
  expect(linted.code).toBe(0);
});

test('beside a function that is shifted by itself no stack is a target', async () => {
  const handler =
    '  Handler: { Type: AWS::Serverless::Function, Properties: { FunctionName: orders } }\n';

  const { written } = await proposed({ 'template.yaml': SAM + handler });

  expect(written).not.toMatch(/stack:/);
});
