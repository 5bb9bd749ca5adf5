// What init makes of the services of ECS that it finds in an account.

import { discoverAccount, servicesIn } from '../../authoring/init/inventory.ts';
import type { AccountInventory } from '../../core/account-inventory.ts';

const inventory: AccountInventory = {
  account: '111122223333',
  region: 'eu-west-1',
  groups: [],
  functions: [{ name: 'helper', aliases: [] }],
  services: [
    { cluster: 'prod', service: 'web', controller: 'ECS', strategy: 'canary' },
    { cluster: 'prod', service: 'old', controller: 'CODE_DEPLOY', strategy: 'rolling' },
  ],
  projects: ['web-build'],
  alarms: [{ name: 'web-cpu', about: ['prod', 'web'] }],
};

test('a service that ECS deploys to is one of the account, before any function', () => {
  expect(servicesIn(inventory)).toEqual(['web']);
});

test('a service is proposed with its strategy, its alarms, and the stage that its cluster is named after', () => {
  const [found] = discoverAccount(inventory, 'web');

  expect(found).toMatchObject({ stage: 'prod', projects: ['web-build'] });
  expect(found!.deployables).toMatchObject([
    { kind: 'ecs', cluster: 'prod', service: 'web', strategy: 'canary', alarms: ['web-cpu'] },
  ]);
});

test.each([
  [{ isImage: true }, 'receipts'],
  [{}, undefined],
] as const)('a function that is %j is proposed with the image %s', (is, image) => {
  const functions = [{ name: 'receipts', aliases: ['live'], ...is }];

  const [found] = discoverAccount({ ...inventory, services: [], functions }, 'receipts');

  expect(found!.deployables.map((it) => it.image)).toEqual([image]);
});
