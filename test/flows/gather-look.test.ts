import { gatherLook } from '../../flows/gather-look.ts';
import { asFunction, bakeOf, PIPELINE } from './bakes.ts';

test('a look reads the table thrice for each target: what is there, what a shift was, and what other days were', async () => {
  const { world, wave } = await bakeOf('', PIPELINE.replace('mode: off', 'mode: act'));
  const before = world.aws.statistics().apiCalls.dynamodb!;

  const { items, readings, alarms } = await asFunction(world, 'WatchBake', (ports) =>
    gatherLook(ports, wave, true),
  );

  expect(world.aws.statistics().apiCalls.dynamodb! - before).toBe(3);
  expect(items.get('box')!.running!.release).toBe(wave.release);
  expect(readings.found[0]!.bake!.metrics.length).toBeGreaterThan(10);
  expect(alarms.found.map(({ alarm, state }) => [alarm, state])).toEqual([['shop-errors', 'OK']]);
  await world.close();
});
