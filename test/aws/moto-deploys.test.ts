// The adapters of what deploys, and of what is deployed to, over HTTP against moto: real clients, the real signer.

import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentGroupCommand,
  type CreateDeploymentGroupCommandInput,
} from '@aws-sdk/client-codedeploy';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateStateMachineAliasCommand,
  CreateStateMachineCommand,
  SFNClient,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { readInventory } from '../../aws/inventory.ts';
import { containerLogsOf, tasksOf } from '../../aws/logs-of-tasks.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { startMended } from './moto-mended.ts';
import { accessOn, hasMoto, home, portsOn, startMoto, UNREACHABLE, wireOf } from './moto-server.ts';

const moto = hasMoto ? await startMoto() : UNREACHABLE;
/** It writes CodeDeploy's times in a form that no client reads. */
const mended = hasMoto ? await startMended(moto) : UNREACHABLE;
const wire = wireOf(mended);
const ports = portsOn(mended);
const access = accessOn(mended);

afterAll(() => {
  mended.stop();
  moto.stop();
});

const played = hasMoto ? test : test.skip;

const machineOf = (wait: number) =>
  JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: wait, End: true } } });

/** It publishes with an update alone, where AWS has an operation of its own too: see what it has not. */
played('Step Functions: an alias is moved between versions by shares', async () => {
  const client = new SFNClient(wire);
  const made = await client.send(
    new CreateStateMachineCommand({
      name: 'orders',
      definition: machineOf(1),
      roleArn: `arn:aws:iam::${home.account}:role/machines`,
      publish: true,
    }),
  );
  const stateMachineArn = made.stateMachineArn ?? '';
  const first = made.stateMachineVersionArn ?? '';
  const routingConfiguration = [{ stateMachineVersionArn: first, weight: 100 }];
  await client.send(new CreateStateMachineAliasCommand({ name: 'live', routingConfiguration }));
  const update = { stateMachineArn, definition: machineOf(2), publish: true };
  await client.send(new UpdateStateMachineCommand(update));
  const target = { ...home, machine: { name: 'orders', alias: 'live' } };

  const before = (await ports.machines.readAlias(target))!;
  const to = { version: '1', setting: before.setting, weights: { 2: 0.1 } };
  await ports.machines.pointAlias(target, to);
  const between = (await ports.machines.readAlias(target))!;
  await ports.machines.pointAlias(target, { version: '2', setting: between.setting });

  expect(before).toMatchObject({ kind: 'alias', version: '1', weights: {} });
  expect(between).toMatchObject({ version: '1', weights: { 2: 0.1 } });
  expect(await ports.machines.readAlias(target)).toMatchObject({ version: '2', weights: {} });
  await expect(ports.machines.pointAlias(target, to)).rejects.toMatchObject({ name: 'NotReady' });
  expect(await ports.machines.definitionOf(target, '1')).toBe(machineOf(1));
  expect(await ports.machines.definitionOf(target, '9')).toBeUndefined();
  const none = { ...target, machine: { name: 'orders', alias: 'none' } };
  expect(await ports.machines.readAlias(none)).toBeUndefined();
});

async function makeGroup(
  computePlatform: 'ECS' | 'Server',
  name: string,
  more: Partial<CreateDeploymentGroupCommandInput>,
): Promise<void> {
  const client = new CodeDeployClient(wire);
  await client.send(new CreateApplicationCommand({ applicationName: name, computePlatform }));
  await client.send(
    new CreateDeploymentGroupCommand({
      ...{ applicationName: name, deploymentGroupName: 'live' },
      serviceRoleArn: `arn:aws:iam::${home.account}:role/deploys`,
      ...more,
    }),
  );
}

const since = new Date(Date.now() - 60_000).toISOString();

played(
  'CodeDeploy: instances get a pinned artifact, and the deployment is found again',
  async () => {
    await makeGroup('Server', 'fleet', { autoScalingGroups: ['fleet'] });
    const target: TargetOf<'ec2'> = {
      ...{ ...home, name: 'fleet', alarms: [] },
      ec2: { application: 'fleet', deploymentGroup: 'live' },
    };
    const artifact = { ...home, bucket: 'b', key: 'fleet.zip', version: 'v', eTag: '"e"' };
    const input = { kind: 'ec2', artifact, isBack: false, ignoreStopFailures: true } as const;

    const id = await ports.deployments.start(target, input, 'tidegate one');

    expect(await ports.deployments.find(target, 'tidegate one', since)).toMatchObject({ id });
    expect(await ports.deployments.find(target, 'tidegate two', since)).toBeUndefined();
    expect(await ports.deployments.running(target)).toMatchObject({ id });
    expect(await ports.deployments.get(home, id)).toMatchObject({ description: 'tidegate one' });
    const { groups } = await readInventory(access, home);
    expect(groups).toContainEqual(expect.objectContaining({ application: 'fleet', name: 'live' }));
  },
);

played(
  'CodeDeploy: tasks of another definition are started beside those that are there',
  async () => {
    await makeGroup('ECS', 'web', { ecsServices: [{ clusterName: 'shop', serviceName: 'web' }] });
    const target: TargetOf<'tasks'> = {
      ...{ ...home, name: 'web', alarms: [] },
      ecs: { cluster: 'shop', service: 'web', application: 'web', deploymentGroup: 'live' },
    };
    const definition = `arn:aws:ecs:${home.region}:${home.account}:task-definition/web:2`;
    const of = { kind: 'tasks', definition, container: 'app', port: 80 } as const;
    const input = { ...of, properties: {}, hooks: [], atOnce: false };

    const id = await ports.deployments.start(target, input, 'tidegate one');

    expect(await ports.deployments.get(home, id)).toMatchObject({ description: 'tidegate one' });
    expect(await ports.deployments.find(target, 'tidegate one', since)).toMatchObject({ id });
  },
);

played('ECS: where the containers of a definition log to, and what runs it', async () => {
  const client = new ECSClient(wire);
  const options = { 'awslogs-group': '/ecs/shop', 'awslogs-region': home.region };
  const logConfiguration = {
    logDriver: 'awslogs' as const,
    options: { ...options, 'awslogs-stream-prefix': 'web' },
  };
  const container = { image: 'shop:1', memory: 128 };
  const containerDefinitions = [
    { ...container, name: 'app', logConfiguration },
    { ...container, name: 'side' },
  ];
  await client.send(new CreateClusterCommand({ clusterName: 'shop' }));
  await client.send(new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }));
  const service = { cluster: 'shop', serviceName: 'web', taskDefinition: 'web', desiredCount: 0 };
  await client.send(new CreateServiceCommand(service));
  const target = { ...home, ecs: { cluster: 'shop', service: 'web' } } as never;

  expect(await containerLogsOf(access, home, 'web:1')).toEqual([
    { container: 'app', group: '/ecs/shop', region: home.region, prefix: 'web' },
    { container: 'side', driver: undefined },
  ]);
  expect(await containerLogsOf(access, home, 'web:9')).toBeUndefined();
  expect(await tasksOf(access, home, { cluster: 'shop', service: 'web' })).toEqual([]);
  expect(await ports.containers.service(target)).toBeDefined();
  const of = (cluster: string, name: string) =>
    ports.containers.service({ ...home, ecs: { cluster, service: name } } as never);
  expect(await of('shop', 'none')).toBeUndefined();
  expect(await of('none', 'web')).toBeUndefined();
  const services = (await readInventory(access, home)).services;
  expect(services).toHaveLength(1);
});
