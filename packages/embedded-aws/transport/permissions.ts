// Which IAM action an operation needs, on which resource: what a role's statements are asked.

import { own } from '../own.ts';
import { partitionOf } from '../partition.ts';
import type { Call } from '../service.ts';
import { groupOfReport, projectOf } from './codebuild-names.ts';

export type Input = Readonly<Record<string, unknown>>;

/** IAM actions that are not `service:Operation`. */
const ACTIONS: Readonly<Record<string, string>> = {
  'lambda Invoke': 'lambda:InvokeFunction',
  's3 HeadObject': 's3:GetObject',
  's3 ListObjectsV2': 's3:ListBucket',
  's3 ListObjectVersions': 's3:ListBucketVersions',
  's3 HeadBucket': 's3:ListBucket',
};

/** Asking for a named version of an object is an action of its own. */
const OF_VERSION: Readonly<Record<string, string>> = {
  GetObject: 's3:GetObjectVersion',
  HeadObject: 's3:GetObjectVersion',
  GetObjectAttributes: 's3:GetObjectVersionAttributes',
  DeleteObject: 's3:DeleteObjectVersion',
};

export function actionOf(service: string, operation: string, input: unknown): string {
  const version =
    service === 's3' && (input as Input).VersionId ? OF_VERSION[operation] : undefined;
  return version ?? ACTIONS[`${service} ${operation}`] ?? `${service}:${operation}`;
}

/** What must all be allowed: ARNs, `*` where the action has no resources, undefined for one that cannot be told. */
export function resourcesOf(
  service: string,
  operation: string,
  input: unknown,
  call: Call,
): readonly (string | undefined)[] {
  if (NAMELESS.test(`${service} ${operation}`)) return [undefined];
  const resources =
    own(RESOURCES, service)?.(input as Input, call, operation).filter(Boolean) ?? [];
  return resources.length > 0 ? resources : ['*'];
}

/** Operations on a resource that their input does not name: a task by its token, a deployment by its id. */
const NAMELESS =
  /^(states SendTask|codedeploy (BatchGetDeployments|(Get|Stop)Deployment|ListDeploymentTargets)$)/;

type Resources = (input: Input, call: Call, operation: string) => string[];

const RESOURCES: Readonly<Record<string, Resources>> = {
  'execute-api': (input, call) => [
    arn('execute-api', call, `${input.apiId ?? '*'}/$default/${input.method}${input.path}`),
  ],
  lambda: (input, call) => one(input, 'FunctionName', (name) => functionArn(name, input, call)),
  codebuild: (input, call) => [
    ...one(input, 'projectName', (name) => arn('codebuild', call, `project/${name}`)),
    ...one(input, 'id', (id) => arn('codebuild', call, `project/${projectOf(id)}`)),
    ...each(input, 'ids', (id) => arn('codebuild', call, `project/${projectOf(id)}`)),
    ...each(input, 'names', (name) => arn('codebuild', call, `project/${name}`)),
    ...each(input, 'reportArns', groupOfReport),
    ...one(input, 'reportArn', groupOfReport),
  ],
  // A key's ARN is not its alias's: whoever names it by that is allowed by the key.
  kms: (input, call) => one(input, 'KeyId', () => arn('kms', call, 'key/*')),
  ssm: (input, call) => [
    ...each(input, 'CalendarNames', (name) => name),
    ...one(input, 'Name', (name) => arn('ssm', call, `parameter${name}`)),
  ],
  sns: (input) => one(input, 'TopicArn', (topic) => topic),
  logs: (input, call) =>
    one(input, 'logGroupName', (name) => arn('logs', call, `log-group:${name}`)),
  synthetics: (input, call) =>
    one(input, 'Name', (name) => arn('synthetics', call, `canary:${name}`)),
  codecommit: (input, call) =>
    one(input, 'repositoryName', (name) => arn('codecommit', call, name)),
  codedeploy: (input, call) => {
    const of = (resource: string) => arn('codedeploy', call, resource);
    const application = String(input.applicationName);
    const groups = each(input, 'deploymentGroupNames', (name) => name);
    const group = one(input, 'deploymentGroupName', (name) => name);
    const named = [...groups, ...group].map((name) => of(`deploymentgroup:${application}/${name}`));
    if (named.length > 0) return named;
    return input.applicationName === undefined
      ? one(input, 'deploymentConfigName', (name) => of(`deploymentconfig:${name}`))
      : one(input, 'applicationName', (name) => of(`application:${name}`));
  },
  ecs: (input, call, operation) => ecsResources(input, call, operation),
  ecr: (input, call) =>
    one(input, 'repositoryName', (name) =>
      arn(
        'ecr',
        { ...call, account: String(input.registryId ?? call.account) },
        `repository/${name}`,
      ),
    ),
  cloudformation: (input, call) => [
    ...one(input, 'StackSetName', (name) => arn('cloudformation', call, `stackset/${name}:*`)),
    ...one(input, 'StackName', (name) =>
      name.startsWith('arn:') ? name : arn('cloudformation', call, `stack/${name}/*`),
    ),
    // Of one that is named alone nothing tells the stack.
    ...(input.StackName === undefined
      ? one(input, 'ChangeSetName', () => arn('cloudformation', call, 'stack/*'))
      : []),
  ],
  cloudwatch: (input, call, operation) => [
    ...(operation.endsWith('AlarmMuteRule') ? muteResources(input, call) : []),
    ...(operation === 'DeleteAlarms'
      ? each(input, 'AlarmNames', (name) => arn('cloudwatch', call, `alarm:${name}`))
      : []),
    ...one(input, 'AlarmName', (name) => arn('cloudwatch', call, `alarm:${name}`)),
    ...one(input, 'DashboardName', (name) => dashboardArn(name, call)),
    ...((input.DashboardNames as string[] | undefined) ?? []).map((name) =>
      dashboardArn(name, call),
    ),
  ],
  s3: (input, call) =>
    one(input, 'Bucket', (name) => bucketArn(call, `${name}${input.Key ? `/${input.Key}` : ''}`)),
  sts: (input) => one(input, 'RoleArn', (name) => name),
  dynamodb: (input, call) => one(input, 'TableName', (name) => tableArn(name, input, call)),
  states: (input) => [
    // A version or an alias is asked on its machine.
    ...one(input, 'stateMachineArn', (name) => name.replace(/(:stateMachine:[^:]+):.*$/, '$1')),
    ...one(input, 'stateMachineAliasArn', (name) => name),
    ...one(input, 'executionArn', (name) => name),
  ],
  events: (input, call, operation) => {
    if (operation !== 'PutEvents') return [];
    const buses = ((input.Entries as Input[] | undefined) ?? []).map(
      (entry) => entry.EventBusName ?? 'default',
    );
    return [...new Set(buses)].map((bus) =>
      String(bus).startsWith('arn:') ? String(bus) : arn('events', call, `event-bus/${bus}`),
    );
  },
};

/** Of a mute rule itself and, where it is put, of each alarm that it is for. */
function muteResources(input: Input, call: Call): string[] {
  const { AlarmNames } = (input.MuteTargets ?? {}) as { AlarmNames?: string[] };
  return [
    arn('cloudwatch', call, `alarm-mute-rule:${input.Name ?? input.AlarmMuteRuleName}`),
    ...(AlarmNames ?? []).map((name) => arn('cloudwatch', call, `alarm:${name}`)),
  ];
}

/** A task definition has no resource of its own where it is described; what is registered has its family's. */
function ecsResources(input: Input, call: Call, operation: string): string[] {
  const service = (name: string) =>
    arn('ecs', call, `service/${input.cluster ?? 'default'}/${name}`);
  if (operation === 'RegisterTaskDefinition')
    return one(input, 'family', (name) => arn('ecs', call, `task-definition/${name}:*`));
  return [
    ...one(input, 'service', service),
    ...each(input, 'services', service),
    ...one(input, 'serviceDeploymentArn', (name) => name),
    ...each(input, 'serviceDeploymentArns', (name) => name),
    ...each(input, 'serviceRevisionArns', (name) => name),
    ...each(input, 'tasks', (name) =>
      name.startsWith('arn:') ? name : arn('ecs', call, `task/*/${name}`),
    ),
  ];
}

function one(input: Input, member: string, make: (name: string) => string): string[] {
  const name = input[member];
  return typeof name === 'string' ? [make(name)] : [];
}

function each(input: Input, member: string, make: (name: string) => string): string[] {
  const names = input[member];
  return Array.isArray(names) ? names.map((name) => make(String(name))) : [];
}

export function arn(service: string, { region, account }: Call, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
}

export function bucketArn({ region }: Call, name: string): string {
  return `arn:${partitionOf(region)}:s3:::${name}`;
}

function functionArn(name: string, input: Input, call: Call): string {
  const full = name.startsWith('arn:') ? name : arn('lambda', call, `function:${name}`);
  return input.Qualifier ? `${full}:${input.Qualifier}` : full;
}

function dashboardArn(name: string, { account }: Call): string {
  return `arn:aws:cloudwatch::${account}:dashboard/${name}`;
}

function tableArn(name: string, input: Input, call: Call): string {
  const full = name.startsWith('arn:') ? name : arn('dynamodb', call, `table/${name}`);
  return input.IndexName ? `${full}/index/${input.IndexName}` : full;
}
