import {
  ContinueDeploymentCommand,
  CreateDeploymentCommand,
  type DeploymentWaitType,
  GetApplicationRevisionCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import type { BlueGreen } from '../../services/codedeploy/deployments.ts';
import { home } from '../embedded.ts';
import { deploying, group } from './codedeploy-world.ts';

const CANARY = 'CodeDeployDefault.ECSCanary10Percent5Minutes';

function service(blueGreen: BlueGreen, configName = CANARY) {
  const service = { cluster: 'shop', name: 'checkout' };
  const world = deploying({ platform: 'ECS', service, blueGreen, configName });
  const [one, two] = ['a', 'b'].map((image) =>
    world.aws.ecs.register(home, 'checkout', [{ name: 'app', image }]),
  ) as [string, string];
  const loadBalancers = [{ containerName: 'app', containerPort: 80 }];
  const made = world.aws.ecs.addService({
    ...{ ...home, ...service },
    ...{ definition: one, controller: 'CODE_DEPLOY', loadBalancers },
  });
  const shares = () =>
    made.taskSets.map(({ definition, share, status }) => [definition, share, status]);
  const content = specOf(two);
  const create = async () => {
    const revision = { revisionType: 'AppSpecContent', appSpecContent: { content } } as const;
    const asked = new CreateDeploymentCommand({ ...group, revision });
    return (await world.codedeploy.send(asked)).deploymentId!;
  };
  const goOn = (deploymentId: string, deploymentWaitType: DeploymentWaitType) =>
    world.codedeploy.send(new ContinueDeploymentCommand({ deploymentId, deploymentWaitType }));
  return { ...world, one, two, shares, create, goOn, content };
}

function specOf(TaskDefinition: string): string {
  const LoadBalancerInfo = { ContainerName: 'app', ContainerPort: 80 };
  const Properties = { TaskDefinition, LoadBalancerInfo };
  const Resources = [{ it: { Type: 'AWS::ECS::Service', Properties } }];
  return JSON.stringify({ version: 0, Resources });
}

test('a second set waits to be let go on, gets the traffic by steps, and the first goes when that is said', async () => {
  const { clock, play, create, goOn, get, shares, states, one, two } = service({
    readyMinutes: 60,
    terminationMinutes: 60,
  });

  const seen = await play(async () => {
    const id = await create();
    await clock.sleep(120);
    const held = [(await get(id)).status, ...shares()];
    await goOn(id, 'READY_WAIT');
    await clock.sleep(60);
    const shifting = shares();
    await clock.sleep(300);
    const { status, instanceTerminationWaitTimeStarted: waits } = await get(id);
    const there = [status, waits, ...shares()];
    await goOn(id, 'TERMINATION_WAIT');
    await clock.sleep(1);
    return { held, shifting, there, after: [(await get(id)).status, ...shares()] };
  });

  expect(seen).toEqual({
    held: ['Ready', [one, 1, 'PRIMARY'], [two, 0, 'ACTIVE']],
    shifting: [
      [one, 0.9, 'PRIMARY'],
      [two, 0.1, 'ACTIVE'],
    ],
    there: ['InProgress', true, [one, 0, 'ACTIVE'], [two, 1, 'PRIMARY']],
    after: ['Succeeded', [two, 1, 'PRIMARY']],
  });
  expect(states()).toEqual(['START', 'READY', 'SUCCESS']);
});

test('what nobody lets go on is stopped when its time is over', async () => {
  const { clock, play, create, get } = service({ readyMinutes: 5, terminationMinutes: 0 });

  const ended = await play(async () => {
    const id = await create();
    await clock.sleep(10 * 60);
    return get(id);
  });

  expect(ended.status).toBe('Stopped');
});

test('a stop leaves the traffic where it is, and one that goes back takes it to the first set', async () => {
  const { clock, play, create, codedeploy, get, shares, one, two } = service({
    terminationMinutes: 60,
  });

  const seen = await play(async () => {
    const first = await create();
    await clock.sleep(120);
    await codedeploy.send(new StopDeploymentCommand({ deploymentId: first }));
    await clock.sleep(60);
    const left = shares();
    const second = await create();
    await clock.sleep(600);
    const there = shares();
    const asked = { deploymentId: second, autoRollbackEnabled: true };
    await codedeploy.send(new StopDeploymentCommand(asked));
    await clock.sleep(15);
    const { rollbackInfo } = await get(second);
    const back = await get(rollbackInfo!.rollbackDeploymentId!);
    return { left, there, back: [back.status, back.creator, ...shares()] };
  });

  expect(seen).toEqual({
    left: [
      [one, 0.9, 'PRIMARY'],
      [two, 0.1, 'ACTIVE'],
    ],
    there: [
      [one, 0, 'ACTIVE'],
      [two, 1, 'PRIMARY'],
    ],
    back: ['Succeeded', 'codeDeployRollback', [one, 1, 'PRIMARY']],
  });
});

test('an AppSpec is told by its digest alone, and what does not wait cannot go on', async () => {
  const { clock, play, create, codedeploy, goOn, get, content } = service({
    terminationMinutes: 5,
  });

  const [told, refused] = await play(async () => {
    const id = await create();
    await clock.sleep(30);
    const { sha256 } = (await get(id)).revision!.appSpecContent!;
    const revision = { revisionType: 'AppSpecContent', appSpecContent: { sha256 } } as const;
    const asked = { applicationName: group.applicationName, revision };
    const { revision: found } = await codedeploy.send(new GetApplicationRevisionCommand(asked));
    const early = await goOn(id, 'READY_WAIT').catch(({ name }: Error) => name);
    return [found?.appSpecContent?.content, early];
  });

  expect(told).toBe(content);
  expect(refused).toBe('DeploymentIsNotInReadyStateException');
});
