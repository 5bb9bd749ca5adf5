// The alarms that a service of ECS has of its own: which of them keep a gate shut.

import { Failure } from '../../core/failure.ts';
import { firingOfServices } from '../../flows/service-alarms.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { closeAll, playOn, shop } from './command/commanded.ts';

afterAll(closeAll);

const live =
  '{ name: live, account: "111122223333", region: us-east-1, ecs: { cluster: shop, service: shop }, strategy: rolling, alarms: [live-errors] }';
const other = live.replaceAll('live', 'other').replace('service: shop', 'service: other');

/** A world in which an alarm of each target fires, and its service `shop` with alarms of its own. */
async function serving(alarmNames: readonly string[], enable = true) {
  const firing = { is: 'ALARM' as const, at: '0s' };
  const world = await shop(
    { alarms: ['live', 'other'].map((it) => ({ alarm: `${it}-errors`, target: it, ...firing })) },
    oneTarget({ of: `${live}, ${other}` }),
  );
  world.aws.ecs.find('shop', 'shop', {
    account: '111122223333',
    region: 'us-east-1',
  }).configuration = { alarms: { alarmNames, enable, rollback: true } };
  await playOn(world, 12);

  return world;
}

test.each([
  ['fires', ['other-errors'], true, ['other-errors of service shop: ECS would heed none']],
  ['fires, though the service heeds none', ['other-errors'], false, []],
  ['fires, and is looked at as the target’s own', ['live-errors'], true, []],
])('an alarm of a service that %s', async (_, alarmNames, enable, expected) => {
  const { onlooker, targets } = await serving(alarmNames, enable);

  const found = await firingOfServices(onlooker, targets.slice(0, 1));

  expect(found.map(({ subject }) => subject)).toEqual(expected);
});

test('alarms of a service that cannot be read keep the gate shut', async () => {
  const { onlooker, targets } = await serving(['other-errors']);
  const states = () => Promise.reject(new Failure('ServiceFailed', 'no answer'));
  const deaf = { ...onlooker, alarms: { ...onlooker.alarms, states } };

  const [reason, ...others] = await firingOfServices(deaf, targets.slice(0, 1));

  expect(reason?.what).toMatch(/could not be read/);
  expect(others).toEqual([]);
});
