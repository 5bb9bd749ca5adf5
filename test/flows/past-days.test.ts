// Other days' same hours are read once for a bake, whatever number of looks it has, and what is judged is the same.

import { pastKey } from '../../core/watch/past.ts';
import { queryKey } from '../../core/watch/span.ts';
import type { Ports } from '../../flows/ports.ts';
import { readCase } from '../../flows/read-case.ts';
import { bakeOf } from './bakes.ts';

type Bake = Awaited<ReturnType<typeof bakeOf>>;

const LOOKS = [4, 8, 16, 32, 60];

async function forgotten({ world, wave, target }: Bake): Promise<void> {
  await world.onlooker.table.remove(pastKey(wave.release, wave.plan.index, target.name));
}

/** Each metric that was asked of another day. */
function counting({ world }: Bake) {
  const asked: string[] = [];
  const { metrics } = world.onlooker;
  const ports: Ports = {
    ...world.onlooker,
    metrics: {
      series: (place, queries, span) => {
        const hours = (world.clock.now().getTime() - span.from.getTime()) / 3_600_000;
        if (hours > 20)
          asked.push(...queries.map((each) => `${span.from.getTime()} ${queryKey(each)}`));
        return metrics.series(place, queries, span);
      },
    },
  };
  return { asked, ports };
}

test('each metric of another day is asked once, and each case is what it was', async () => {
  const bake = await bakeOf('');
  const { asked, ports } = counting(bake);

  const fresh = [];
  for (const minutes of LOOKS) {
    await forgotten(bake);
    fresh.push(await bake.caseAt(minutes));
  }
  await forgotten(bake);
  const kept = [];
  for (const minutes of LOOKS) kept.push(await readCase(ports, bake.lookAt(minutes)));

  expect(kept).toEqual(fresh);
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(asked).size).toBe(asked.length);
  await bake.world.close();
});

test('what was kept of another stretch of time is read anew', async () => {
  const bake = await bakeOf('');
  const { wave, target, world } = bake;
  const key = pastKey(wave.release, wave.plan.index, target.name);
  const right = await bake.caseAt(60);
  const item = (await world.onlooker.table.get(key))!;

  for (const wrong of [
    { from: new Date(Date.parse(item.from) - 60_000).toISOString() },
    { to: new Date(Date.parse(item.from) + 60_000).toISOString() },
    { periodSeconds: 300 },
  ]) {
    await world.onlooker.table.put(key, { ...item, ...wrong });
    expect(await bake.caseAt(60)).toEqual(right);
  }
  await world.close();
});
