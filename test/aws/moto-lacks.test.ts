// What moto has not: operations that our adapters ask, each tried, so that what it has by now is played elsewhere.

import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import {
  CreateStateMachineAliasCommand,
  CreateStateMachineCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { Failure } from '../../core/failure.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import {
  A_PAGE,
  HASTY,
  hasMoto,
  home,
  machine,
  portsOn,
  startMoto,
  UNREACHABLE,
  wireOf,
} from './moto-server.ts';

const moto = hasMoto ? await startMoto() : UNREACHABLE;
const wire = wireOf(moto);
const ports = portsOn(moto, HASTY);

afterAll(() => moto.stop());

const played = hasMoto ? test : test.skip;

const configuration: TargetOf<'appConfig'> = {
  ...{ ...home, name: 'flags', alarms: [] },
  appConfig: {
    ...{ application: 'shop', environment: 'live', profile: 'flags' },
    ...{ configuration: 'flags.json', deploymentStrategy: 'slow' },
  },
};
const service: TargetOf<'ecs'> = {
  ...{ ...home, name: 'web', strategy: 'rolling', alarms: [] },
  ecs: { cluster: 'shop', service: 'web' },
};
const arn = (of: string, resource: string) =>
  `arn:aws:${of}:${home.region}:${home.account}:${resource}`;
const time = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-01T00:10:00Z') };
const mute = { alarms: ['errors'], why: 'release', from: time.from, until: time.to };
const traced = { service: { name: 'shop', type: 'AWS::Lambda::Function' } };
const repository = { region: home.region, name: 'shop' };

const { configurations, canaries, canaryStarts, experiments, deployments, builds, reports } = ports;

/** By what it has not, what asks for that first. */
const asked: Readonly<Record<string, () => Promise<unknown>>> = {
  'appconfig ListApplications, ListEnvironments': () => configurations.last(configuration),
  'appconfig ListDeploymentStrategies': () => configurations.takes(configuration),
  'appconfig GetDeployment': () => configurations.get(configuration, 'a/e/1'),
  'appconfig StopDeployment': () => configurations.stop(configuration, 'a/e/1'),
  'synthetics GetCanary': () => canaryStarts.get(home, 'shop'),
  'synthetics StartCanary': () => canaryStarts.start(home, 'shop'),
  'synthetics GetCanaryRuns': () => canaries.runs(home, 'shop'),
  'fis StartExperiment': () => experiments.start(home, 'EXT1', 'token'),
  'fis GetExperiment': () => experiments.get(home, 'EXP1'),
  'fis StopExperiment': () => experiments.stop(home, 'EXP1'),
  'codedeploy BatchGetDeploymentGroups': () => deployments.groups(home, 'shop', ['live']),
  'codedeploy StopDeployment': () => deployments.stop(home, 'd-1'),
  'codedeploy ContinueDeployment': () => deployments.goOn(home, 'd-1', 'READY_WAIT'),
  'codedeploy ListDeploymentTargets': () => deployments.instances(home, 'd-1'),
  'codebuild BatchGetBuildBatches': () => builds.get(home, arn('codebuild', 'build-batch/shop:1')),
  'codebuild BatchGetReports': () => reports.read(home, [arn('codebuild', 'report/shop:1')]),
  'states PublishStateMachineVersion': () =>
    ports.machineVersions.publish(home, nameOfMachine, DEFINITION, 'mark'),
  'ecs ListServiceDeployments': () => ports.containers.deployments(service, 'running'),
  'ssm GetCalendarState': () => ports.calendars.stateAt(arn('ssm', 'document/calendar'), 0),
  'cloudwatch PutAlarmMuteRule': () => ports.muteRules.put(home, 'one', mute),
  'cloudwatch DeleteAlarmMuteRule': () => ports.muteRules.remove(home, 'one'),
  'cloudwatch DescribeAlarmHistory': () => ports.alarms.changesSince(home, 'errors', time.from),
  'application-signals': () => ports.objectives.list(home),
  'devops-guru': () => ports.insights.ongoing(home),
  'codecommit GetBranch': () => ports.repositories.branch(home.account, repository, 'main'),
  'xray GetTimeSeriesServiceStatistics': () =>
    ports.traces.statistics(home, traced, { ...time, periodSeconds: 60 }),
};

const nameOfMachine = machine.split(':').at(-1) ?? '';
const DEFINITION = '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}';

beforeAll(async () => {
  if (!hasMoto) return;
  const states = new SFNClient(wire);
  const made = await states.send(
    new CreateStateMachineCommand({
      ...{ name: nameOfMachine, definition: DEFINITION, publish: true },
      roleArn: `arn:aws:iam::${home.account}:role/machines`,
    }),
  );
  const route = { stateMachineVersionArn: made.stateMachineVersionArn, weight: 100 };
  await states.send(
    new CreateStateMachineAliasCommand({ name: 'live', routingConfiguration: [route] }),
  );
  const client = new CodeDeployClient(wire);
  const of = { applicationName: 'shop', computePlatform: 'Server' } as const;
  await client.send(new CreateApplicationCommand(of));
  await client.send(
    new CreateDeploymentGroupCommand({
      ...{ applicationName: 'shop', deploymentGroupName: 'live' },
      serviceRoleArn: `arn:aws:iam::${home.account}:role/deploys`,
    }),
  );
});

for (const [what, ask] of Object.entries(asked))
  played(`moto has not: ${what}`, async () => {
    const told = await ask().then(
      (answered) => `it has by now, and answers ${JSON.stringify(answered)}: play it`,
      (thrown: unknown) => thrown,
    );

    expect(told).toBeInstanceOf(Failure);
    expect((told as Failure).message).toMatch(A_PAGE);
  });

played('moto has not: executions that are started by an alias', async () => {
  await expect(ports.workflows.start('one', {} as never)).rejects.toThrow(
    `State Machine Does Not Exist: '${machine}:live'`,
  );
});
