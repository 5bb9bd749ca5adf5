import type { WatchedResource } from '../../../core/pipeline/watch-schema.ts';
import { metricFamilyOf, nodeOf } from '../../../core/watch/resources.ts';
import { resourcesOf } from '../../../core/watch/target-resources.ts';

const place = { name: 't', account: '111122223333', region: 'eu-west-1', alarms: [] };
const group = { application: 'a', deploymentGroup: 'g' };

test('what a target deploys to is watched without being named, and once where it is', () => {
  const own: WatchedResource = { lambda: { function: 'f', alias: 'live' } };

  const lambda = { ...own.lambda!, alias: 'live', ...group };
  const resources = resourcesOf({
    ...place,
    lambda,
    watch: [own, { sqs: { queue: 'orders' } }],
  });

  expect(resources.map(nodeOf)).toEqual(['lambda f:live', 'sqs orders']);
});

const places: readonly [WatchedResource, string, object][] = [
  [{ lambda: { function: 'f' } }, 'AWS/Lambda', { FunctionName: 'f' }],
  [
    { lambda: { function: 'f', alias: 'live' } },
    'AWS/Lambda',
    { FunctionName: 'f', Resource: 'f:live' },
  ],
  [{ ecs: { cluster: 'c', service: 's' } }, 'AWS/ECS', { ClusterName: 'c', ServiceName: 's' }],
  [{ loadBalancer: { name: 'app/a/1' } }, 'AWS/ApplicationELB', { LoadBalancer: 'app/a/1' }],
  [{ apiGateway: { api: 'x', type: 'REST' } }, 'AWS/ApiGateway', { ApiName: 'x' }],
  [
    { apiGateway: { api: 'x', stage: 'live', type: 'HTTP' } },
    'AWS/ApiGateway',
    { ApiId: 'x', Stage: 'live' },
  ],
  [{ sqs: { queue: 'q' } }, 'AWS/SQS', { QueueName: 'q' }],
  [{ dynamodb: { table: 't' } }, 'AWS/DynamoDB', { TableName: 't' }],
  [{ ec2: { autoScalingGroup: 'g' } }, 'AWS/EC2', { AutoScalingGroupName: 'g' }],
  [{ stateMachine: { arn: 'arn:m' } }, 'AWS/States', { StateMachineArn: 'arn:m' }],
  [{ kinesis: { stream: 's' } }, 'AWS/Kinesis', { StreamName: 's' }],
  [{ sns: { topic: 't' } }, 'AWS/SNS', { TopicName: 't' }],
  [{ appSync: { api: 'x' } }, 'AWS/AppSync', { GraphQLAPIId: 'x' }],
  [{ rds: { instance: 'i' } }, 'AWS/RDS', { DBInstanceIdentifier: 'i' }],
  [{ aurora: { cluster: 'c' } }, 'AWS/RDS', { DBClusterIdentifier: 'c' }],
  [{ elastiCache: { cluster: 'c' } }, 'AWS/ElastiCache', { CacheClusterId: 'c' }],
];

test('CloudFront’s are in us-east-1, for the whole world', () => {
  expect(metricFamilyOf({ cloudFront: { distribution: 'E1' } })).toEqual({
    namespace: 'AWS/CloudFront',
    dimensions: { DistributionId: 'E1', Region: 'Global' },
    region: 'us-east-1',
  });
});

test.each(places)('the metrics of %j are in %s, under %j', (resource, namespace, dimensions) => {
  expect(metricFamilyOf(resource)).toEqual({ namespace, dimensions });
});
