// What a template's resources are called once they are there, and how others refer to them.

import { domainOf, partitionOf } from '../../core/partition.ts';
import type { Home, Template } from './template.ts';

export interface ResourceNames {
  /** Its name, which the template says or CloudFormation would choose. */
  nameOf(logicalId: string): string;
  /** What Ref gives. */
  refer(logicalId: string): string;
  attribute(logicalId: string, attribute: string): string;
}

interface Kind {
  /** The property that names it. */
  readonly named?: string;
  /** What CloudFormation makes of the usual name where nothing names it, and somebody goes by that. */
  readonly chosen?: (name: string) => string;
  /** After the partition: service, region, account and resource. */
  readonly arn: (place: Home, name: string) => string;
  readonly refer?: (place: Home, name: string) => string;
  /** Attributes besides its ARN. */
  readonly attributes?: Readonly<Record<string, (place: Home, name: string) => string>>;
}

const within =
  (service: string, before = '') =>
  ({ region, account }: Home, name: string) =>
    `arn:${partitionOf(region)}:${service}:${region}:${account}:${before}${name}`;

const machineArn = within('states', 'stateMachine:');
const topicArn = within('sns');
/** AWS chooses one of the same letters. */
const apiId = (name: string) => name.replaceAll(/[^a-z\d]/g, '');

const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::Lambda::Function': { named: 'FunctionName', arn: within('lambda', 'function:') },
  'AWS::StepFunctions::StateMachine': {
    named: 'StateMachineName',
    arn: machineArn,
    refer: machineArn,
  },
  // Of a stack that is deployed for the first time.
  'AWS::Lambda::Version': {
    named: 'FunctionName',
    arn: within('lambda', 'function:'),
    refer: (place, name) => `${within('lambda', 'function:')(place, name)}:1`,
  },
  'AWS::StepFunctions::StateMachineVersion': {
    named: 'StateMachineArn',
    arn: (_, machine) => `${machine}:1`,
    refer: (_, machine) => `${machine}:1`,
  },
  'AWS::DynamoDB::Table': { named: 'TableName', arn: within('dynamodb', 'table/') },
  'AWS::SQS::Queue': {
    named: 'QueueName',
    arn: within('sqs'),
    refer: ({ region, account }, name) =>
      `https://sqs.${region}.${domainOf(region)}/${account}/${name}`,
  },
  'AWS::SNS::Topic': { named: 'TopicName', arn: topicArn, refer: topicArn },
  'AWS::Events::Rule': { named: 'Name', arn: within('events', 'rule/') },
  'AWS::Logs::LogGroup': {
    named: 'LogGroupName',
    arn: (place, name) => `${within('logs', 'log-group:')(place, name)}:*`,
  },
  'AWS::IAM::Role': {
    named: 'RoleName',
    chosen: (name) => `${name}-CHOSEN`,
    arn: ({ account, region }, name) => `arn:${partitionOf(region)}:iam::${account}:role/${name}`,
  },
  'AWS::ApiGatewayV2::Api': {
    named: 'Name',
    arn: within('apigateway', 'apis/'),
    refer: (_, name) => apiId(name),
    attributes: {
      ApiEndpoint: ({ region }, name) =>
        `https://${apiId(name)}.execute-api.${region}.${domainOf(region)}`,
    },
  },
  'AWS::S3::Bucket': {
    named: 'BucketName',
    arn: ({ region }, name) => `arn:${partitionOf(region)}:s3:::${name}`,
  },
};

/** Of a kind that nobody here asks more of. */
const ANY: Kind = { arn: within('cloudformation', 'resource/') };

export function resourceNames(
  { Resources }: Template,
  place: Home,
  stackName: string,
  evaluate: (value: unknown) => unknown,
): ResourceNames {
  function resourceAt(logicalId: string) {
    const resource = Resources[logicalId];
    if (resource) return { resource, kind: KINDS[resource.Type] ?? ANY };
    throw new Error(`Expected the template to have a resource ${logicalId}, got none.`);
  }

  function nameOf(logicalId: string): string {
    const { resource, kind } = resourceAt(logicalId);
    const said = kind.named && resource.Properties?.[kind.named];
    if (said !== undefined) return String(evaluate(said));
    const usual = `${stackName}-${logicalId}`;
    return kind.chosen?.(usual) ?? usual;
  }

  return {
    nameOf,
    refer: (logicalId) => {
      const name = nameOf(logicalId);
      return resourceAt(logicalId).kind.refer?.(place, name) ?? name;
    },
    attribute: (logicalId, attribute) => {
      const { kind } = resourceAt(logicalId);
      const name = nameOf(logicalId);
      if (attribute === 'Arn') return kind.arn(place, name);
      const other = kind.attributes?.[attribute];
      if (other) return other(place, name);
      return /Name$/.test(attribute) ? name : `${name}.${attribute}`;
    },
  };
}
