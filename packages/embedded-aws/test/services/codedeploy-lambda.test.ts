import {
  CreateDeploymentConfigCommand,
  GetDeploymentConfigCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import { home } from '../embedded.ts';
import { lambdaGroup, shiftTo } from './codedeploy-world.ts';

test('a canary sends a share first and the rest when its minutes are over', async () => {
  const { codedeploy, clock, running, play } = lambdaGroup();

  const seen = await play(async () => {
    await codedeploy.send(shiftTo('2', '1', 'CodeDeployDefault.LambdaCanary10Percent5Minutes'));
    await clock.sleep(200);
    const during = running();
    await clock.sleep(200);
    return [during, running()];
  });

  expect(seen).toEqual([
    { version: '1', weights: { '2': 0.1 } },
    { version: '2', weights: {} },
  ]);
});

test('a configuration that somebody made moves traffic as it says, and is shown so', async () => {
  const { codedeploy, clock, running, play } = lambdaGroup();
  const deploymentConfigName = 'Careful';
  const trafficRoutingConfig = {
    type: 'TimeBasedLinear',
    timeBasedLinear: { linearPercentage: 50, linearInterval: 90 },
  } as const;

  const [shown, seen] = await play(async () => {
    await codedeploy.send(
      new CreateDeploymentConfigCommand({
        deploymentConfigName,
        computePlatform: 'Lambda',
        trafficRoutingConfig,
      }),
    );
    const asked = new GetDeploymentConfigCommand({ deploymentConfigName });
    const { deploymentConfigInfo } = await codedeploy.send(asked);
    await codedeploy.send(shiftTo('2', '1', deploymentConfigName));
    await clock.sleep(89 * 60);
    const during = running();
    await clock.sleep(120);
    return [deploymentConfigInfo, [during, running()]];
  });

  expect(shown).toMatchObject({
    deploymentConfigName,
    computePlatform: 'Lambda',
    trafficRoutingConfig,
  });
  expect(seen).toEqual([
    { version: '1', weights: { '2': 0.5 } },
    { version: '2', weights: {} },
  ]);
});

test('a configuration of a name that is taken is refused', async () => {
  const { codedeploy, play } = lambdaGroup();
  const make = (deploymentConfigName: string) =>
    new CreateDeploymentConfigCommand({
      deploymentConfigName,
      computePlatform: 'Server',
      minimumHealthyHosts: { type: 'HOST_COUNT', value: 1 },
    });

  const made = play(async () => {
    await codedeploy.send(make('Mine'));
    await codedeploy.send(make('Mine'));
  });

  await expect(made).rejects.toThrow('already exists');
});

test.each([
  ['a version that does not exist', shiftTo('9'), 'INVALID_LAMBDA_FUNCTION'],
  ['a current version that is not current', shiftTo('2', '2'), 'INVALID_LAMBDA_CONFIGURATION'],
])('%s fails the deployment and moves nothing', async (_, command, code) => {
  const { codedeploy, clock, get, running, play } = lambdaGroup();

  const deployment = await play(async () => {
    const { deploymentId } = await codedeploy.send(command);
    await clock.sleep(60);
    return get(deploymentId!);
  });

  expect(deployment).toMatchObject({ status: 'Failed', errorInformation: { code } });
  expect(running()).toEqual({ version: '1', weights: {} });
});

test('what was deployed is never shown again, only its digest', async () => {
  const { codedeploy, get, play } = lambdaGroup();

  const deployment = await play(async () =>
    get((await codedeploy.send(shiftTo('2'))).deploymentId!),
  );

  expect(deployment.revision!.appSpecContent).toEqual({
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('a stop with rollback is a new deployment that takes the alias back', async () => {
  const { codedeploy, clock, get, running, play } = lambdaGroup();

  const [stopped, rollback] = await play(async () => {
    const { deploymentId } = await codedeploy.send(
      shiftTo('2', '1', 'CodeDeployDefault.LambdaCanary10Percent5Minutes'),
    );
    await clock.sleep(60);
    await codedeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
    await clock.sleep(60);
    const first = await get(deploymentId!);
    return [first, await get(first.rollbackInfo!.rollbackDeploymentId!)];
  });

  expect(stopped).toMatchObject({ status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } });
  expect(rollback).toMatchObject({ status: 'Succeeded', creator: 'codeDeployRollback' });
  expect(rollback.rollbackInfo).toMatchObject({
    rollbackTriggeringDeploymentId: stopped.deploymentId,
  });
  expect(running()).toEqual({ version: '1', weights: {} });
});

test('an alarm of the group stops the deployment', async () => {
  const { aws, codedeploy, clock, get, play } = lambdaGroup({ alarmNames: ['5xx'] });
  aws.cloudWatch.alarms.put(alarmNamed('5xx'));

  const deployment = await play(async () => {
    const config = 'CodeDeployDefault.LambdaLinear10PercentEvery1Minute';
    const { deploymentId } = await codedeploy.send(shiftTo('2', '1', config));
    await clock.sleep(90);
    aws.cloudWatch.alarms.set('5xx', home, 'ALARM', 'by hand');
    return get(deploymentId!);
  });

  expect(deployment).toMatchObject({
    status: 'Stopped',
    errorInformation: { code: 'ALARM_ACTIVE' },
  });
});

function alarmNamed(name: string) {
  return {
    ...home,
    kind: 'metric',
    name,
    description: undefined,
    actionsEnabled: true,
    metric: { namespace: 'Shop', name: 'Errors' },
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparison: 'GreaterThanThreshold',
    treatMissingData: 'notBreaching',
  } as const;
}
