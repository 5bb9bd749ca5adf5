import { judgeReadings } from '../../core/judging/look.ts';
import { gatherLook } from '../../flows/gather-look.ts';
import { saveJudging } from '../../flows/judgings.ts';
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

test('what was judged of a shift stands where it can be read no more', async () => {
  const { world, wave } = await bakeOf('', PIPELINE.replace('mode: off', 'mode: act'));

  const { readings } = await asFunction(world, 'WatchBake', async (ports) => {
    const look = await gatherLook(ports, wave, true);
    const [judged] = judgeReadings(wave, look.lookedAt, look.readings.found);
    const lookedAt = wave.openedAt;
    await saveJudging(ports, { ...judged!.judging, of: 'shift', lookedAt }, judged!.from!);
    return gatherLook(ports, wave, true);
  });

  expect(readings.found[0]).toMatchObject({ shift: null, keptShift: { of: 'shift' } });
  await world.close();
});
