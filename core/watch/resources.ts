// What can be watched, and where CloudWatch keeps it: read by the judge and by the alarms that are written.

import { kindOf, type WatchedResource } from '../pipeline/watch-schema.ts';

/** Where a resource's metrics are in CloudWatch. */
export interface MetricFamily {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
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
  const { lambda, ecs, loadBalancer, apiGateway, sqs, dynamodb, ec2 } = resource;
  if (lambda) return lambda.alias ? `${lambda.function}:${lambda.alias}` : lambda.function;
  if (ecs) return `${ecs.cluster}/${ecs.service}`;
  if (loadBalancer) return loadBalancer.targetGroup ?? loadBalancer.name;
  if (apiGateway)
    return apiGateway.stage ? `${apiGateway.api}/${apiGateway.stage}` : apiGateway.api;
  if (sqs) return sqs.queue;
  if (dynamodb) return dynamodb.table;
  return ec2.autoScalingGroup;
}

/**
 * What CloudWatch tells a resource's metrics apart by. Source: the CloudWatch metrics page of each service's guide.
 *
 *     { lambda: { function: f, alias: live } }  →  AWS/Lambda, FunctionName f, Resource f:live
 */
export function metricFamilyOf(resource: WatchedResource): MetricFamily {
  const { lambda, ecs, loadBalancer, apiGateway, sqs, dynamodb, ec2 } = resource;
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
  if (sqs) return { namespace: 'AWS/SQS', dimensions: { QueueName: sqs.queue } };
  if (dynamodb) return { namespace: 'AWS/DynamoDB', dimensions: { TableName: dynamodb.table } };
  const dimensions = { AutoScalingGroupName: ec2.autoScalingGroup };
  return { namespace: 'AWS/EC2', dimensions };
}
