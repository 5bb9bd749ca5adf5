import fc from 'fast-check';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { type DerivedWave, deriveWaves, type PlannerInput } from '../../../core/planner/planner.ts';
import { trafficOf, weightOf } from '../../../core/planner/traffic.ts';
import { anyInput, input, target, usual } from './making.ts';

const NEARLY = 1 + 1e-6;

function weighted(weights: readonly number[]): TargetDefinition[] {
  return weights.map((weight, index) =>
    target(`t${index}`, { weight, region: `eu-west-${index}` }),
  );
}

const trafficIn = (waves: readonly DerivedWave[]) => waves.map(({ targets }) => trafficOf(targets));

test.each([
  ['regions of growing size', weighted([20, 5, 20, 10, 20, 5, 20]), [5, 5, 10, 20, 20, 20, 20]],
  ['a single target', weighted([7]), [7]],
  ['two equal targets', weighted([1, 1]), [1, 1]],
  ['three equal targets', weighted([1, 1, 1]), [1, 1, 1]],
  ['a hundred of a kind', weighted(Array(100).fill(1)), [1, 1, 2, 4, 8, 16, 32, 33, 3]],
  ['one that is nearly all', weighted([1, 1, 98]), [1, 1, 98]],
  [
    'a hundred in one region',
    Array.from({ length: 100 }, (_, index) => target(`t${index}`)),
    [1, 2, 4, 8, 16, 32, 33, 4],
  ],
])('%s: the waves have the traffic that the docstring says', (_, targets, expected) => {
  expect(trafficIn(deriveWaves(input(targets)))).toEqual(expected);
});

test('the waves are named after what they are, and bake long first and shorter later', () => {
  const waves = deriveWaves(input(weighted([1, 2, 4, 8, 16])));

  expect(waves.map(({ name, bakes }) => `${name} ${bakes}`)).toEqual([
    'one-box oneBox',
    'first-region firstRegion',
    'wave-3 later',
    'wave-4 later',
    'wave-5 later',
  ]);
});

test('where no target is small enough for a one-box, none is pretended', () => {
  const waves = deriveWaves(input(weighted([1, 1])));

  expect(waves.map(({ name, bakes }) => `${name} ${bakes}`)).toEqual([
    'first-region firstRegion',
    'wave-2 later',
  ]);
});

test('the one-box comes from the quietest region that has a target light enough', () => {
  const targets = [
    target('quiet', { region: 'eu-north-1', weight: 20 }),
    target('busy-box', { region: 'us-east-1', weight: 1 }),
    target('busy', { region: 'us-east-1', weight: 60 }),
    target('middle-box', { region: 'eu-west-1', weight: 2 }),
    target('middle', { region: 'eu-west-1', weight: 30 }),
  ];

  const [oneBox, first] = deriveWaves(input(targets));

  expect(oneBox!.targets.map(({ name }) => name)).toEqual(['middle-box']);
  expect(first!.targets.map(({ name }) => name)).toEqual(['quiet']);
});

test('cells, scale units and paired regions are kept apart, however much room there is', () => {
  const targets = [
    target('a1', { cell: 'a', weight: 10 }),
    target('a2', { cell: 'a', weight: 10 }),
    target('b1', { cell: 'b', weight: 11 }),
    target('pair', { region: 'eu-central-1', weight: 40 }),
    target('ring', { region: 'us-east-1', weight: 41, apart: ['ring'] }),
    target('ring-too', { region: 'us-west-2', weight: 42, apart: ['ring'] }),
  ];
  const neverTogether = [['eu-west-1', 'eu-central-1']];

  const waves = deriveWaves(
    input(targets, { neverTogether, planner: { ...usual, largestPercent: 100, growth: 100 } }),
  );

  expect(waves.map((wave) => wave.targets.map(({ name }) => name))).toEqual([
    ['a1'],
    ['b1'],
    ['a2', 'ring'],
    ['pair', 'ring-too'],
  ]);
});

function check(holds: (waves: readonly DerivedWave[], given: PlannerInput) => void): void {
  fc.assert(fc.property(anyInput, (given) => holds(deriveWaves(given), given)));
}

test('each target is in exactly one wave, and no wave is empty', () => {
  check((waves, { targets }) => {
    const placed = waves.flatMap((wave) => wave.targets);

    expect(placed.length).toBe(targets.length);
    expect(new Set(placed)).toEqual(new Set(targets));
    expect(waves.every((wave) => wave.targets.length > 0)).toBe(true);
  });
});

test('names are unique and may stand in a file', () => {
  check((waves) => {
    const names = waves.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
  });
});

test('a one-box is one target of at most its share, and there is one if any target is that light', () => {
  check((waves, { targets, planner }) => {
    const limit = (trafficOf(targets) * planner.oneBoxPercent) / 100;
    const [first] = waves;
    const light = targets.some((each) => weightOf(each) <= limit);

    expect(first!.targets).toHaveLength(1);
    expect(first!.name === 'one-box').toBe(light);
    if (light) expect(weightOf(first!.targets[0]!)).toBeLessThanOrEqual(limit * NEARLY);
  });
});

test('no wave of several targets is over the largest share, nor over its growth', () => {
  check((waves, { targets, planner }) => {
    const largest = (trafficOf(targets) * planner.largestPercent) / 100;
    const traffic = trafficIn(waves);

    waves.forEach((wave, index) => {
      if (wave.targets.length < 2) return;
      expect(traffic[index]).toBeLessThanOrEqual(largest * NEARLY);
      expect(traffic[index]).toBeLessThanOrEqual(planner.growth * traffic[index - 1]! * NEARLY);
    });
  });
});

test('after the first region, a wave goes over its bound only where the lightest target left does', () => {
  check((waves, { targets, planner }) => {
    const largest = (trafficOf(targets) * planner.largestPercent) / 100;
    const traffic = trafficIn(waves);

    waves.forEach((wave, index) => {
      if (wave.bakes !== 'later') return;
      const bound = Math.min(largest, planner.growth * traffic[index - 1]!);
      if (traffic[index]! <= bound * NEARLY) return;
      const left = waves.slice(index).flatMap((each) => each.targets.map(weightOf));
      expect(traffic[index]).toBe(Math.min(...left));
    });
  });
});

test('the first region is the quietest that has targets left, and alone in its wave', () => {
  check((waves, { targets }) => {
    const index = waves.findIndex(({ bakes }) => bakes === 'firstRegion');
    if (index < 0) return;
    const traffic = (region: string) => trafficOf(targets.filter((each) => each.region === region));
    const left = waves.slice(index).flatMap((wave) => wave.targets.map(({ region }) => region));
    const regions = new Set(waves[index]!.targets.map(({ region }) => region));

    expect(regions.size).toBe(1);
    expect(traffic([...regions][0]!)).toBe(Math.min(...left.map(traffic)));
  });
});

test('no two regions of a list, two cells of a region, or two of a scale unit change together', () => {
  check((waves, { neverTogether = [] }) => {
    for (const { targets } of waves) {
      const regions = new Set(targets.map(({ region }) => region));
      for (const list of neverTogether) {
        expect(list.filter((region) => regions.has(region)).length).toBeLessThan(2);
      }
      for (const own of Map.groupBy(targets, ({ region }) => region).values()) {
        expect(new Set(own.flatMap(({ cell }) => cell ?? [])).size).toBeLessThan(2);
      }
      const units = targets.flatMap(({ apart = [] }) => [...new Set(apart)]);
      expect(new Set(units).size).toBe(units.length);
    }
  });
});

test('no wave has more targets than an execution can carry', () => {
  check((waves, { mostTargets }) => {
    expect(Math.max(...waves.map(({ targets }) => targets.length))).toBeLessThanOrEqual(
      mostTargets,
    );
  });
});

test('the order in which the targets are written means nothing', () => {
  const shuffled = anyInput.chain((given) =>
    fc.tuple(
      fc.constant(given),
      fc.shuffledSubarray([...given.targets], {
        minLength: given.targets.length,
        maxLength: given.targets.length,
      }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([given, targets]) => {
      expect(deriveWaves({ ...given, targets })).toEqual(deriveWaves(given));
    }),
  );
});

test('one target more moves few others', () => {
  const fleet = Array.from({ length: 1_000 }, (_, index) =>
    target(`t${index}`, { region: `eu-west-${index % 20}`, weight: 1 + (index % 20) / 10 }),
  );
  const waveOf = (waves: readonly DerivedWave[]) =>
    new Map(waves.flatMap(({ name, targets }) => targets.map((each) => [each.name, name])));

  const before = waveOf(deriveWaves(input(fleet)));
  const after = waveOf(deriveWaves(input([...fleet, target('new', { region: 'eu-west-3' })])));
  const moved = fleet.filter(({ name }) => before.get(name) !== after.get(name));

  expect(moved.length).toBeLessThan(50);
});

test('more waves than a release can carry are refused, with what to change', () => {
  const ring = Array.from({ length: 500 }, (_, index) => target(`t${index}`, { apart: ['ring'] }));

  expect(() => deriveWaves(input(ring))).toThrow(
    /expected at most 400 waves for 500 targets, got more: .*fewer words in apart/,
  );
});
