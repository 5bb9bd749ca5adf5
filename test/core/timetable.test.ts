import type { PlannedWave } from '../../core/planned-wave.ts';
import { timetableOf, withShifts } from '../../core/timetable.ts';

const assumed = { deploymentSeconds: 300, testSeconds: 300 };

function wave(targets: number, tests: number, bakeSeconds?: number): PlannedWave {
  const bake = bakeSeconds && { bake: { seconds: bakeSeconds, extensionSeconds: bakeSeconds } };
  const many = (count: number) => Array.from({ length: count }, () => ({}));
  return { targets: many(targets), tests: many(tests), ...bake } as unknown as PlannedWave;
}

const drilled = (targets: number) =>
  ({ ...wave(targets, 0), tests: [{ name: 'way-back', drill: '10m' }] }) as unknown as PlannedWave;

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
  [
    'a drill takes its four legs, and half back, down and up again besides the deployment itself',
    [drilled(2)],
    [[0, 300 + 4 * 600 + 3 * 300, 300 + 4 * 600 + 3 * 300]],
  ],
  [
    'of one target there is no half: three legs, and down and up again',
    [drilled(1)],
    [[0, 300 + 3 * 600 + 2 * 300, 300 + 3 * 600 + 2 * 300]],
  ],
  ['no waves take no time', [], []],
])('%s', (_, plan, slots) => {
  const table = timetableOf(plan, assumed);

  expect(table.map(({ startsAt, bakesFrom, endsAt }) => [startsAt, bakesFrom, endsAt])).toEqual(
    slots,
  );
});

test('a wave takes what its slowest group shifts for, and the next starts that much later', () => {
  const named = (name: string) => ({ ...wave(0, 1, 3600), targets: [{ name }] }) as never;
  const paces = new Map([
    ['slow', { configuration: 'Slow', seconds: 8_100 }],
    ['quick', { configuration: 'Quick', seconds: 0 }],
  ]);

  const table = timetableOf(
    withShifts([named('slow'), named('quick'), named('far')], paces),
    assumed,
  );

  expect(table.map(({ startsAt, bakesFrom, endsAt }) => [startsAt, bakesFrom, endsAt])).toEqual([
    [0, 8_700, 12_300],
    [12_300, 12_900, 16_500],
    [16_500, 17_100, 20_700],
  ]);
});
