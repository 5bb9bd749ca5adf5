// What a call needs: which actions, on which resources. Written down from what AWS documents, not from our templates.

import type { AdaptedPorts } from '../../flows/ports.ts';

export interface Place {
  readonly account: string;
  /** Of the machines and the table. */
  readonly region: string;
  readonly stack: string;
}

export interface Needed {
  readonly action: string;
  readonly on: string;
}

const SERVICES: Readonly<Record<keyof AdaptedPorts, string>> = {
  table: 'dynamodb',
  workflows: 'states',
  parameters: 'ssm',
  dashboards: 'cloudwatch',
  reports: 'codebuild',
  loads: 'codebuild',
  canaries: 'synthetics',
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
  traces: 'xray',
  objectives: 'application-signals',
  insights: 'devops-guru',
  calendars: 'ssm',
  containers: 'ecs',
  serviceUpdates: 'ecs',
  images: 'ecr',
  jobs: 'codebuild',
  stacks: 'cloudformation',
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
  // Reads the group's configuration, and registers what it deploys.
  'codedeploy CreateDeployment': [
    ...['codedeploy:CreateDeployment', 'codedeploy:GetDeploymentConfig'],
    ...['codedeploy:RegisterApplicationRevision', 'codedeploy:GetApplicationRevision'],
  ],
};

export type Role = 'reads' | 'stops' | 'deploys';

/** As which role a call is made in a member account: what it changes there, if anything. */
export function roleFor(asked: string, command: string): Role {
  const is = (commands: readonly string[]) => commands.some((each) => command.startsWith(each));
  const isOfPauses = asked === 'containers.takePausesOut' && is(['UpdateService']);
  if (isOfPauses || is(['StopServiceDeployment', 'ContinueServiceDeployment'])) return 'stops';
  if (is(['ExecuteChangeSet', 'DeleteChangeSet', 'CancelUpdateStack'])) return 'stops';
  // A job that only says what runs brings nothing.
  if (is(['StartBuild'])) return asked === 'jobs.start' ? 'deploys' : 'stops';
  if (is(['StopBuild', 'StopDeployment', 'ContinueDeployment', 'DeleteProvisioned']))
    return 'stops';
  if (is(['UpdateAlias', 'UpdateStateMachineAlias'])) return 'stops';
  if (is(['UpdateDistribution', 'CreateInvalidation'])) return 'stops';
  if (/^siteFiles\.(put|seal)$/.test(asked)) return 'deploys';
  if (is(['UpdateService', 'RegisterTaskDefinition', 'CreateChangeSet', 'GetTemplateSummary']))
    return 'deploys';
  if (
    is(['UpdateFunctionCode', 'CreateDeployment', 'GetApplicationRevision', 'PutProvisioned']) ||
    is(['UpdateStateMachine', 'PublishStateMachineVersion']) ||
    is(['CreateHostedConfigurationVersion', 'CreateDeploymentStrategy']) ||
    (asked === 'configurationStarts.start' && is(['StartDeployment'])) ||
    /^artifacts\.(copyTo|putBeside)$/.test(asked)
  )
    return 'deploys';
  return 'reads';
}

export const ARTIFACTS = 'arn:aws:s3:::artifacts-of-acme';
export const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/artifacts';

/** What `port.method` needs for one of its calls. Of a copy, its source is read besides, as `artifacts.read` is. */
export function neededFor(asked: string, command: string, place: Place): Needed[] {
  const service = SERVICES[asked.split('.')[0] as keyof AdaptedPorts];
  const call = `${service} ${command.replace(/Command$/, '')}`;
  const actions = ACTIONS[call] ?? [call.replace(' ', ':')];
  return actions.flatMap((action) =>
    resourcesOf(asked, action, place).map((on) => ({ action, on })),
  );
}

function resourcesOf(asked: string, action: string, place: Place): readonly string[] {
  const [service = '', operation = ''] = action.split(':');
  const anywhere = (resource: string) => [`arn:aws:${service}:*:${place.account}:${resource}`];
  switch (service) {
    case 'dynamodb':
      return [`arn:aws:dynamodb:${place.region}:${place.account}:table/${place.stack}-Table`];
    case 'states':
      return /^machine/.test(asked) ? anywhere('stateMachine:*') : ofMachines(asked, place);
    case 's3':
      if (/^siteFiles/.test(asked)) return ofSiteFiles(operation);
      return ofObjects(asked, operation, place);
    case 'kms':
      if (operation === 'Verify') return [`arn:aws:kms:${place.region}:${place.account}:key/*`];
      return isOfCopies(asked) ? [] : [KEY];
    case 'codebuild':
      if (/^(BatchGetReports|DescribeTestCases)$/.test(operation))
        return [`arn:aws:codebuild:${place.region}:${place.account}:report-group/*`];
      return anywhere('project/*');
    case 'codecommit':
      return anywhere('*');
    case 'ssm':
      return operation === 'GetParameter'
        ? [`arn:aws:ssm:${place.region}:${place.account}:parameter/tidegate/*`]
        : anywhere('document/*');
    case 'fis': {
      const arn = `arn:aws:fis:${place.region}:${place.account}`;
      const templates = operation === 'StartExperiment' ? [`${arn}:experiment-template/*`] : [];
      return [...templates, `${arn}:experiment/*`];
    }
    case 'appconfig':
      return ofConfigurations(operation, anywhere);
    case 'cloudfront':
      return [`arn:aws:cloudfront::${place.account}:distribution/*`];
    case 'synthetics':
      return [`arn:aws:synthetics:${place.region}:${place.account}:canary:*`];
    case 'lambda':
      return anywhere('function:*');
    case 'codedeploy':
      if (operation === 'GetDeploymentConfig') return anywhere('deploymentconfig:*');
      return anywhere(
        /ApplicationRevision$/.test(operation) ? 'application:*' : 'deploymentgroup:*',
      );
    case 'ecs':
      return ofServices(operation, anywhere);
    case 'cloudformation':
      return operation === 'GetTemplateSummary' ? ['*'] : anywhere('stack/*');
    case 'ecr':
      return anywhere('repository/*');
    case 'iam':
      return [`arn:aws:iam::${place.account}:role/*`];
    default:
      // CloudWatch's and the judge's other reads have none.
      return ['*'];
  }
}

/** What is written of sites, in whichever bucket, lies under one name. */
function ofSiteFiles(operation: string): readonly string[] {
  return [operation.startsWith('List') ? 'arn:aws:s3:::*' : 'arn:aws:s3:::*/tidegate/*'];
}

/** Whose lists there are, and what strategies there are, has no resource. */
function ofConfigurations(
  operation: string,
  anywhere: (resource: string) => readonly string[],
): readonly string[] {
  if (/^(ListApplications|(List|Create)DeploymentStrateg)/.test(operation)) return ['*'];
  const all = [
    'application/*',
    ...(operation === 'StartDeployment' ? ['deploymentstrategy/*'] : []),
  ];
  return all.flatMap(anywhere);
}

/** A task definition is described without a resource of its own. */
function ofServices(
  operation: string,
  anywhere: (resource: string) => readonly string[],
): readonly string[] {
  if (operation === 'DescribeTaskDefinition') return ['*'];
  if (['RegisterTaskDefinition', 'TagResource'].includes(operation))
    return anywhere('task-definition/*');
  if (operation === 'DescribeServiceRevisions') return anywhere('service-revision/*');
  return anywhere(
    /(e|p)ServiceDeployments?$/.test(operation) ? 'service-deployment/*' : 'service/*',
  );
}

/** Bare machines for answers and starts, executions for what has begun. */
function ofMachines(asked: string, { account, region, stack }: Place): string[] {
  const arn = `arn:aws:states:${region}:${account}`;
  const named = (name: string) => stack.replace('tidegate', `tidegate-${name}`);
  const machine = (name: string) => `${arn}:stateMachine:${named(name)}`;
  const executions = (name: string) => `${arn}:execution:${named(name)}:*`;
  const by: Readonly<Record<string, string[]>> = {
    'workflows.start': [machine('release')],
    'workflows.startRollback': [machine('rollback')],
    'workflows.answer': [machine('wave'), machine('rollback')],
    'workflows.fail': [machine('wave'), machine('rollback')],
    'workflows.stop': [executions('release')],
    'workflows.running': [machine('release')],
    'workflows.startCall': [machine('call')],
    'workflows.endOfCall': [executions('call')],
    'workflows.endOf': [executions('release'), executions('rollback')],
  };
  return by[asked]!;
}

const isOfCopies = (asked: string) =>
  /^artifacts\.(hasCopy|copyTo|putBeside|refuseUnreachable)$/.test(asked);

function ofObjects(asked: string, operation: string, { account }: Place): string[] {
  const bucket = isOfCopies(asked) ? `arn:aws:s3:::tidegate-${account}-*` : ARTIFACTS;
  // Whether there is a copy is asked of its name, never of a version.
  if (/\.(hasCopy|refuseUnreachable)$/.test(asked) && operation === 'GetObjectVersion') return [];
  return [operation.startsWith('ListBucket') ? bucket : `${bucket}/*`];
}
