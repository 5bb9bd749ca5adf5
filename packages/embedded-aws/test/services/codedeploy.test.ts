import { readFileSync } from 'node:fs';
import {
  CreateDeploymentCommand,
  ListDeploymentsCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import type { AwsEvent } from '../../services/events/event.ts';
import { errorName } from '../embedded.ts';
import { group, install, serverGroup } from './codedeploy-world.ts';

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
