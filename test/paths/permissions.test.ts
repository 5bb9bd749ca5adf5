// Least privilege: what a function's role allows, it needs somewhere.

import { actionOf } from '@tidegate/embedded-aws/transport/permissions';
import { readStack } from '../../simulation/stack/read-stack.ts';
import type { StackFunction } from '../../simulation/stack/stack.ts';
import { deployedWith, home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { badDays, beside } from './bad-days.ts';
import { commanded, definesLater, pressFor } from './commanded.ts';
import { tellMove } from './piped.ts';
import { play } from './played.ts';

/** What AWS asks of the caller's role on its behalf, without a call of ours. */
const ON_BEHALF: Readonly<Record<string, string>> = {
  'codedeploy:GetDeploymentConfig': 'CreateDeployment reads the group’s configuration',
  'codedeploy:RegisterApplicationRevision': 'CreateDeployment registers what it deploys',
  'codedeploy:UpdateDeploymentGroup':
    'CreateDeployment asks for it where a group’s alarms are left out',
  'codedeploy:GetApplicationRevision': 'CreateDeployment looks whether that is registered',
  's3:GetObject': 'UpdateFunctionCode reads the artifact as its caller',
  's3:GetObjectVersion': 'UpdateFunctionCode reads the artifact as its caller',
  's3:ListBucket': 'HeadObject of a copy that is not there is forbidden without it',
  'lambda:PublishVersion': 'UpdateFunctionCode with Publish asks for it',
  'ecs:TagResource': 'RegisterTaskDefinition with tags asks for it',
  'iam:PassRole': 'RegisterTaskDefinition asks for the roles of the tasks',
  'sqs:SendMessage': 'Lambda keeps what the function has failed on',
  'logs:CreateLogStream': 'Lambda writes what a function logs',
  'logs:PutLogEvents': 'Lambda writes what a function logs',
  ...{ 'xray:PutTraceSegments': 'Lambda traces', 'xray:PutTelemetryRecords': 'Lambda traces' },
};

const READS_GROUPS =
  'codedeploy:BatchGetDeploymentGroups, codedeploy:GetDeployment, codedeploy:ListDeploymentTargets, codedeploy:BatchGetDeploymentTargets';
const READS_SERVICES = [
  'ecs:DescribeServices, ecs:ListServiceDeployments',
  'ecs:DescribeServiceRevisions',
  'ecs:DescribeTaskDefinition',
];
const FOLLOWS_SERVICES = READS_SERVICES.toSpliced(1, 0, 'ecs:DescribeServiceDeployments');
const BACK = 'ecs:StopServiceDeployment';
const TEMPLATE = 'cloudformation:GetTemplate';
const READS_STACKS = [
  'cloudformation:DescribeStacks, cloudformation:DescribeStackEvents, cloudformation:DescribeChangeSet',
  TEMPLATE,
];
const READS_MACHINES = 'states:DescribeStateMachine, states:DescribeStateMachineAlias';
const POINTS_MACHINES = 'states:UpdateStateMachineAlias';
const GROUP_ON = 'codedeploy:ContinueDeployment';
const STOPS_JOBS = 'codebuild:StopBuild';
const READS_JOBS = ['codebuild:BatchGetBuilds', 'codebuild:ListBuildsForProject'];
const READS_REPORTS = 'codebuild:BatchGetReports, codebuild:DescribeTestCases';
const MARKS = 'cloudwatch:GetDashboard, cloudwatch:PutDashboard';
const STACK_BACK = 'cloudformation:DeleteChangeSet, cloudformation:CancelUpdateStack';

/** Statements that these days do not need, and why they stay. */
const NEEDED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  // A pipeline's source may be in a member account; of a bare commit that a person has built again, the commit's other
  // builds tell: bare-commits.test.ts needs that.
  ...{ FindBuilds: ['sts:AssumeRole'], OnPush: ['sts:AssumeRole'] },
  OnBuild: ['codebuild:ListBuildsForProject'],
  // How long a stack is watched is read as its pipeline is applied: stack-triggers.test.ts needs it.
  OnDefine: ['cloudformation:DescribeStacks'],
  // What is started by hand may be of a pipeline with paths, or a batch.
  OnLet: [
    's3:ListBucketVersions',
    READS_MACHINES,
    ...READS_SERVICES,
    ...READS_STACKS,
    'codecommit:GetBranch, codecommit:GetCommit, codecommit:GetDifferences, codecommit:ListBranches',
    'codebuild:BatchGetBuildBatches',
    // What is lifted may be a build that never had a release: test/flows/command/lifting.test.ts needs it.
    'codebuild:ListBuildsForProject',
  ],
  // A gate whose plan is rejected is looked at: test/cli/approve.test.ts needs it.
  OnStop: ['states:SendTaskSuccess'],
  // What is pressed too late stops nothing: test/flows/command/widget.test.ts needs it.
  StopByWidget: ['dynamodb:PutItem'],
  // A batch of a commit that a person has built again.
  // What is prepared is carried out by whoever has prepared it, and by those only where that took its time.
  Sweep: [
    // Worlds mark nothing unless they are asked to: mark-deployments.test.ts needs it.
    MARKS,
    ...['cloudformation:ExecuteChangeSet', STOPS_JOBS, READS_REPORTS],
    // Of tests whose events are lost: experiment-tests.test.ts and canary-tests.test.ts need it.
    ...['fis:GetExperiment', 'fis:StopExperiment', 'synthetics:GetCanaryRuns'],
  ],
  // An alarm that it reads may be in a member account.
  TellPeople: [MARKS, 'sts:AssumeRole'],
  // An alias that shifts by itself may share its wave with targets of CodeDeploy, in member accounts.
  ShiftTraffic: [
    READS_GROUPS,
    ...FOLLOWS_SERVICES,
    ...[...READS_JOBS, STOPS_JOBS],
    ...READS_STACKS,
    'codedeploy:StopDeployment',
    BACK,
    STACK_BACK,
  ],
  OnChange: [
    ...['lambda:UpdateAlias', POINTS_MACHINES, BACK, STACK_BACK],
    ...[...READS_JOBS, STOPS_JOBS, ...READS_STACKS],
  ],
  // Only what is in the way of a later try is stopped as it starts.
  DeployTarget: [STOPS_JOBS, BACK],
  // A gate seldom finds a deployment that is somebody else’s.
  OpenGate: ['ecs:DescribeServiceRevisions'],
  // What a bake is asked for may be of any kind.
  // A load that has begun as its bake had ended is stopped: load.test.ts needs it.
  WatchBake: [STOPS_JOBS],
  AwaitAnswer: [READS_MACHINES, ...FOLLOWS_SERVICES, ...READS_JOBS, ...READS_STACKS],
  // A job that is half-way when its release ends is left to its end, unless an alarm has fired just then.
  // Who ends a wave has stopped its experiment, unless that has died.
  ...{ OnExecution: [GROUP_ON, STOPS_JOBS, 'fis:StopExperiment'] },
  // A repository may be in a member account; of a bundle, objects are beside it: bundles.test.ts needs that.
  OnImage: ['s3:ListBucketVersions', 'sts:AssumeRole'],
  // The same of whatever is released at set times.
  OnSchedule: ['sts:AssumeRole'],
  // The same of a bucket; and what is coming is noted where a stage keeps order.
  OnObject: ['dynamodb:PutItem', 'sts:AssumeRole'],
  // A stack that is passed has its own setting: what it has need not be compared.
  FinishWave: [TEMPLATE],
  // The way back of an update that is under way is its own.
  // What is returned to by hand was let go cold: warm.test.ts needs it.
  // What a way back has prepared is held by no alarm: the code that asks is that of what goes forth.
  RollBackTarget: [
    ...['lambda:PutProvisionedConcurrencyConfig', STOPS_JOBS],
    ...['cloudwatch:DescribeAlarms', STACK_BACK],
  ],
  // A deployment that is proven harmful is stopped by whoever finds it running: this one seldom does.
  // What a group holds is let go on here; what ECS holds, where it tells of it.
  OnDeployment: [
    ...['lambda:UpdateAlias', POINTS_MACHINES, 'codedeploy:StopDeployment', BACK, STACK_BACK],
    ...['ecs:ContinueServiceDeployment', 'ecs:UpdateService'],
    'cloudwatch:DescribeAlarmHistory, cloudwatch:GetMetricData',
    ...[READS_MACHINES, ...FOLLOWS_SERVICES.slice(1), STOPS_JOBS, ...READS_STACKS],
  ],
  // The same of a stack, which may share its wave with targets of other kinds.
  OnStack: [
    // What has been prepared is held while an alarm fires: fires-before-start.test.ts needs it.
    'cloudwatch:DescribeAlarms',
    ...['lambda:UpdateAlias', POINTS_MACHINES, 'codedeploy:StopDeployment', BACK, STACK_BACK],
    'cloudformation:ExecuteChangeSet',
    'lambda:GetAlias, lambda:GetFunctionConfiguration',
    READS_MACHINES,
    READS_GROUPS,
    ...FOLLOWS_SERVICES,
    ...[...READS_JOBS, STOPS_JOBS],
  ],
  // A service may share its wave with targets of other kinds, and its alarm may have fired just then.
  OnService: [
    'lambda:UpdateAlias',
    POINTS_MACHINES,
    'codedeploy:StopDeployment',
    BACK,
    STACK_BACK,
    GROUP_ON,
    'ecs:UpdateService',
    'lambda:GetAlias, lambda:GetFunctionConfiguration',
    READS_MACHINES,
    READS_GROUPS,
    ...[...READS_JOBS, STOPS_JOBS],
    ...READS_STACKS,
    'cloudwatch:DescribeAlarmHistory, cloudwatch:GetMetricData',
  ],
  // A run of it that is repeated late finds its test ended.
  RunTest: ['states:SendTaskSuccess', READS_REPORTS, 'fis:StopExperiment'],
  // Only a rollback by hand finds something that goes forward: rollback-by-hand.test.ts needs it.
  PlanRollback: ['states:StopExecution'],
};

/**
 * Who tries something again, and looks at a bake by all sources, is another each day; test/packaged/ holds who can. And
 * for the image of a function asks whoever opens its gate or returns it: containers-image-deleted needs that.
 */
const NOW_AND_THEN = ['states:SendTaskFailure', 'xray:GetServiceGraph', 'ecr:DescribeImages'];

/**
 * A wave may have targets of any kind, and so whoever looks at one may find a configuration, a site or a StackSet. That
 * each of these is taken by somebody is held below, and who can reach it in test/packaged/.
 */
const OF_ANY_KIND = /^(appconfig|cloudfront):|^cloudformation:\w+Stack(Set|Instances)/;

const used = new Map<string, Set<string>>();
for (const { day, of } of badDays) {
  const prepare = async (world: World) => {
    definesLater(world, `${beside}# again`);
    world.clock.at(world.clock.millis() + 60_000, async () => {
      await tellMove(world.aws, { stage: 'Source', state: 'STARTED' });
      const page = { method: 'GET', path: '/board', query: {}, headers: {} };
      await world.aws.callService('execute-api', 'Invoke', page, home);
      await pressFor(world, 'shop');
    });
  };
  const more = day === commanded ? { prepare } : {};
  const played = await play(of, day, { files: { 'policy.yml': 'policy: acme' }, ...more });
  // What a rollback has muted may act again some minutes after its end.
  if (!used.has('MuteAlarms') && played.outcomes().includes('RolledBack')) {
    const later = played.world.clock.millis() + 60 * 60_000;
    await played.world.clock.play(() => played.world.clock.millis() >= later);
  }
  const { calls } = played;
  for (const { functionName, service, operation, input } of calls) {
    if (functionName === undefined) continue;
    const actions = used.get(functionName) ?? new Set();
    used.set(functionName, actions.add(actionOf(service, operation, input)));
  }
}

type Statement = StackFunction['statements'][number];

const actionsOf = ({ Action }: Statement): string[] => [Action].flat();

/** Statements of a function that it has never needed, told by their actions. */
function needless({ name, statements }: StackFunction): string[] {
  return statements
    .map(actionsOf)
    .filter((actions) => !actions.some((action) => used.get(name)?.has(action)))
    .filter((actions) => !actions.some((action) => ON_BEHALF[action]))
    .filter((actions) => !actions.some((action) => NOW_AND_THEN.includes(action)))
    .filter((actions) => !actions.some((action) => OF_ANY_KIND.test(action)))
    .map((actions) => actions.join(', '));
}

const { functions } = readStack(home, deployedWith(['arn:aws:s3:::any']));

test.each(functions.map((entry) => [entry.name, entry] as const))(
  '%s has no statement that it never needs',
  (name, entry) => {
    expect(used.has(name)).toBe(true);
    expect(needless(entry)).toEqual(NEEDED_ELSEWHERE[name] ?? []);
  },
);

test('no action is allowed that nobody ever takes', () => {
  const taken = new Set([...used.values()].flatMap((actions) => [...actions]));
  const allowed = new Set(functions.flatMap(({ statements }) => statements.flatMap(actionsOf)));

  const never = [...allowed].filter((action) => !taken.has(action) && !ON_BEHALF[action]);

  expect(never).toEqual([
    // Insights are read only where a pipeline asks for them.
    'devops-guru:ListInsights',
  ]);
});
