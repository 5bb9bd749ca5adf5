// What CodeDeploy has stopped on an alarm of its group: what is told of it.

import { readGroups } from '../../aws/codedeploy-groups.ts';
import type { Deployment } from '../../core/deployment.ts';
import { withServed } from '../../flows/kinds/by-codedeploy.ts';

const target = { name: 'live', account: '111122223333', region: 'us-east-1' } as never;
const stopped = (description: string, errorCode = 'ALARM_ACTIVE'): Deployment => ({
  ...{ id: 'd-1', state: 'Stopped', description, createdAt: '', creator: 'user' },
  ...{ error: `${errorCode}: it fires`, errorCode },
});

function told(deployment: Deployment, mayHaveServed: boolean) {
  const ports = { deployments: { mayHaveServed: async () => mayHaveServed } };
  return withServed(ports as never, target, deployment);
}

test.each([true, false])(
  'a way back says which right its role lacks, served or not: %s',
  async (served) => {
    const { error } = await told(stopped('tidegate rollBack r1 wave 0 target live'), served);

    expect(error).toMatch(/; its role needs codedeploy:UpdateDeploymentGroup/);
  },
);

test('a deployment is only told to have served nothing where that is known', async () => {
  const deploy = stopped('tidegate deploy r1 wave 0 target live');

  expect(await told(deploy, true)).toBe(deploy);
  expect(await told(deploy, false)).toMatchObject({
    hasServedNothing: true,
    error: 'ALARM_ACTIVE: it fires, before anything of it served',
  });
  const failed = stopped('tidegate rollBack r1', 'HEALTH_CONSTRAINTS');
  expect(await told(failed, false)).toBe(failed);
});

const LISTENER =
  'arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8e';

async function balancerOf(...pairs: object[]) {
  const info = {
    deploymentGroupName: 'live',
    loadBalancerInfo: { targetGroupPairInfoList: pairs },
  };
  const client = { send: async () => ({ deploymentGroupsInfo: [info] }) };
  const access = { client: async () => client } as never;
  return (await readGroups(access, target, 'shop', ['live'])).get('live')?.balancer;
}

test('the balancer of a group is known where all that its target groups get is production’s', async () => {
  const prodTrafficRoute = { listenerArns: [LISTENER] };
  const testTrafficRoute = { listenerArns: [`${LISTENER}00`] };

  expect(await balancerOf({ prodTrafficRoute })).toBe('app/shop/50dc6c495c0c9188');
  expect(await balancerOf({ prodTrafficRoute, testTrafficRoute })).toBeUndefined();
  expect(await balancerOf({ prodTrafficRoute }, { prodTrafficRoute })).toBeUndefined();
  expect(await balancerOf()).toBeUndefined();
});
