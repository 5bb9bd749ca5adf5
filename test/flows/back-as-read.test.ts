// How a way back ended, as what runs bears it out; and what stays where none is.

import { deploymentOf, type Intent } from '../../core/intent.ts';
import { keys, ranges } from '../../core/keys.ts';
import { bakedOn, type Target } from '../../core/target.ts';
import { backAsRead } from '../../flows/back-as-read.ts';
import { keepStaying } from '../../flows/no-way-back.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { closeAll, ledgerOf, shop } from './command/commanded.ts';

afterAll(closeAll);

/** A target that a release of `new` has reached, and its wave. */
async function reached() {
  const world = await shop({}, oneTarget());
  await world.play();
  const { onlooker } = world;
  const key = keys.target('shop', 'live');
  const item = (await onlooker.table.get(key))!;
  const { release } = item.running!;
  const [wave] = await onlooker.table.list(ranges.waves(release));
  return { world, onlooker, key, item, release, wave: wave! };
}

test('a way back that fails before anything has moved was overtaken by nobody: it may be tried again', async () => {
  const { onlooker, key, item, release, wave } = await reached();
  const { revision } = bakedOn(item)[1]!;
  // The last that the platform knows of.
  const deployment = deploymentOf(item.intent!)!;
  const startedAt = onlooker.clock.now().toISOString();
  const intent: Intent = {
    ...{ release, wave: 0, doing: 'rollBack', revision, functionVersion: '1', fromVersion: '2' },
    ...{ fence: item.fence, startedAt, status: 'open' },
    calls: { state: 'started', at: startedAt, deployment },
  };
  await onlooker.table.change(key, () => ({ item: { ...item, intent } }));
  const of = { pipeline: 'shop', release, wave: 0, target: 'live', token: 't' };
  const { account, region } = wave.plan.targets[0]!;
  const wait = { ...of, kind: 'deployment', account, region, deployment } as const;
  const found = {
    id: deployment,
    description: '',
    creator: 'user',
    createdAt: startedAt,
    state: 'Failed',
  } as const;
  const end = { result: 'Failed', reason: 'its hook failed', mayPass: true } as const;

  expect(await backAsRead(onlooker, wait, wave, { found, end })).toEqual(end);
});

test('what stays is told once, and by nobody who is late, nor where another release runs', async () => {
  const { world, onlooker, key, item, release } = await reached();
  const stays = async (of: Partial<Target> = {}, fence = item.fence, its = release) => {
    await keepStaying(
      onlooker,
      { ...item, ...of },
      { release: its, fence },
      'nothing else has baked',
    );
    const lines = await ledgerOf(world, 'DeploymentEnded');
    return lines.filter((line) => line.includes(' stays, ')).length;
  };

  expect(await stays({}, item.fence - 1)).toBe(0);
  expect(await stays({}, item.fence, 'another')).toBe(0);
  expect(await stays()).toBe(1);
  const before = await onlooker.table.get(key);
  expect(await stays({}, item.fence + 1)).toBe(1);
  expect(await onlooker.table.get(key)).toEqual(before);
});
