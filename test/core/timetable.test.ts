import type { PlannedWave } from '../../core/planned-wave.ts';
import { timetableOf } from '../../core/timetable.ts';

const assumed = { deploymentSeconds: 300, testSeconds: 300 };

function wave(targets: number, tests: number, bakeSeconds?: number): PlannedWave {
  const bake = bakeSeconds && { bake: { seconds: bakeSeconds, extensionSeconds: bakeSeconds } };
  return { targets: Array(targets), tests: Array(tests), ...bake } as unknown as PlannedWave;
}

test.each([
  ['tests alone take the time of one test', [wave(0, 2)], [[0, 300, 300]]],
  [
    'a wave starts when the one before it ends',
    [wave(0, 2), wave(1, 0, 3600)],
    [
      [0, 300, 300],
      [300, 600, 4200],
    ],
  ],
  ['forty targets deploy at a time', [wave(41, 0)], [[0, 600, 600]]],
  ['no waves take no time', [], []],
])('%s', (_, plan, slots) => {
  const table = timetableOf(plan, assumed);

  expect(table.map(({ startsAt, bakesFrom, endsAt }) => [startsAt, bakesFrom, endsAt])).toEqual(
    slots,
  );
});
