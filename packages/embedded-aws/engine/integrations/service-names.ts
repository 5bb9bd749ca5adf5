// How services are called in resources, on the wire and in error names.

interface ServiceNames {
  /** The prefix of error names from optimized integrations. */
  readonly optimized?: string;
  /** The prefix of error names from `aws-sdk:` integrations: the name of the Java SDK's client. */
  readonly sdk: string;
  /** The simulated service, where it differs from the name in the resource. */
  readonly id?: string;
  /** The wire has `deploymentId` where Arguments have `DeploymentId`. */
  readonly camelCase?: boolean;
}

const SERVICES: ReadonlyMap<string, ServiceNames> = new Map([
  ['cloudformation', { sdk: 'CloudFormation' }],
  ['cloudwatch', { sdk: 'CloudWatch' }],
  ['cloudwatchlogs', { sdk: 'CloudWatchLogs', id: 'logs', camelCase: true }],
  ['codebuild', { optimized: 'CodeBuild', sdk: 'CodeBuild', camelCase: true }],
  ['codecommit', { sdk: 'CodeCommit', camelCase: true }],
  ['codedeploy', { sdk: 'CodeDeploy', camelCase: true }],
  ['codepipeline', { sdk: 'CodePipeline', camelCase: true }],
  ['devopsguru', { sdk: 'DevOpsGuru', id: 'devops-guru' }],
  ['dynamodb', { optimized: 'DynamoDB', sdk: 'DynamoDb' }],
  ['ecs', { optimized: 'ECS', sdk: 'Ecs', camelCase: true }],
  ['eventbridge', { sdk: 'EventBridge', id: 'events' }],
  ['events', { optimized: 'EventBridge', sdk: 'EventBridge' }],
  ['lambda', { optimized: 'Lambda', sdk: 'Lambda' }],
  ['s3', { sdk: 'S3' }],
  ['sfn', { sdk: 'Sfn', id: 'states', camelCase: true }],
  ['sns', { optimized: 'SNS', sdk: 'Sns' }],
  ['sqs', { optimized: 'SQS', sdk: 'Sqs' }],
  ['ssm', { sdk: 'Ssm' }],
  ['states', { optimized: 'StepFunctions', sdk: 'Sfn', camelCase: true }],
  ['sts', { sdk: 'Sts' }],
]);

/** The simulated service that a resource means. */
export function serviceId(service: string): string {
  return SERVICES.get(service)?.id ?? service;
}

export function isCamelCase(service: string): boolean {
  return SERVICES.get(service)?.camelCase ?? false;
}

export function errorPrefix(service: string, kind: 'optimized' | 'sdk'): string {
  const names = SERVICES.get(service);
  const fallback = `${service[0]!.toUpperCase()}${service.slice(1)}`;
  if (kind === 'sdk') return names?.sdk ?? fallback;
  return names?.optimized ?? names?.sdk ?? fallback;
}
