// ECS: service deployments with their pauses, their ways back, and what is easily taken for a success.

import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { embedded } from '../embedded.ts';

const place = { account: '111122223333', region: 'us-east-1' };
const named = { cluster: 'shop', service: 'shop' };

function world(loadBalancers = [{ targetGroupArn: 'blue', advancedConfiguration: {} }]) {
  const { aws, clock, play } = embedded();
  const register = (image: string) =>
    aws.ecs.register(place, 'shop', [{ name: 'app', image: `shop@${image}` }]);
  const definition = register('old');
  aws.ecs.addService({ ...place, cluster: 'shop', name: 'shop', definition, loadBalancers });
  const client = new ECSClient(aws.sdkConfig());
  const events: string[] = [];
  aws.events.subscribe(({ source, detail }) => {
    if (source === 'aws.ecs') events.push((detail as { eventName: string }).eventName);
  });

  async function run() {
    const { serviceDeployments: [brief] = [] } = await client.send(
      new ListServiceDeploymentsCommand(named),
    );
    const serviceDeploymentArns = [brief!.serviceDeploymentArn!];
    const { serviceDeployments: [found] = [] } = await client.send(
      new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }),
    );
    return found!;
  }
  const definitionNow = async () => {
    const { services: [service] = [] } = await client.send(
      new DescribeServicesCommand({ cluster: 'shop', services: ['shop'] }),
    );
    return service!.taskDefinition!.split('/')[1];
  };
  return { aws, clock, client, events, register, run, definitionNow, play };
}

const PAUSE = {
  targetType: 'PAUSE' as const,
  lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT' as const],
};

test('a canary pauses before each of its steps, each time under another name', async () => {
  const { client, clock, register, run, events, play } = world();
  const holds: (string | undefined)[] = [];

  await play(async () => {
    const deploymentConfiguration = {
      strategy: 'CANARY' as const,
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 10 },
      lifecycleHooks: [PAUSE],
    };
    const taskDefinition = register('new');
    await client.send(
      new UpdateServiceCommand({ ...named, taskDefinition, deploymentConfiguration }),
    );
    for (const seconds of [120, 700]) {
      await clock.sleep(seconds);
      const { serviceDeploymentArn, lifecycleHookDetails: [hook] = [] } = await run();
      holds.push(hook?.hookId);
      const asked = { serviceDeploymentArn: serviceDeploymentArn!, hookId: holds[0]! };
      const first = client.send(
        new ContinueServiceDeploymentCommand({ ...asked, action: 'CONTINUE' }),
      );
      if (holds.length === 1) await first;
      else await expect(first).rejects.toThrow('is not awaiting an action');
    }
    await client.send(
      new ContinueServiceDeploymentCommand({
        serviceDeploymentArn: (await run()).serviceDeploymentArn!,
        hookId: holds[1]!,
        action: 'CONTINUE',
      }),
    );
    await clock.sleep(120);

    expect((await run()).status).toBe('SUCCESSFUL');
  });

  expect(new Set(holds).size).toBe(2);
  expect(events.filter((name) => name === 'HOOK_AWAITING_ACTION').length).toBe(2);
});

test('what is rolled back leaves a stable service, and is no success', async () => {
  const { aws, client, clock, register, run, definitionNow, play } = world([]);
  aws.ecs.script(() => ({ fails: true }));

  await play(async () => {
    await client.send(new UpdateServiceCommand({ ...named, taskDefinition: register('bad') }));
    await clock.sleep(600);

    expect(await definitionNow()).toBe('shop:1');
    const { status, deploymentCircuitBreaker } = await run();
    expect([status, deploymentCircuitBreaker?.status]).toEqual([
      'ROLLBACK_SUCCESSFUL',
      'TRIGGERED',
    ]);
  });
});

test('a pause that nobody answers takes its own action, and a stop is not taken twice', async () => {
  const { client, clock, register, run, play } = world();

  await play(async () => {
    const pause = { ...PAUSE, timeoutConfiguration: { timeoutInMinutes: 5 } };
    const deploymentConfiguration = { strategy: 'BLUE_GREEN' as const, lifecycleHooks: [pause] };
    const taskDefinition = register('new');
    await client.send(
      new UpdateServiceCommand({ ...named, taskDefinition, deploymentConfiguration }),
    );
    await clock.sleep(600);
    const { serviceDeploymentArn, status, lifecycleHookDetails: [hook] = [] } = await run();

    expect([status, hook?.status]).toEqual(['ROLLBACK_SUCCESSFUL', 'TIMED_OUT']);
    const stop = new StopServiceDeploymentCommand({ serviceDeploymentArn: serviceDeploymentArn! });
    await expect(client.send(stop)).rejects.toThrow('cannot be stopped');
  });
});

test('an alarm that fires as a deployment begins has all alarms ignored for as long as it lasts', async () => {
  const { aws, client, clock, register, run, play } = world([]);
  await play(async () => {
    const watch = new CloudWatchClient(aws.sdkConfig());
    await watch.send(
      new PutMetricAlarmCommand({
        AlarmName: 'errors',
        Namespace: 'Shop',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      }),
    );
    await watch.send(
      new SetAlarmStateCommand({
        AlarmName: 'errors',
        StateValue: 'ALARM',
        StateReason: 'as the test says',
      }),
    );
    const alarms = { alarmNames: ['errors'], enable: true, rollback: true };
    await client.send(
      new UpdateServiceCommand({
        ...named,
        taskDefinition: register('new'),
        deploymentConfiguration: { alarms },
      }),
    );
    await clock.sleep(600);

    const { status, alarms: watched } = await run();
    expect([status, watched?.status]).toEqual(['SUCCESSFUL', 'DISABLED']);
  });
});

test('a change of the configuration alone begins nothing, and no strategy is taken that a service cannot have', async () => {
  const { aws, client, play } = world([{ targetGroupArn: 'blue' }] as never);

  await play(async () => {
    await client.send(
      new UpdateServiceCommand({ ...named, deploymentConfiguration: { maximumPercent: 150 } }),
    );
    const canary = new UpdateServiceCommand({
      ...named,
      deploymentConfiguration: { strategy: 'CANARY' },
    });
    await expect(client.send(canary)).rejects.toThrow('needs advancedConfiguration');
  });

  expect(aws.ecs.find('shop', 'shop', place).runs).toEqual([]);
});
