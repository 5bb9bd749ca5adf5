import { findResources } from '../../../authoring/cloudformation/find-resources.ts';
import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';

const find = (text: string, known = {}) => findResources(readTemplate(text, 't.yml'), known);
const seen = (text: string) =>
  find(text).resources.map(({ id, kind, names, facts }) => ({
    id,
    kind,
    names: Object.fromEntries(
      Object.entries(names).map(([key, { text, expression }]) => [key, text ?? expression]),
    ),
    facts,
  }));

test('a function has its own timeout, its reservation, and an age if it reads a stream', () => {
  const found = seen(`
Parameters: { Seconds: { Type: Number, Default: 30 } }
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties: { Timeout: !Ref Seconds, ReservedConcurrentExecutions: 5 }
  Plain: { Type: AWS::Lambda::Function, Properties: { FunctionName: plain } }
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !GetAtt Fn.Arn, EventSourceArn: !GetAtt S.Arn, StartingPosition: LATEST }
  Polling:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Ref Plain, EventSourceArn: !GetAtt Q.Arn }
  Q: { Type: AWS::SQS::Queue }
  S: { Type: AWS::Kinesis::Stream }
`);

  expect(found).toEqual([
    {
      id: 'Fn',
      kind: 'lambda',
      names: { function: { Ref: 'Fn' } },
      facts: { timeoutSeconds: 30, reservedConcurrency: 5, readsStream: true },
    },
    {
      id: 'Plain',
      kind: 'lambda',
      names: { function: 'plain' },
      facts: { timeoutSeconds: 3, readsStream: false },
    },
    {
      id: 'Q',
      kind: 'sqs',
      names: { queue: { 'Fn::GetAtt': ['Q', 'QueueName'] } },
      facts: {},
    },
    { id: 'S', kind: 'kinesis', names: { stream: { Ref: 'S' } }, facts: {} },
  ]);
});

test('SAM gives its functions what is global, and makes APIs by itself', () => {
  const { resources, deployments } = find(`
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Timeout: 12, AutoPublishAlias: live, DeploymentPreference: { Type: Canary10Percent5Minutes } } }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Get: { Type: Api, Properties: { Path: /, Method: get } }
        Http: { Type: HttpApi }
        Stream: { Type: DynamoDB, Properties: {} }
  Table: { Type: AWS::Serverless::SimpleTable }
`);

  expect(resources.map(({ id, kind, facts }) => [id, kind, facts])).toEqual([
    ['ServerlessRestApi', 'apiGateway', { apiType: 'REST' }],
    ['ServerlessHttpApi', 'apiGateway', { apiType: 'HTTP' }],
    ['Fn', 'lambda', { timeoutSeconds: 12, readsStream: true }],
    ['Table', 'dynamodb', {}],
  ]);
  expect(deployments).toMatchObject([
    {
      platform: 'lambda',
      deploymentGroup: { expression: { Ref: 'FnDeploymentGroup' } },
      alias: { text: 'live' },
    },
  ]);
});

test('a queue is watched with its dead letters; those of others stand alone', () => {
  const found = seen(`
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties: { RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 } }
  Dead: { Type: AWS::SQS::Queue, Properties: { QueueName: orders-dead } }
  Failed: { Type: AWS::SQS::Queue, Properties: { QueueName: failed } }
  Fn: { Type: AWS::Lambda::Function, Properties: { DeadLetterConfig: { TargetArn: !GetAtt Failed.Arn } } }
`).filter(({ kind }) => kind === 'sqs');

  expect(found.map(({ names }) => names)).toEqual([
    { queue: { 'Fn::GetAtt': ['Orders', 'QueueName'] }, deadLetterQueue: 'orders-dead' },
    { deadLetterQueue: 'failed' },
  ]);
});

test('a balancer is watched as a whole, with the health of its hosts, a group alone where its balancer is elsewhere', () => {
  const balancer = `
  Lb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Lb, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }] }`;
  const group = `
  Group: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { Protocol: HTTP } }`;

  expect(seen(`Resources:${balancer}${group}`)).toMatchObject([
    { id: 'Lb', facts: {} },
    { id: 'Group', facts: { isHealthOnly: true } },
  ]);
  expect(seen(`Resources:${group}`)).toMatchObject([
    { names: { targetGroup: { 'Fn::GetAtt': ['Group', 'TargetGroupFullName'] } } },
  ]);
});

test('a service is known by its cluster’s name, whose ARN would find no metrics', () => {
  const { resources, remarks } = find(`
Resources:
  Cluster: { Type: AWS::ECS::Cluster, Properties: { ClusterSettings: [{ Name: containerInsights, Value: enabled }] } }
  A: { Type: AWS::ECS::Service, Properties: { Cluster: !GetAtt Cluster.Arn, ServiceName: a } }
  B: { Type: AWS::ECS::Service, Properties: { Cluster: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop' } }
  C: { Type: AWS::ECS::Service, Properties: { Cluster: !ImportValue cluster } }
`);

  expect(resources.map(({ names }) => names.cluster)).toMatchObject([
    { expression: { Ref: 'Cluster' } },
    { text: 'shop' },
    { expression: { 'Fn::ImportValue': 'cluster' } },
  ]);
  expect(resources[0]!.facts.containerInsights).toBe(true);
  expect(remarks.map(({ id }) => id)).toEqual(['C']);
});

test('what serves custom resources is not watched, and stacks of their own are named', () => {
  const { resources, remarks } = find(`
Resources:
  Handler: { Type: AWS::Lambda::Function }
  Made: { Type: Custom::Bucket, Properties: { ServiceToken: !GetAtt Handler.Arn } }
  Nested: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: x } }
`);

  expect(resources).toEqual([]);
  expect(remarks.map(({ id }) => id)).toEqual(['Handler', 'Nested']);
});

test('the group of an Auto Scaling group is found with what CodeDeploy calls it', () => {
  const { deployments } = find(`
Resources:
  App: { Type: AWS::CodeDeploy::Application, Properties: { ApplicationName: shop } }
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties: { ApplicationName: !Ref App, DeploymentGroupName: prod, AutoScalingGroups: [!Ref Fleet] }
  Fleet: { Type: AWS::AutoScaling::AutoScalingGroup }
`);

  expect(deployments).toMatchObject([
    {
      platform: 'ec2',
      application: { text: 'shop' },
      deploymentGroup: { text: 'prod' },
      autoScalingGroups: ['Fleet'],
    },
  ]);
});
