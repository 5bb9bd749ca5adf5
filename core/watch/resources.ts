// What can be watched, and where CloudWatch keeps it: read by the judge and by the alarms that are written.

import { EDGE_REGION } from '../edge.ts';
import { kindOf, type WatchedResource } from '../pipeline/watch-schema.ts';

/** Where a resource's metrics are in CloudWatch. */
export interface MetricFamily {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Where they are, if that is not where their resource is. */
  readonly region?: string;
}

/**
 * A resource's name among those of its target.
 *
 *     { lambda: { function: checkout, alias: live } }  →  'lambda checkout:live'
 *     { sqs: { queue: orders } }                       →  'sqs orders'
 */
export function nodeOf(resource: WatchedResource): string {
  return `${kindOf(resource)} ${nameOf(resource)}`;
}

function nameOf(resource: WatchedResource): string {
  const { lambda, ecs, loadBalancer, apiGateway, stateMachine } = resource;
  if (lambda) return lambda.alias ? `${lambda.function}:${lambda.alias}` : lambda.function;
  if (ecs) return `${ecs.cluster}/${ecs.service}`;
  if (loadBalancer) return loadBalancer.targetGroup ?? loadBalancer.name;
  if (apiGateway)
    return apiGateway.stage ? `${apiGateway.api}/${apiGateway.stage}` : apiGateway.api;
  if (stateMachine) return stateMachine.arn.slice(stateMachine.arn.lastIndexOf(':') + 1);
  const [name = ''] = Object.values(resource[kindOf(resource)] ?? {});
  return name;
}

/** Those that CloudWatch knows by one name: its namespace, and the dimension. */
const BY_ONE_NAME = {
  sqs: ['AWS/SQS', 'QueueName'],
  dynamodb: ['AWS/DynamoDB', 'TableName'],
  stateMachine: ['AWS/States', 'StateMachineArn'],
  kinesis: ['AWS/Kinesis', 'StreamName'],
  sns: ['AWS/SNS', 'TopicName'],
  appSync: ['AWS/AppSync', 'GraphQLAPIId'],
  rds: ['AWS/RDS', 'DBInstanceIdentifier'],
  aurora: ['AWS/RDS', 'DBClusterIdentifier'],
  elastiCache: ['AWS/ElastiCache', 'CacheClusterId'],
  cloudFront: ['AWS/CloudFront', 'DistributionId'],
  ec2: ['AWS/EC2', 'AutoScalingGroupName'],
} as const;

/**
 * What CloudWatch tells a resource's metrics apart by. Source: the CloudWatch metrics page of each service's guide.
 *
 *     { lambda: { function: f, alias: live } }  →  AWS/Lambda, FunctionName f, Resource f:live
 */
export function metricFamilyOf(resource: WatchedResource): MetricFamily {
  const { lambda, ecs, loadBalancer, apiGateway, ...rest } = resource;
  if (lambda) {
    const { function: name, alias } = lambda;
    const dimensions = { FunctionName: name, ...(alias && { Resource: `${name}:${alias}` }) };
    return { namespace: 'AWS/Lambda', dimensions };
  }
  if (ecs) {
    const dimensions = { ClusterName: ecs.cluster, ServiceName: ecs.service };
    return { namespace: 'AWS/ECS', dimensions };
  }
  if (loadBalancer) {
    const { name, targetGroup } = loadBalancer;
    const dimensions = { LoadBalancer: name, ...(targetGroup && { TargetGroup: targetGroup }) };
    return { namespace: 'AWS/ApplicationELB', dimensions };
  }
  if (apiGateway) {
    const { api, stage, type } = apiGateway;
    const named: Readonly<Record<string, string>> =
      type === 'REST' ? { ApiName: api } : { ApiId: api };
    return {
      namespace: 'AWS/ApiGateway',
      dimensions: { ...named, ...(stage && { Stage: stage }) },
    };
  }
  const kind = kindOf(resource) as keyof typeof BY_ONE_NAME;
  const [namespace, dimension] = BY_ONE_NAME[kind];
  const [name = ''] = Object.values(rest[kind] ?? {});
  if (kind === 'cloudFront') {
    const dimensions = { [dimension]: name, Region: 'Global' };
    return { namespace, dimensions, region: EDGE_REGION };
  }
  return { namespace, dimensions: { [dimension]: name } };
}
