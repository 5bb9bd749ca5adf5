import { GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { group, install, serverGroup } from './codedeploy-world.ts';

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
