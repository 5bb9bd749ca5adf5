// What a call needs: which actions, on which resources. Written down from what AWS documents, not from our templates.

import { actionsOf } from './needed-actions.ts';

export interface Place {
  readonly account: string;
  /** Of the machines and the table. */
  readonly region: string;
  readonly stack: string;
  /** Below which the secrets lie that are read there. */
  readonly secrets?: string;
}

export interface Needed {
  readonly action: string;
  readonly on: string;
}

export type Role = 'reads' | 'stops' | 'deploys' | 'tests' | 'mutes';

/** As which role a call is made in a member account: what it changes there, if anything. */
export function roleFor(asked: string, command: string): Role {
  const is = (commands: readonly string[]) => commands.some((each) => command.startsWith(each));
  if (asked.startsWith('muteRules.')) return 'mutes';
  const isOfPauses = asked === 'containers.takePausesOut' && is(['UpdateService']);
  if (isOfPauses || is(['StopServiceDeployment', 'ContinueServiceDeployment'])) return 'stops';
  if (is(['ExecuteChangeSet', 'DeleteChangeSet', 'CancelUpdateStack', 'StopStackSet']))
    return 'stops';
  if (is(['UpdateStackInstances', 'UpdateStackSet'])) return 'deploys';
  // A job that only says what runs brings nothing.
  const isOfTests =
    /^((builds|canaryStarts)\.start|(loads|experiments)\.(start|stop)|callees\..*)$/.test(asked);
  if (isOfTests && !is(['Get', 'List', 'Batch'])) return 'tests';
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
  return actionsOf(asked, command).flatMap((action) =>
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
        return anywhere('report-group/*');
      return anywhere('project/*');
    case 'codecommit':
      return anywhere('*');
    case 'ssm':
      return operation === 'GetParameter' ? ofSecrets(place) : anywhere('document/*');
    case 'events':
      return ofBuses(asked, place);
    case 'sns':
      return ['arn:aws:sns:*:*:tidegate-*'];
    case 'cloudwatch':
      return asked.startsWith('muteRules.')
        ? ofMuteRules(operation, place)
        : ofDashboards(asked, place);
    case 'fis':
      return ofExperiments(operation, anywhere);
    case 'appconfig':
      return ofConfigurations(operation, anywhere);
    case 'cloudfront':
      return [`arn:aws:cloudfront::${place.account}:distribution/*`];
    case 'synthetics':
      return anywhere('canary:*');
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
      return ofCloudFormation(operation, anywhere);
    case 'ecr':
      return anywhere('repository/*');
    case 'iam':
      return [`arn:aws:iam::${place.account}:role/*`];
    default:
      // The judge's other reads have none.
      return ['*'];
  }
}

function ofSecrets({ account, region, secrets = '/tidegate' }: Place): readonly string[] {
  return [`arn:aws:ssm:${region}:${account}:parameter${secrets}/*`];
}

/** A set is updated with its instances, and with third parties’ types, which have no account. */
function ofCloudFormation(operation: string, anywhere: (resource: string) => string[]) {
  if (operation === 'GetTemplateSummary') return ['*'];
  if (operation === 'UpdateStackSet' || operation === 'UpdateStackInstances')
    return [
      ...anywhere('stackset/*'),
      ...anywhere('stackset-target/*'),
      'arn:aws:cloudformation:*::type/resource/*',
    ];
  return anywhere(/StackSet|StackInstance/.test(operation) ? 'stackset/*' : 'stack/*');
}

function ofExperiments(
  operation: string,
  anywhere: (resource: string) => readonly string[],
): readonly string[] {
  const templates = operation === 'StartExperiment' ? anywhere('experiment-template/*') : [];
  return [...templates, ...anywhere('experiment/*')];
}

/** Hints, and shares of a sweep, are for our own stack; who is told has a bus of any account. */
function ofBuses(asked: string, { account, region }: Place): readonly string[] {
  const own = `arn:aws:events:${region}:${account}:event-bus/default`;
  return [
    asked === 'buses.hint' || asked === 'buses.ask'
      ? own
      : 'arn:aws:events:*:*:event-bus/tidegate-*',
  ];
}

/** The documents write its resource in two ways; whoever puts one needs each of its alarms too. */
function ofMuteRules(operation: string, { account, stack }: Place): readonly string[] {
  if (operation === 'DescribeAlarms') return ['*'];
  const arn = `arn:aws:cloudwatch:*:${account}`;
  const rules = ['alarm-mute-rule', 'alarm-mute'].map((kind) => `${arn}:${kind}:${stack}-*`);
  return operation === 'PutAlarmMuteRule' ? [...rules, `${arn}:alarm:*`] : rules;
}

/** What else is asked of CloudWatch are reads without a resource. */
function ofDashboards(asked: string, { account, stack }: Place): readonly string[] {
  const own = `arn:aws:cloudwatch::${account}:dashboard/${stack}-*`;
  return [asked.startsWith('dashboards.') ? own : '*'];
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
  // Executions of a distributed Map are of the machine with its label.
  const waiting = [machine('wave'), machine('rollback'), `${machine('rollback')}/Parts`];
  const executions = (name: string) => `${arn}:execution:${named(name)}:*`;
  const by: Readonly<Record<string, string[]>> = {
    'workflows.start': [machine('release')],
    'workflows.startRollback': [machine('rollback')],
    'workflows.answer': waiting,
    'workflows.fail': waiting,
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
