// How services are called in resources, on the wire and in error names.

import { own } from '../../own.ts';

interface ServiceNames {
  /** The prefix of error names. */
  readonly prefix: string;
  /** The simulated service, where it differs from the name in the resource. */
  readonly id?: string;
  /** The wire has `deploymentId` where Arguments have `DeploymentId`. */
  readonly camelCase?: boolean;
}

type Names = ReadonlyMap<string, ServiceNames>;

/** By the name in `arn:aws:states:::NAME:action`. */
const OPTIMIZED: Names = new Map([
  ['codebuild', { prefix: 'CodeBuild', camelCase: true }],
  ['dynamodb', { prefix: 'DynamoDB' }],
  ['ecs', { prefix: 'ECS', camelCase: true }],
  ['events', { prefix: 'EventBridge' }],
  ['lambda', { prefix: 'Lambda' }],
  ['sns', { prefix: 'SNS' }],
  ['sqs', { prefix: 'SQS' }],
  ['states', { prefix: 'StepFunctions', camelCase: true }],
]);

/** By the name in `aws-sdk:NAME:action`, which is that of the Java SDK's package; its client gives the prefix. */
const SDK: Names = new Map([
  ['appconfig', { prefix: 'AppConfig' }],
  ['applicationsignals', { prefix: 'ApplicationSignals', id: 'application-signals' }],
  ['cloudformation', { prefix: 'CloudFormation' }],
  ['cloudwatch', { prefix: 'CloudWatch' }],
  ['cloudwatchlogs', { prefix: 'CloudWatchLogs', id: 'logs', camelCase: true }],
  ['codebuild', { prefix: 'CodeBuild', camelCase: true }],
  ['codecommit', { prefix: 'CodeCommit', camelCase: true }],
  ['codedeploy', { prefix: 'CodeDeploy', camelCase: true }],
  ['codepipeline', { prefix: 'CodePipeline', camelCase: true }],
  ['devopsguru', { prefix: 'DevOpsGuru', id: 'devops-guru' }],
  ['dynamodb', { prefix: 'DynamoDb' }],
  ['ecs', { prefix: 'Ecs', camelCase: true }],
  ['eventbridge', { prefix: 'EventBridge', id: 'events' }],
  ['lambda', { prefix: 'Lambda' }],
  ['s3', { prefix: 'S3' }],
  ['sfn', { prefix: 'Sfn', id: 'states', camelCase: true }],
  ['sns', { prefix: 'Sns' }],
  ['sqs', { prefix: 'Sqs' }],
  ['ssm', { prefix: 'Ssm' }],
  ['sts', { prefix: 'Sts' }],
  ['xray', { prefix: 'XRay' }],
]);

/** What other clients and consoles call a service, and what `aws-sdk:` calls it. */
const OTHERWISE: Readonly<Record<string, string>> = {
  events: 'eventbridge',
  logs: 'cloudwatchlogs',
  monitoring: 'cloudwatch',
  states: 'sfn',
  stepfunctions: 'sfn',
};

type Named = { readonly kind: 'optimized' | 'sdk'; readonly service: string };

function namesOf({ kind, service }: Named): ServiceNames | undefined {
  return (kind === 'sdk' ? SDK : OPTIMIZED).get(service);
}

/** The simulated service that a resource means. */
export function serviceId(named: Named): string {
  return namesOf(named)?.id ?? named.service;
}

export function isCamelCase(named: Named): boolean {
  return namesOf(named)?.camelCase ?? false;
}

export function errorPrefix(named: Named): string {
  const { service } = named;
  return namesOf(named)?.prefix ?? `${service.charAt(0).toUpperCase()}${service.slice(1)}`;
}

/**
 * Why a resource is none of AWS's, undefined where it may be one: the SDK has hundreds of services.
 *
 *     aws-sdk:events:putEvents  →  expected aws-sdk:eventbridge:putEvents
 *     aws-sdk:s3:GetObject      →  expected aws-sdk:s3:getObject
 *     codedeploy:getDeployment  →  expected aws-sdk:codedeploy:getDeployment
 */
export function misnamed({
  kind,
  service,
  action,
}: Named & { action: string }): string | undefined {
  const isOfSdk = kind === 'sdk' || (!OPTIMIZED.has(service) && SDK.has(service));
  const plain = service.toLowerCase().replaceAll('-', '');
  const ofSdk = own(OTHERWISE, plain) ?? plain;
  const name = isOfSdk ? `aws-sdk:${ofSdk}` : service;
  const wanted = `${name}:${action.charAt(0).toLowerCase()}${action.slice(1)}`;
  const given = `${kind === 'sdk' ? 'aws-sdk:' : ''}${service}:${action}`;
  return wanted === given ? undefined : `expected ${wanted}`;
}
