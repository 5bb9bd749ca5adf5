// The adapters over HTTP against moto, which others have made of what AWS answers: real clients, the real signer.

import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { CreateAliasCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateStateMachineCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { copyBucketOf } from '../../aws/s3.ts';
import { keptKeys } from '../../core/kept-keys.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import {
  archive,
  digestOf,
  hasMoto,
  helpersOn,
  home,
  machine,
  portsOn,
  startMoto,
  UNREACHABLE,
  wireOf,
} from './moto-server.ts';

const moto = hasMoto ? await startMoto() : UNREACHABLE;
const wire = wireOf(moto);
const ports = portsOn(moto);
const { unsigned, addRole, bucketOf, makeTable } = helpersOn(moto);

afterAll(() => moto.stop());

const played = hasMoto ? test : test.skip;

played('DynamoDB: two hands decide on an item in turn, and it is made once', async () => {
  await makeTable();
  const key = keptKeys.stack('shop', 'live', '1');
  const kept = { kind: 'keptStack', at: '', zipped: '', parameters: {}, tags: {} } as const;
  const adds = (name: string) =>
    ports.table.change(key, (it) => it && { item: { ...it, tags: { ...it.tags, [name]: 'yes' } } });

  expect(await ports.table.create(key, kept)).toBe(true);
  expect(await ports.table.create(key, { ...kept, at: 'later' })).toBe(false);
  // In turn: between moto's look at a condition and its write another request may write.
  await adds('one').then(() => adds('two'));

  expect((await ports.table.get(key))?.tags).toEqual({ one: 'yes', two: 'yes' });
});

played('S3: an artifact is pinned by its version, and copied once', async () => {
  const client = await bucketOf('artifacts');
  await bucketOf(copyBucketOf(home));
  const bytes = archive('one');
  const startedAt = new Date(Date.now() - 60_000).toISOString();
  await client.send(new PutObjectCommand({ Bucket: 'artifacts', Key: 'shop.zip', Body: bytes }));
  await client.send(new PutObjectCommand({ Bucket: 'artifacts', Key: 'shop.zip', Body: 'other' }));

  const built = { bucket: 'artifacts', key: 'shop.zip', digest: digestOf(bytes) };
  const pinned = await ports.artifacts.pin(home, built, { startedAt });
  const read = await ports.artifacts.read(pinned, pinned.digest, 10_000);
  const copy = await ports.artifacts.copyTo(home, pinned, pinned.digest);

  expect(Buffer.from(read)).toEqual(bytes);
  expect(await ports.artifacts.isThere(pinned)).toBe(true);
  expect(await ports.artifacts.hasCopy(home, pinned.digest)).toBe(true);
  expect(await ports.artifacts.copyTo(home, pinned, pinned.digest)).toEqual(copy);
});

played('CloudWatch: an alarm that fires is told, and one that is missing', async () => {
  const client = new CloudWatchClient(wire);
  const metric = { Namespace: 'Shop', MetricName: 'Errors', Statistic: 'Sum' } as const;
  const how = { Period: 60, EvaluationPeriods: 1, Threshold: 1 };
  const ComparisonOperator = 'GreaterThanThreshold';
  const alarm = { AlarmName: 'errors', ...metric, ...how, ComparisonOperator } as const;
  await client.send(new PutMetricAlarmCommand(alarm));
  const StateValue = 'ALARM';
  await client.send(
    new SetAlarmStateCommand({ AlarmName: 'errors', StateValue, StateReason: 'x' }),
  );

  const states = await ports.alarms.states(home, ['errors', 'gone']);

  expect([states.get('errors')?.state, states.get('gone')?.state]).toEqual(['ALARM', 'MISSING']);
});

/** It starts none by an alias of a machine, by which releases are started: see what it has not. */
played('Step Functions: an execution is running until it is stopped', async () => {
  const client = new SFNClient(wire);
  const waits = { Type: 'Wait', Seconds: 9_999, End: true };
  await client.send(
    new CreateStateMachineCommand({
      name: 'tidegate-release-test',
      definition: JSON.stringify({ StartAt: 'Wait', States: { Wait: waits } }),
      roleArn: `arn:aws:iam::${home.account}:role/machines`,
    }),
  );

  const asked = { stateMachineArn: machine, name: 'one', input: '{}' };
  const { executionArn: arn = '' } = await client.send(new StartExecutionCommand(asked));

  expect([...(await ports.workflows.running())]).toEqual([arn]);
  expect(await ports.workflows.endOf(arn)).toBeUndefined();

  await ports.workflows.stop(arn, 'Stopped', 'by hand');

  expect(await ports.workflows.endOf(arn)).toMatchObject({ status: 'ABORTED' });
});

const template = (topic: string) =>
  JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { Size: { Type: 'String', Default: '1' } },
    Resources: {
      Told: { Type: 'AWS::SNS::Topic', Properties: { TopicName: topic } },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Size' } } },
    },
  });

played('CloudFormation: a change set is prepared, looked at, executed', async () => {
  const StackName = 'shop';
  const client = new CloudFormationClient(wire);
  await client.send(new CreateStackCommand({ StackName, TemplateBody: template('old') }));
  const target: TargetOf<'stack'> = {
    ...{ ...home, name: 'live', alarms: [] },
    stack: { name: StackName, template: 'template.json', capabilities: [] },
  };
  const TemplateBody = template('new');
  const declared = await ports.stacks.declared(target, { TemplateBody });
  const name = 'tidegate-deploy-one';

  await ports.stacks.prepare(target, {
    ...{ name, mark: 'one', isNew: false, template: { TemplateBody }, parameters: { Size: null } },
  });
  const prepared = await ports.stacks.changeSet(target, name);
  await ports.stacks.execute(target, name);
  const after = await ports.stacks.stack(target);

  expect(declared).toEqual([{ key: 'Size', default: '1', isHidden: false }]);
  expect(prepared).toMatchObject({ name, description: 'one', state: 'ready' });
  expect(after).toMatchObject({ status: 'UPDATE_COMPLETE', parameters: { Size: '1' } });
  expect(JSON.parse(await ports.stacks.template(target))).toEqual(JSON.parse(TemplateBody));
  const gone = { ...target, stack: { ...target.stack, name: 'gone' } };
  expect(await ports.stacks.stack(gone)).toBeUndefined();
});

played('Lambda: a version is published, and an alias sends a share to it', async () => {
  const client = new LambdaClient(wire);
  const FunctionName = 'shop';
  const made = await client.send(
    new CreateFunctionCommand({
      ...{ FunctionName, Runtime: 'nodejs22.x', Handler: 'index.handler', Publish: true },
      Role: await addRole('shop'),
      Code: { ZipFile: archive('old') },
    }),
  );
  const FunctionVersion = made.Version ?? '1';
  await client.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion }));
  const s3 = await bucketOf('code');
  const bytes = archive('new');
  const put = { Bucket: 'code', Key: 'shop.zip', Body: bytes };
  const { VersionId: version = '', ETag: eTag } = await s3.send(new PutObjectCommand(put));
  const artifact = { ...home, bucket: 'code', key: 'shop.zip', version, eTag: eTag ?? '' };
  const digest = digestOf(bytes);

  const published = await ports.versions.publish(home, FunctionName, {
    ...{ artifact, digest },
  } as never);
  const { version: before, setting } = await ports.functions.aliasOf(home, FunctionName, 'live');
  const to = { version: before, setting, weights: { [published]: 0.1 } };
  const split = await ports.functions.pointAlias(home, FunctionName, 'live', to);
  const between = await ports.functions.aliasOf(home, FunctionName, 'live');
  const all = { version: published, setting: split };
  await ports.functions.pointAlias(home, FunctionName, 'live', all);

  expect(published).not.toBe(before);
  expect(between).toMatchObject({ version: before, isSplit: true });
  expect(await ports.functions.aliasOf(home, FunctionName, 'live')).toMatchObject({
    version: published,
    isSplit: false,
  });
  expect(await ports.functions.codeOf(home, FunctionName, published)).toBe(digest);
});

/** It tells times in a form that no client reads: what became of a deployment is not asked. */
played('CodeDeploy: a deployment is started with its mark', async () => {
  const client = new CodeDeployClient(wire);
  const applicationName = 'shop';
  const computePlatform = 'Lambda';
  await client.send(new CreateApplicationCommand({ applicationName, computePlatform }));
  await client.send(
    new CreateDeploymentGroupCommand({
      ...{ applicationName, deploymentGroupName: 'live' },
      serviceRoleArn: `arn:aws:iam::${home.account}:role/deploys`,
    }),
  );
  const target: TargetOf<'lambda'> = {
    ...{ ...home, name: 'live', alarms: [] },
    lambda: { function: 'shop', alias: 'live', application: 'shop', deploymentGroup: 'live' },
  };
  const of = { kind: 'lambda', function: 'shop', alias: 'live', from: '1', to: '2' } as const;

  const id = await ports.deployments.start(target, { ...of, atOnce: false }, 'tidegate one');
  const asked = { 'x-amz-target': 'CodeDeploy_20141006.GetDeployment' };
  const told = await unsigned('codedeploy', asked, JSON.stringify({ deploymentId: id }));

  expect(await told.json()).toMatchObject({
    deploymentInfo: {
      ...{ description: 'tidegate one', applicationName: 'shop', deploymentGroupName: 'live' },
      revision: { revisionType: 'AppSpecContent' },
    },
  });
});

played('ECS: a service is brought to a revision that bears its mark', async () => {
  const client = new ECSClient(wire);
  await client.send(new CreateClusterCommand({ clusterName: 'shop' }));
  const containerDefinitions = [{ name: 'app', image: 'shop:old', memory: 128 }];
  const registered = { family: 'web', containerDefinitions };
  await client.send(new RegisterTaskDefinitionCommand(registered));
  const service = { cluster: 'shop', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 };
  await client.send(new CreateServiceCommand(service));
  const target: TargetOf<'ecs'> = {
    ...{ ...home, name: 'web', strategy: 'rolling', alarms: [] },
    ecs: { cluster: 'shop', service: 'web' },
  };

  const found = (await ports.containers.service(target))!;
  const base = (await ports.containers.definition(target, found.definition))!;
  const images = { app: `shop@sha256:${'b'.repeat(64)}` };
  const to = await ports.serviceUpdates.register(target, base, images, 'tidegate one');
  await ports.serviceUpdates.update(target, found, to, { strategy: 'rolling', isBack: false });

  expect(await ports.containers.markOf(target, to)).toBe('tidegate one');
  expect((await ports.containers.service(target))?.definition).toBe(to);
  expect(await ports.serviceUpdates.register(target, base, images, 'tidegate one')).toBe(to);
});
