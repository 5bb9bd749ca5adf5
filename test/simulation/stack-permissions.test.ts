// Who may do what in the stack that is simulated, told by what nobody else may.

import { permissionsOf } from '../../simulation/stack/permissions.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { home } from '../../simulation/world/place.ts';

const { functions } = readStack(home);

/** Reads that AWS knows no resource of. */
const HAVE_NO_RESOURCES =
  /^(cloudwatch|xray|application-signals|devops-guru):|^(ecs:DescribeTaskDefinition|cloudformation:GetTemplateSummary|appconfig:(ListApplications|(List|Create)DeploymentStrateg(y|ies)))$/;

test.each(functions.map((entry) => [entry.name, entry] as const))(
  '%s may do named actions only, and everything only where AWS knows no narrower resource',
  (_name, { statements }) => {
    for (const { Action, Resource } of statements) {
      const actions = [Action].flat();
      expect(actions.filter((action) => !/^[a-z0-9-]+:[A-Z][A-Za-z]+$/.test(action))).toEqual([]);
      if ([Resource].flat().includes('*')) {
        expect(actions.filter((action) => !HAVE_NO_RESOURCES.test(action))).toEqual([]);
      }
    }
  },
);

test('only the functions that deploy may deploy, and only builds that are heard of, or found, start releases', () => {
  const allows = permissionsOf(functions);
  const mayDo = (action: string, resource?: string, tags = () => ({ tidegate: 'local' })) =>
    functions.map(({ name }) => name).filter((name) => allows(name, action, resource, tags));

  expect(mayDo('codedeploy:CreateDeployment')).toEqual(['DeployTarget', 'RollBackTarget']);
  // Whoever looks at a shift may be the first to see that it harms, or that somebody else has moved it.
  const looks = 'SettleRelease OnDeployment OnService OnStack OnAlarm OnChange OnExecution Sweep';
  expect(mayDo('codedeploy:StopDeployment').join(' ')).toBe(
    `DeployTarget ShiftTraffic RollBackTarget ${looks}`,
  );
  expect(mayDo('lambda:UpdateFunctionCode')).toEqual(['DeployTarget', 'RollBackTarget']);
  // What is pushed, tests, hooks, synthetic traffic; and jobs: who deploys starts one, who looks asks one what runs.
  expect(mayDo('codebuild:StartBuild')).toEqual([
    ...['DeployTarget', 'RunTest', 'RunHook', 'WatchBake', 'FinishWave', 'RollBackTarget'],
    ...['OnPush', 'OnDeployment', 'Sweep', 'FindBuilds'],
  ]);
  const releases = 'arn:aws:states:us-east-1:111122223333:stateMachine:tidegate-release-local';
  // A batch of builds ends without an event. And a person starts one by hand, or rolls back.
  expect(mayDo('states:StartExecution', releases)).toEqual([
    ...[
      'OnBuild',
      'OnImage',
      'OnObject',
      'OnRequest',
      'OnLet',
      'Sweep',
      'FindBuilds',
      'OnSchedule',
    ],
  ]);
  expect(mayDo('states:StopExecution')).toEqual(['PlanRollback', 'OnStop']);
});

test('what tags decide is asked in each world by itself', () => {
  const checkout = 'arn:aws:lambda:eu-west-1:111122223333:function:checkout';
  const mayIn = (tags: Readonly<Record<string, string>>) =>
    permissionsOf(functions)('DeployTarget', 'lambda:UpdateFunctionCode', checkout, () => tags);

  expect([mayIn({ tidegate: 'local' }), mayIn({}), mayIn({ tidegate: 'local' })]).toEqual([
    true,
    false,
    true,
  ]);
});
