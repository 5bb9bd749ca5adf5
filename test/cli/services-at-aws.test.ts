// Services of ECS, as they stand in a simulated account: looked at by lint, and listed for init.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountLookedAt } from './account-looked-at.ts';

const target = (service: string, strategy: string) =>
  `{ name: ${service}, account: "111122223333", region: us-east-1, ecs: { cluster: shop, service: ${service} }, strategy: ${strategy}, alarms: [${service}-errors] }`;
const { ask, looked, folder, close } = await accountLookedAt(
  `${target('web', 'canary')}, ${target('jobs', 'rolling')}`,
);

afterAll(close);

test('a service that is there, and can be deployed to as the target says, is nothing to tell of', async () => {
  const { printed } = await looked(target('jobs', 'rolling'));

  expect(printed).not.toContain('service jobs');
});

test.each([
  ['worker', 'rolling', 'expected service worker of cluster shop to be there, got none'],
  ['jobs', 'canary', 'expected service jobs to name another target group and a listener rule'],
])('of service %s, %s is refused where it is written', async (service, strategy, said) => {
  const { code, printed } = await looked(target(service, strategy));

  expect(code).toBe(2);
  expect(printed).toMatch(new RegExp(`looked\\.yml:\\d+:\\d+: ${said}`));
});

test('init finds the services of an account, with the best strategy that each can have', async () => {
  const out = join(folder, 'tidegate.yml');

  const { code } = await ask('init', '--aws', '--name', 'web', '--out', out);

  expect(code).toBe(0);
  expect(readFileSync(out, 'utf8')).toMatch(
    /ecs: \{ cluster: shop, service: web \}\s+strategy: canary/,
  );
});
