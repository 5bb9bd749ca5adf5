import { readFileSync } from 'node:fs';
import {
  CodeDeployClient,
  CreateDeploymentCommand,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  ListDeploymentsCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import type { GroupDefinition } from '../../../local/services/codedeploy/deployments.ts';
import type { AwsEvent } from '../../../local/services/events/event.ts';
import { embedded, errorName, home } from '../embedded.ts';

const group = { applicationName: 'checkout-api', deploymentGroupName: 'prod' };

function lambdaGroup(options: Partial<GroupDefinition> = {}) {
  const world = deploying({ platform: 'Lambda', ...options });
  const checkout = world.aws.lambda.register({ ...home, name: 'checkout', aliases: ['live'] });
  checkout.versions.push({ ...checkout.versions[0]!, number: '2' });
  const running = () => {
    const { version, weights } = world.aws.lambda.running('checkout', 'live', home);
    return { version: version.number, weights };
  };
  return { ...world, running };
}

function serverGroup(options: Partial<GroupDefinition> = {}) {
  const world = deploying({ platform: 'Server', instances: ['i-1', 'i-2'], ...options });
  world.aws.s3.objects.create('artifacts', home.account, home.region);
  world.aws.s3.objects.put('artifacts', 'one.zip', { body: 'one' });
  return world;
}

function deploying(options: Partial<GroupDefinition> & Pick<GroupDefinition, 'platform'>) {
  const world = embedded();
  const events: AwsEvent[] = [];
  world.aws.events.subscribe((event) => events.push(event));
  const made = world.aws.codeDeploy.addGroup({
    ...home,
    application: 'checkout-api',
    name: 'prod',
    ...options,
  });
  const codedeploy = new CodeDeployClient(world.aws.sdkConfig());
  const get = async (deploymentId: string) =>
    (await codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo!;
  const states = () => events.map(({ detail }) => (detail as { state: string }).state);
  return { ...world, made, events, states, codedeploy, get };
}

function shiftTo(TargetVersion: string, CurrentVersion = '1', deploymentConfigName?: string) {
  const Properties = { Name: 'checkout', Alias: 'live', CurrentVersion, TargetVersion };
  const content = JSON.stringify({
    version: 0,
    Resources: [{ checkout: { Type: 'AWS::Lambda::Function', Properties } }],
  });
  return new CreateDeploymentCommand({
    ...group,
    ...(deploymentConfigName && { deploymentConfigName }),
    revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
  });
}

const install = (key: string) =>
  new CreateDeploymentCommand({
    ...group,
    revision: { revisionType: 'S3', s3Location: { bucket: 'artifacts', key, bundleType: 'zip' } },
  });

describe('Lambda', () => {
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
});

describe('EC2', () => {
  test('instances get the revision one after the other', async () => {
    const { codedeploy, clock, made, play } = serverGroup();
    const keys = () => [...made.instances.values()].map((revision) => revision?.s3Location.key);

    const seen = await play(async () => {
      await codedeploy.send(install('one.zip'));
      await clock.sleep(40);
      const during = keys();
      await clock.sleep(60);
      return [during, keys()];
    });

    expect(seen).toEqual([
      ['one.zip', undefined],
      ['one.zip', 'one.zip'],
    ]);
  });

  test('a deployment that fails leaves instances behind, and the last good revision stays what it was', async () => {
    const { aws, codedeploy, clock, made, get, play } = serverGroup();
    aws.s3.objects.put('artifacts', 'two.zip', { body: 'two' });
    aws.codeDeploy.script(({ revision }) =>
      revision.revisionType === 'S3' && revision.s3Location.key === 'two.zip'
        ? { fails: true, seconds: 100 }
        : {},
    );

    const failed = await play(async () => {
      const first = await codedeploy.send(install('one.zip'));
      await clock.sleep(120);
      const { deploymentId } = await codedeploy.send(install('two.zip'));
      await clock.sleep(120);
      const { deploymentGroupInfo } = await codedeploy.send(new GetDeploymentGroupCommand(group));
      expect(deploymentGroupInfo!.lastSuccessfulDeployment!.deploymentId).toBe(first.deploymentId);
      return get(deploymentId!);
    });

    expect(failed).toMatchObject({
      status: 'Failed',
      errorInformation: { code: 'HEALTH_CONSTRAINTS' },
    });
    expect([...made.instances.values()].map((each) => each?.s3Location.key)).toEqual([
      'two.zip',
      'one.zip',
    ]);
  });

  test('a revision that is missing fails the deployment', async () => {
    const { codedeploy, clock, get, play } = serverGroup();

    const deployment = await play(async () => {
      const { deploymentId } = await codedeploy.send(install('none.zip'));
      await clock.sleep(60);
      return get(deploymentId!);
    });

    expect(deployment).toMatchObject({
      status: 'Failed',
      errorInformation: { code: 'REVISION_MISSING' },
    });
  });

  test('a failure rolls back by itself where the group says so', async () => {
    const autoRollback = { enabled: true, events: ['DEPLOYMENT_FAILURE'] } as const;
    const { aws, codedeploy, clock, made, states, play } = serverGroup({ autoRollback });
    aws.s3.objects.put('artifacts', 'two.zip', { body: 'two' });
    aws.codeDeploy.script(({ revision, creator }) =>
      creator === 'user' && revision.revisionType === 'S3' && revision.s3Location.key === 'two.zip'
        ? { fails: true }
        : {},
    );

    await play(async () => {
      await codedeploy.send(install('one.zip'));
      await clock.sleep(120);
      await codedeploy.send(install('two.zip'));
      await clock.sleep(300);
    });

    expect(states()).toEqual(['START', 'SUCCESS', 'START', 'FAILURE', 'START', 'SUCCESS']);
    expect([...made.instances.values()].map((each) => each?.s3Location.key)).toEqual([
      'one.zip',
      'one.zip',
    ]);
  });
});

test('a group takes one deployment at a time, and says which one it has', async () => {
  const { codedeploy, play } = serverGroup();

  const [id, error] = await play(async () => {
    const { deploymentId } = await codedeploy.send(install('one.zip'));
    return [
      deploymentId,
      await codedeploy.send(install('one.zip')).catch((caught: Error) => caught),
    ];
  });

  expect(error).toMatchObject({ name: 'DeploymentLimitExceededException' });
  expect((error as Error).message).toContain(`is already deploying deployment '${id}'`);
});

test('a deployment that hangs stays in progress', async () => {
  const { aws, codedeploy, clock, get, play } = serverGroup();
  aws.codeDeploy.script(() => ({ hangs: true }));

  const status = await play(async () => {
    const { deploymentId } = await codedeploy.send(install('one.zip'));
    await clock.sleep(36_000);
    return (await get(deploymentId!)).status;
  });

  expect(status).toBe('InProgress');
});

test('deployments are listed newest first, by status and by time', async () => {
  const { codedeploy, clock, play } = serverGroup();
  const list = (more: object) => codedeploy.send(new ListDeploymentsCommand({ ...group, ...more }));

  const [ids, all, done, recent] = await play(async () => {
    const first = await codedeploy.send(install('one.zip'));
    await clock.sleep(600);
    const between = clock.now();
    const second = await codedeploy.send(install('one.zip'));
    return [
      [first.deploymentId, second.deploymentId],
      (await list({})).deployments,
      (await list({ includeOnlyStatuses: ['Succeeded'] })).deployments,
      (await list({ createTimeRange: { start: between } })).deployments,
    ];
  });

  expect(all).toEqual([ids![1], ids![0]]);
  expect(done).toEqual([ids![0]]);
  expect(recent).toEqual([ids![1]]);
});

test.each([
  ['an unknown application', { applicationName: 'no' }, 'ApplicationDoesNotExistException'],
  ['an unknown group', { deploymentGroupName: 'no' }, 'DeploymentGroupDoesNotExistException'],
  ['no revision', { revision: undefined }, 'RevisionRequiredException'],
  [
    'a revision of another platform',
    { revision: { revisionType: 'AppSpecContent' as const } },
    'InvalidRevisionException',
  ],
  [
    'an unknown configuration',
    { deploymentConfigName: 'Fast' },
    'DeploymentConfigDoesNotExistException',
  ],
])('%s is refused', async (_, change, name) => {
  const { codedeploy, play } = serverGroup();
  const command = new CreateDeploymentCommand({ ...install('one.zip').input, ...change });

  expect(await play(() => errorName(codedeploy.send(command)))).toBe(name);
});

test('a deployment that has ended cannot be stopped', async () => {
  const { codedeploy, clock, play } = serverGroup();

  const name = await play(async () => {
    const { deploymentId } = await codedeploy.send(install('one.zip'));
    await clock.sleep(600);
    return errorName(codedeploy.send(new StopDeploymentCommand({ deploymentId })));
  });

  expect(name).toBe('DeploymentAlreadyCompletedException');
});

test('events carry no more than AWS’s do', async () => {
  const { codedeploy, clock, events, play } = serverGroup();
  const sample = JSON.parse(
    readFileSync(new URL('../events/codedeploy-deployment-success.json', import.meta.url), 'utf8'),
  ) as AwsEvent;

  await play(async () => {
    await codedeploy.send(install('one.zip'));
    await clock.sleep(600);
  });

  const sent = events.at(-1)!;
  expect(Object.keys(sent).sort()).toEqual(Object.keys(sample).sort());
  expect(Object.keys(sent.detail as object).sort()).toEqual(
    Object.keys(sample.detail as object).sort(),
  );
  expect(sent.resources[1]).toBe(
    'arn:aws:codedeploy:us-east-1:111122223333:deploymentgroup:checkout-api/prod',
  );
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
