// Which actions of IAM a call needs. Written down from what AWS documents, not from our templates.

import type { AdaptedPorts } from '../../flows/ports.ts';

const SERVICES: Readonly<Record<keyof AdaptedPorts, string>> = {
  table: 'dynamodb',
  workflows: 'states',
  parameters: 'ssm',
  dashboards: 'cloudwatch',
  reports: 'codebuild',
  loads: 'codebuild',
  callees: 'lambda',
  canaries: 'synthetics',
  canaryStarts: 'synthetics',
  experiments: 'fis',
  outside: 'nobody of AWS',
  topics: 'sns',
  buses: 'events',
  builds: 'codebuild',
  repositories: 'codecommit',
  artifacts: 's3',
  functions: 'lambda',
  versions: 'lambda',
  warmth: 'lambda',
  cooling: 'lambda',
  deployments: 'codedeploy',
  alarms: 'cloudwatch',
  alarmFacts: 'cloudwatch',
  metrics: 'cloudwatch',
  muteRules: 'cloudwatch',
  traces: 'xray',
  objectives: 'application-signals',
  insights: 'devops-guru',
  calendars: 'ssm',
  containers: 'ecs',
  serviceUpdates: 'ecs',
  images: 'ecr',
  jobs: 'codebuild',
  stacks: 'cloudformation',
  stackSets: 'cloudformation',
  stackSetStarts: 'cloudformation',
  configurations: 'appconfig',
  configurationStarts: 'appconfig',
  sites: 'cloudfront',
  siteFiles: 's3',
  machines: 'states',
  machineVersions: 'states',
  signatures: 'kms',
};

/** Calls that need another action than their own name says. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'lambda Invoke': ['lambda:InvokeFunction'],
  // With tags; and the roles of its tasks are handed on.
  'ecs RegisterTaskDefinition': [
    ...['ecs:RegisterTaskDefinition', 'ecs:TagResource', 'iam:PassRole'],
  ],
  // The role with which CloudFormation acts is handed on.
  'cloudformation CreateChangeSet': ['cloudformation:CreateChangeSet', 'iam:PassRole'],
  'dynamodb Get': ['dynamodb:GetItem'],
  'dynamodb Put': ['dynamodb:PutItem'],
  'dynamodb Delete': ['dynamodb:DeleteItem'],
  's3 ListObjectsV2': ['s3:ListBucket'],
  's3 ListObjectVersions': ['s3:ListBucketVersions'],
  // By version or without; an object that is gone is told to those only who may list; a key may decrypt.
  's3 GetObject': ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 'kms:Decrypt'],
  's3 HeadObject': ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 'kms:Decrypt'],
  'devops-guru devops-guru/insights': ['devops-guru:ListInsights'],
  // Publishes what it has updated, out of an object that it reads as its caller.
  'lambda UpdateFunctionCode': [
    ...['lambda:UpdateFunctionCode', 'lambda:PublishVersion'],
    ...['s3:GetObject', 's3:GetObjectVersion', 'kms:Decrypt'],
  ],
  // Reads the group's configuration, and registers what it deploys; a way back leaves the group's alarms out.
  'codedeploy CreateDeployment': [
    ...['codedeploy:CreateDeployment', 'codedeploy:GetDeploymentConfig'],
    ...['codedeploy:RegisterApplicationRevision', 'codedeploy:GetApplicationRevision'],
    'codedeploy:UpdateDeploymentGroup',
  ],
};

/** The actions of IAM that one call of `port.method` needs. */
export function actionsOf(asked: string, command: string): readonly string[] {
  const service = SERVICES[asked.split('.')[0] as keyof AdaptedPorts];
  const call = `${service} ${command.replace(/Command$/, '')}`;
  return ACTIONS[call] ?? [call.replace(' ', ':')];
}
