// Lists, and metrics, that show what there was a while ago.

import {
  CloudWatchClient,
  GetMetricDataCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CodeBuildClient,
  ListBuildsForProjectCommand,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import {
  ECSClient,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateStateMachineCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { listDeployments } from '../../services/codedeploy/listing.ts';
import { embedded, home } from '../embedded.ts';

const LAG_SECONDS = 30;

/** Every list and every read of metrics is as it was half a minute before. */
function lagging() {
  const world = embedded({
    faults: {
      beforeCall: ({ operation }) =>
        /^(List|GetMetric)/.test(operation)
          ? { asOf: world.clock.millis() - LAG_SECONDS * 1000 }
          : undefined,
    },
  });
  return world;
}

test('a build is listed once so much time has passed', async () => {
  const { aws, clock, play } = lagging();
  aws.s3.objects.create('artifacts', home.account, home.region);
  aws.codeBuild.addProject({
    ...home,
    name: 'shop',
    source: { type: 'CODECOMMIT', location: 'shop' },
    artifact: { bucket: 'artifacts', key: String },
  });
  const codebuild = new CodeBuildClient(aws.sdkConfig());
  const count = async () =>
    (await codebuild.send(new ListBuildsForProjectCommand({ projectName: 'shop' }))).ids?.length;

  const counts = await play(async () => {
    await codebuild.send(new StartBuildCommand({ projectName: 'shop' }));
    const first = await count();
    await clock.sleep(LAG_SECONDS + 1);
    return [first, await count()];
  });

  expect(counts).toEqual([0, 1]);
});

test('an execution is listed once so much time has passed', async () => {
  const { aws, clock, play } = lagging();
  const states = new SFNClient(aws.sdkConfig());
  const definition = JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', Seconds: 600, End: true } },
  });

  const counts = await play(async () => {
    const { stateMachineArn } = await states.send(
      new CreateStateMachineCommand({
        name: 'm',
        definition,
        roleArn: 'arn:aws:iam::111122223333:role/m',
      }),
    );
    const count = async () =>
      (await states.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' })))
        .executions?.length;
    await states.send(new StartExecutionCommand({ stateMachineArn }));
    const first = await count();
    await clock.sleep(LAG_SECONDS + 1);
    return [first, await count()];
  });

  expect(counts).toEqual([0, 1]);
});

test('a deployment of a service is listed once so much time has passed', async () => {
  const { aws, clock, play } = lagging();
  const register = (image: string) =>
    aws.ecs.register(home, 'shop', [{ name: 'app', image: `shop@${image}` }]);
  aws.ecs.addService({ ...home, cluster: 'shop', name: 'shop', definition: register('old') });
  const ecs = new ECSClient(aws.sdkConfig());
  const named = { cluster: 'shop', service: 'shop' };
  const count = async () =>
    (await ecs.send(new ListServiceDeploymentsCommand(named))).serviceDeployments?.length;

  const counts = await play(async () => {
    await ecs.send(new UpdateServiceCommand({ ...named, taskDefinition: register('new') }));
    const first = await count();
    await clock.sleep(LAG_SECONDS + 1);
    return [first, await count()];
  });

  expect(counts).toEqual([0, 1]);
});

test('a metric has no point yet for the last of its time', async () => {
  const { aws, clock, play } = lagging();
  const cloudwatch = new CloudWatchClient(aws.sdkConfig());
  const metric = { Namespace: 'Shop', MetricName: 'Orders' };

  const counts = await play(async () => {
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: 'Shop',
        MetricData: [{ MetricName: 'Orders', Value: 1 }],
      }),
    );
    await clock.sleep(5);
    const count = async () => {
      const { MetricDataResults } = await cloudwatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } }],
          StartTime: new Date(clock.millis() - 300_000),
          EndTime: new Date(clock.millis()),
        }),
      );
      return MetricDataResults?.[0]?.Values?.length;
    };
    const first = await count();
    await clock.sleep(LAG_SECONDS + 60);
    return [first, await count()];
  });

  expect(counts).toEqual([0, 1]);
});

test('a deployment is listed as of when it was there', () => {
  const createdAt = new Date('2026-11-20T14:00:00Z');
  const deployment = { id: 'd-1', createdAt, status: 'InProgress', group: {} };
  const state = { deployments: [deployment] } as never;
  const asOf = createdAt.getTime();

  expect(listDeployments(state, {}, { asOf: asOf - 1 }).deployments).toEqual([]);
  expect(listDeployments(state, {}, { asOf }).deployments).toEqual(['d-1']);
});
