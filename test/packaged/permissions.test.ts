// What the packaged roles allow is what the functions' code can reach, and what AWS asks of a caller besides: no call
// without its permission on the resource that it names, no permission without a call that needs it there.

import { intrinsicsOf } from '../../simulation/stack/intrinsics.ts';
import { memberTemplate } from '../../simulation/stack/member-roles.ts';
import { readPackage } from '../../simulation/stack/packaged.ts';
import { allows } from '../../simulation/stack/permissions.ts';
import { stackOfPackage } from '../../simulation/stack/read-stack.ts';
import { readStatements, type Statement } from '../../simulation/stack/stack-statements.ts';
import { withParameters } from '../../simulation/stack/template.ts';
import { home } from '../../simulation/world/place.ts';
import { callsBehindPorts } from './calls-behind-ports.ts';
import {
  ARTIFACTS,
  KEY,
  type Needed,
  neededFor,
  type Place,
  type Role,
  roleFor,
} from './needed.ts';
import { entryOf, portsReachedBy } from './reach.ts';

const packaged = readPackage();
const given = { ArtifactBuckets: ARTIFACTS, ArtifactKey: KEY, ExternalId: 'tidegate-of-acme' };
const { functions, stackName } = stackOfPackage(packaged, home, given);
const stage = stackName.replace('tidegate-', '');
const here: Place = { ...home, stack: stackName };

const ownLogs = (functionName: string) =>
  `arn:aws:logs:${home.region}:${home.account}:log-group:/aws/lambda/${functionName}:*`;

/** What Lambda needs of a function's role. */
const ofLambda = (functionName: string): Needed[] => [
  { action: 'logs:CreateLogStream', on: ownLogs(functionName) },
  { action: 'logs:PutLogEvents', on: ownLogs(functionName) },
  { action: 'xray:PutTraceSegments', on: '*' },
  { action: 'xray:PutTelemetryRecords', on: '*' },
];

/** What is asked in Tidegate's own account alone. */
const isAtHome = (name: string, asked: string) =>
  /^(signatures|table|workflows|dashboards|parameters|topics|buses)\./.test(asked) ||
  (asked === 'builds.start' && name !== 'RunTest');

/** Whose secrets are not those of tests. */
const SECRETS: Readonly<Record<string, string>> = { TellPeople: '/tidegate/messages' };

const roleArn = (role: Role) => `arn:aws:iam::*:role/tidegate-${stage}-${role}`;

const ROLES: readonly (readonly [string, Role])[] = [
  ['ReadRole', 'reads'],
  ['StopRole', 'stops'],
  ['DeployRole', 'deploys'],
  ['TestRole', 'tests'],
];

/** What the code can reach and the function does not: why. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  // What takes back is another function: it alone leaves a group's alarms out.
  DeployTarget: ['codedeploy:UpdateDeploymentGroup'],
  // A test's build is of no batch.
  RunTest: ['codebuild:BatchGetBuildBatches'],
  RunHook: ['codebuild:BatchGetBuildBatches', 'sts:AssumeRole'],
};

interface Called {
  readonly asked: string;
  readonly command: string;
}

const calls = await callsBehindPorts();

async function callsOf(name: string): Promise<Called[]> {
  const file = `functions/${name.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase()}.ts`;
  expect(entryOf(file)).toBe(name);
  const reached = [...(await portsReachedBy(file))];
  // The source of a copy is read as any artifact is.
  const all = new Set([
    ...reached,
    ...(reached.includes('artifacts.copyTo') ? ['artifacts.read'] : []),
  ]);
  return [...all].flatMap((asked) => [...calls.get(asked)!].map((command) => ({ asked, command })));
}

const words = ({ action, on }: Needed) => `${action} on ${on}`;
const sorted = (needed: readonly Needed[]) => [...new Set(needed.map(words))].toSorted();

function allowedBy(statements: readonly Statement[]): string[] {
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((on) => words({ action, on }))),
    )
    .toSorted();
}

test('every method of every port makes a call that is known', () => {
  const silent = [...calls].filter(([, commands]) => commands.size === 0).map(([asked]) => asked);

  // It tells a name, and calls nothing.
  // A third party's address is nobody's of AWS.
  expect(silent).toEqual(['outside.post', 'workflows.rollbackExecution']);
  expect(calls.size).toBeGreaterThan(40);
});

test.each(functions.map((each) => [each.name, each] as const))(
  'the role of %s allows what its code can reach, where it reaches, and nothing else',
  async (name, { statements, onFailure, functionName }) => {
    const called = await callsOf(name);
    const secrets = SECRETS[name];
    const place = { ...here, ...(secrets !== undefined && { secrets }) };
    const elsewhere = called.filter(({ asked }) => !isAtHome(name, asked));

    const needed = [
      ...ofLambda(functionName),
      ...called.flatMap(({ asked, command }) => neededFor(asked, command, place)),
      ...elsewhere.map(({ asked, command }) => ({
        action: 'sts:AssumeRole',
        on: roleArn(roleFor(asked, command)),
      })),
      ...(onFailure ? [{ action: 'sqs:SendMessage', on: onFailure }] : []),
    ];
    expect(allowedBy(statements)).toEqual(
      sorted(needed.filter(({ action }) => !NEVER[name]?.includes(action))),
    );
  },
);

test.each(['RunTest', 'OnAnswer'])(
  '%s may read the secrets of tests, and none with which people are told',
  (name) => {
    const { statements } = functions.find((each) => each.name === name)!;
    const read = (secret: string) => {
      const on = `arn:aws:ssm:${home.region}:${home.account}:parameter/tidegate/${secret}`;
      return allows(statements, 'ssm:GetParameter', on);
    };

    expect([read('prod/shop-tests'), read('messages/slack'), read('messages/a/b')]).toEqual([
      true,
      false,
      false,
    ]);
  },
);

test.each([
  [{}, ['s3:::artifacts', 'kms:Decrypt']],
  [{ ArtifactBuckets: ARTIFACTS }, ['kms:Decrypt']],
])('without a key or buckets named, no role may read artifacts: %j', (named, missing) => {
  const plain = stackOfPackage(packaged, home, named).functions;
  const allowed = plain.flatMap(({ statements }) => allowedBy(statements)).join('\n');

  expect(missing.filter((each) => allowed.includes(each))).toEqual([]);
});

const member = { account: '222233334444', region: 'eu-west-1', stack: '' };
const theirs = withParameters(memberTemplate(), {
  ...given,
  ToolsAccount: home.account,
  TidegateStage: stage,
});
const intrinsics = intrinsicsOf(theirs, member, 'tidegate-member');

test.each(ROLES)(
  'in a member account, %s allows what is asked as it there, and nothing else',
  async (id, role) => {
    const all = functions.map(async ({ name }) =>
      (await callsOf(name)).filter(({ asked }) => !isAtHome(name, asked)),
    );
    const asked = (await Promise.all(all))
      .flat()
      .filter(({ asked, command }) => roleFor(asked, command) === role);

    const statements = readStatements(
      { template: theirs, intrinsics },
      intrinsics.attribute(id, 'Arn'),
    );
    expect(allowedBy(statements)).toEqual(
      sorted(asked.flatMap(({ asked, command }) => neededFor(asked, command, member))),
    );
  },
);

test.each(ROLES)(
  '%s in a member account trusts the functions that may assume it, and nobody else',
  (id, role) => {
    const { AssumeRolePolicyDocument: trust } = intrinsics.evaluate(
      theirs.Resources[id]?.Properties,
    ) as { AssumeRolePolicyDocument: { Statement: [{ Condition: { ArnLike: object } }] } };
    const mayAssume = functions.filter(({ statements }) =>
      statements.some(
        ({ Action, Resource }) => Action === 'sts:AssumeRole' && Resource === roleArn(role),
      ),
    );

    expect(Object.values(trust.Statement[0].Condition.ArnLike).flat().toSorted()).toEqual(
      mayAssume
        .map(({ name }) => `arn:aws:iam::${home.account}:role/${stackName}-${name}Role-*`)
        .toSorted(),
    );
  },
);
