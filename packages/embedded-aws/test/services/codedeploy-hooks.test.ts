import {
  BatchGetDeploymentGroupsCommand,
  BatchGetDeploymentTargetsCommand,
  CreateDeploymentCommand,
  GetApplicationRevisionCommand,
  GetDeploymentConfigCommand,
  GetDeploymentTargetCommand,
  ListApplicationRevisionsCommand,
  ListDeploymentConfigsCommand,
  PutLifecycleEventHookExecutionStatusCommand,
} from '@aws-sdk/client-codedeploy';
import { errorName, home } from '../embedded.ts';
import { group, lambdaGroup } from './codedeploy-world.ts';

type Asked = { readonly DeploymentId: string; readonly LifecycleEventHookExecutionId: string };

const appSpec = (Hooks: Record<string, string>[] = []) => {
  const Properties = { Name: 'checkout', Alias: 'live', CurrentVersion: '1', TargetVersion: '2' };
  const Resources = [{ checkout: { Type: 'AWS::Lambda::Function', Properties } }];
  return JSON.stringify({ version: 0, Resources, Hooks });
};
const revisionOf = (content: string) => ({
  revisionType: 'AppSpecContent' as const,
  appSpecContent: { content },
});

/** A deployment whose hooks are functions that note what they are asked. */
function hooked() {
  const world = lambdaGroup();
  const asked: Asked[] = [];
  for (const name of ['before', 'after'])
    world.aws.lambda.register({
      ...home,
      name,
      handler: async (event) => void asked.push(event as Asked),
    });
  const create = async (hooks: Record<string, string>[]) => {
    const revision = revisionOf(appSpec(hooks));
    const { deploymentId } = await world.codedeploy.send(
      new CreateDeploymentCommand({ ...group, revision }),
    );
    await world.clock.sleep(10);
    return deploymentId!;
  };
  const answer = (status: 'Succeeded' | 'Failed') => {
    const { DeploymentId, LifecycleEventHookExecutionId } = asked.at(-1)!;
    return world.codedeploy.send(
      new PutLifecycleEventHookExecutionStatusCommand({
        deploymentId: DeploymentId,
        lifecycleEventHookExecutionId: LifecycleEventHookExecutionId,
        status,
      }),
    );
  };
  const targetOf = async (deploymentId: string) => {
    const command = new GetDeploymentTargetCommand({ deploymentId, targetId: 'checkout:live' });
    return (await world.codedeploy.send(command)).deploymentTarget!.lambdaTarget!;
  };
  return { ...world, asked, create, answer, targetOf };
}

const both = [{ BeforeAllowTraffic: 'before' }, { AfterAllowTraffic: 'after' }];

test('traffic waits for the hook before it, and the end for the hook after it', async () => {
  const { clock, play, create, answer, get, running, targetOf } = hooked();

  const seen = await play(async () => {
    const id = await create(both);
    const look = async () => [running().version, (await get(id)).status];
    const before = await look();
    await answer('Succeeded');
    await clock.sleep(10);
    const between = await look();
    await answer('Succeeded');
    const events = (await targetOf(id)).lifecycleEvents!;
    return [before, between, await look(), events.map((each) => each.lifecycleEventName)];
  });

  expect(seen).toEqual([
    ['1', 'InProgress'],
    ['2', 'InProgress'],
    ['2', 'Succeeded'],
    ['BeforeAllowTraffic', 'AfterAllowTraffic', 'AllowTraffic'],
  ]);
});

test('a hook that says no fails the deployment, and no traffic moves', async () => {
  const { play, create, answer, get, running } = hooked();

  const { status, errorInformation } = await play(async () => {
    const id = await create(both);
    await answer('Failed');
    return get(id);
  });

  expect([status, errorInformation!.code]).toEqual(['Failed', 'HOOK_EXECUTION_FAILURE']);
  expect(running()).toEqual({ version: '1', weights: {} });
});

test.each([
  ['says nothing for an hour', both],
  ['does not exist', [{ BeforeAllowTraffic: 'nobody' }]],
])('a hook that %s fails the deployment', async (_, hooks) => {
  const { clock, play, create, get } = hooked();

  const { errorInformation } = await play(async () => {
    const id = await create(hooks);
    await clock.sleep(3600);
    return get(id);
  });

  expect(errorInformation!.code).toBe('HOOK_EXECUTION_FAILURE');
});

test('an answer is taken once, and by its own id only', async () => {
  const { play, codedeploy, create, answer } = hooked();

  const names = await play(async () => {
    const deploymentId = await create(both);
    const wrong = new PutLifecycleEventHookExecutionStatusCommand({
      deploymentId,
      lifecycleEventHookExecutionId: 'not mine',
      status: 'Succeeded',
    });
    const stranger = await errorName(codedeploy.send(wrong));
    await answer('Succeeded');
    return [stranger, await errorName(answer('Succeeded'))];
  });

  expect(names).toEqual([
    'InvalidLifecycleEventHookExecutionIdException',
    'LifecycleEventAlreadyCompletedException',
  ]);
});

test('targets, groups, configurations and revisions are shown', async () => {
  const { play, codedeploy, create } = hooked();
  const { applicationName, deploymentGroupName } = group;
  const revision = revisionOf(appSpec());

  const [targets, groups, configs, config, registered, listed] = await play(async () => {
    const deploymentId = await create([]);
    return [
      await codedeploy.send(
        new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: ['checkout:live'] }),
      ),
      await codedeploy.send(
        new BatchGetDeploymentGroupsCommand({
          applicationName,
          deploymentGroupNames: [deploymentGroupName, 'nope'],
        }),
      ),
      await codedeploy.send(new ListDeploymentConfigsCommand({})),
      await codedeploy.send(
        new GetDeploymentConfigCommand({
          deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        }),
      ),
      await codedeploy.send(new GetApplicationRevisionCommand({ applicationName, revision })),
      await codedeploy.send(new ListApplicationRevisionsCommand({ applicationName })),
    ];
  });

  const target = targets.deploymentTargets![0]!.lambdaTarget!;
  expect(target).toMatchObject({
    status: 'Succeeded',
    lambdaFunctionInfo: { functionName: 'checkout', targetVersion: '2', targetVersionWeight: 1 },
  });
  expect(groups.deploymentGroupsInfo).toHaveLength(1);
  expect(groups.errorMessage).toMatch(/nope/);
  expect(configs.deploymentConfigsList).toContain('CodeDeployDefault.LambdaAllAtOnce');
  expect(config.deploymentConfigInfo!.trafficRoutingConfig).toEqual({
    type: 'TimeBasedCanary',
    timeBasedCanary: { canaryPercentage: 10, canaryInterval: 5 },
  });
  expect(registered.revision!.appSpecContent!.content).toBe(appSpec());
  expect(listed.revisions).toHaveLength(1);
});
