// What the packaged roles allow is what the functions' code can reach, and what AWS asks of a caller besides: no call
// without its permission, no permission without a call.

import { readFileSync } from 'node:fs';
import { readPackage } from '../../simulation/stack/packaged.ts';
import { stackOfPackage } from '../../simulation/stack/read-stack.ts';
import { home } from '../../simulation/world/place.ts';
import { callsBehindPorts } from './calls-behind-ports.ts';
import { entryOf, portsReachedBy } from './reach.ts';

const packaged = readPackage();
/** As it is with a key of the customer's own. */
const withKey = {
  ...packaged,
  template: {
    ...packaged.template,
    Parameters: { ArtifactKey: { Default: 'arn:aws:kms:eu-west-1:111122223333:key/artifacts' } },
  },
};
const { functions } = stackOfPackage(withKey, home);

const SERVICES: Readonly<Record<string, string>> = {
  table: 'dynamodb',
  workflows: 'states',
  builds: 'codebuild',
  repositories: 'codecommit',
  artifacts: 's3',
  functions: 'lambda',
  deployments: 'codedeploy',
  alarms: 'cloudwatch',
  alarmFacts: 'cloudwatch',
  metrics: 'cloudwatch',
  traces: 'xray',
  objectives: 'application-signals',
  insights: 'devops-guru',
  calendars: 'ssm',
};

/** Calls that need another action than their own name says. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'dynamodb Get': ['dynamodb:GetItem'],
  'dynamodb Put': ['dynamodb:PutItem'],
  'dynamodb Delete': ['dynamodb:DeleteItem'],
  's3 ListObjectVersions': ['s3:ListBucketVersions'],
  'devops-guru devops-guru/insights': ['devops-guru:ListInsights'],
};

/** What AWS asks of the caller besides, of which no call says anything. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  // By version or without; an object that is gone is told to those only who may list; a key may decrypt.
  's3 GetObject': ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 'kms:Decrypt'],
  's3 HeadObject': ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 'kms:Decrypt'],
  // Publishes what it has updated, out of an object that it reads as its caller.
  'lambda UpdateFunctionCode': ['lambda:PublishVersion', 's3:GetObject', 's3:GetObjectVersion'],
  // Reads the group's configuration, and registers what it deploys.
  'codedeploy CreateDeployment': [
    'codedeploy:GetDeploymentConfig',
    'codedeploy:RegisterApplicationRevision',
    'codedeploy:GetApplicationRevision',
  ],
};

function actionsOf(service: string, command: string): readonly string[] {
  const call = `${service} ${command.replace(/Command$/, '')}`;
  const own = call === 's3 HeadObject' ? [] : (ACTIONS[call] ?? [call.replace(' ', ':')]);
  return [...own, ...(IMPLIED[call] ?? [])];
}

const LAMBDA = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
];
/** In an account of its own, what a port asks is asked as the member role. */
const AT_HOME = ['table', 'workflows'];

/** What the code can reach and the function does not: why. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  // A test's build is started here, and is of no batch; and here it runs.
  RunTest: ['codebuild:BatchGetBuildBatches', 'sts:AssumeRole'],
};

const calls = await callsBehindPorts();

async function neededBy(name: string, onFailure: string | undefined): Promise<string[]> {
  const file = `functions/${name.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase()}.ts`;
  expect(entryOf(file)).toBe(name);
  const reached = [...(await portsReachedBy(file))];
  const called = reached.flatMap((asked) => {
    const service = SERVICES[asked.split('.')[0]!]!;
    return [...calls.get(asked)!].flatMap((command) => actionsOf(service, command));
  });
  const elsewhere = reached.some((asked) => !AT_HOME.includes(asked.split('.')[0]!));
  return [
    ...new Set([
      ...LAMBDA,
      ...called,
      ...(elsewhere ? ['sts:AssumeRole'] : []),
      ...(onFailure ? ['sqs:SendMessage'] : []),
    ]),
  ].toSorted();
}

test('every method of every port makes a call that is known', () => {
  const silent = [...calls].filter(([, commands]) => commands.size === 0).map(([asked]) => asked);

  // It tells a name, and calls nothing.
  expect(silent).toEqual(['workflows.rollbackExecution']);
  expect(calls.size).toBeGreaterThan(40);
});

test.each(functions.map((each) => [each.name, each] as const))(
  'the role of %s allows what its code can reach, and nothing else',
  async (name, { statements, onFailure }) => {
    const allowed = [...new Set(statements.flatMap(({ Action }) => [Action].flat()))].toSorted();

    const needed = await neededBy(name, onFailure);
    expect(allowed).toEqual(needed.filter((action) => !NEVER[name]?.includes(action)));
  },
);

test('without a key of the customer’s own, no role may decrypt', () => {
  const plain = stackOfPackage(packaged, home).functions.flatMap(({ statements }) => statements);

  expect(plain.flatMap(({ Action }) => [Action].flat())).not.toContain('kms:Decrypt');
});

test('the member role allows what is asked in member accounts', async () => {
  const text = readFileSync('docs/aws-member-role.yml', 'utf8');
  const reached = await Promise.all(functions.map(async ({ name }) => neededBy(name, undefined)));
  const own = [...LAMBDA, 'sts:AssumeRole', 'states:', 'dynamodb:', 'codebuild:StartBuild'];
  const asked = [...new Set(reached.flat())].filter(
    (action) => !own.some((each) => action.startsWith(each)),
  );

  expect(asked.filter((action) => !text.includes(action))).toEqual([]);
});
