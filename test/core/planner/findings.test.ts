import fc from 'fast-check';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../../core/pipeline/schema.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import { findingsOfWaves, formatPercent } from '../../../core/planner/findings.ts';
import { deriveWaves } from '../../../core/planner/planner.ts';
import { anyInput, target } from './making.ts';

const [shape] = parsePipeline(
  `{ pipeline: shop, source: { project: b }, stages: [{ name: prod, tests: [{ name: t, project: p }] }] }`,
  'shop.yml',
).stages;

function findingsOf(
  waves: readonly (readonly TargetDefinition[])[],
  neverTogether?: string[][],
): string[] {
  const named = waves.map((targets, index) => ({
    name: `w${index}`,
    targets: targets as TargetDefinition[],
  }));
  const stage = { ...shape!, waves: named };
  const pipeline: Pick<PipelineDefinition, 'stages' | 'neverTogether'> = {
    stages: [shape!, stage],
    neverTogether,
  };
  return findingsOfWaves({ stage, waves: named, pipeline }).map(
    ({ path, rule, wave, text }) => `${path.join('.')} ${rule} ${wave}: ${text}`,
  );
}

const box = target('box', { region: 'eu-north-1', weight: 5 });
const north = target('north', { region: 'eu-north-1', weight: 10 });
const west = target('west', { region: 'eu-west-1', weight: 20 });
const south = target('south', { region: 'eu-south-1', weight: 25 });
const east = target('east', { region: 'us-east-1', weight: 40 });

test('waves such as the planner makes have no findings', () => {
  const last = target('last', { region: 'sa-east-1', weight: 30 });

  expect(findingsOf([[box], [north], [west], [south], [last]])).toEqual([]);
});

test.each([
  [
    'a first wave that is no one-box',
    [[west], [south], [east, box, north]],
    'stages.1.waves.0 one-box w0: expected the first wave to be a one-box of at most 10% of the traffic, got 20% for west; ' +
      'begin with a smaller target, and say each target’s weight',
  ],
  [
    'a wave over a third',
    [[box], [north], [west, south], [east]],
    'stages.1.waves.2 largest-share w2: expected wave w2 to change at most 33% of the traffic, got 45% for 2 targets; ' +
      'split the wave, or a target that is larger by itself into cells',
  ],
  [
    'a wave that grows too fast',
    [[box], [north], [target('a', { weight: 13 }), target('b', { weight: 12 })], [east], [west]],
    'stages.1.waves.2 growth w2: expected wave w2 to have at most 2 times the 10% of the wave before it, ' +
      'got 25% for 2 targets; move targets to later waves',
  ],
  [
    'a busy region first',
    [[box], [west], [north], [south], [target('c', { weight: 40 })]],
    'stages.1.waves.1 quiet-region-first w1: expected wave w1, the first of a whole region, to be in the quietest alone, ' +
      'eu-north-1, got eu-west-1; begin where the fewest users are',
  ],
])('%s is found, with a way out', (_, waves, expected) => {
  expect(findingsOf(waves)).toContain(expected);
});

test.each([
  ['paired regions', [west, south], [['eu-west-1', 'eu-south-1']], 'eu-south-1 beside eu-west-1'],
  [
    'cells',
    [
      { ...west, cell: 'a' },
      { ...west, name: 'west-b', cell: 'b' },
    ],
    [],
    'cell b of eu-west-1 beside cell a',
  ],
  [
    'scale units',
    [
      { ...west, apart: ['x', 'ring'] },
      { ...south, apart: ['ring'] },
    ],
    [],
    'it shares ring with west',
  ],
])('%s in one wave are found at the target that came second', (_, targets, never, expected) => {
  const [found] = findingsOf([[box], targets], never);

  expect(found).toMatch(/^stages\.1\.waves\.1\.targets\.1 (region-pair|cell|scale-unit) w1: /);
  expect(found).toContain(expected);
});

test('what the planner makes is found fault with only where no waves could be better', () => {
  fc.assert(
    fc.property(anyInput, (given) => {
      const waves = deriveWaves(given);
      const bakes = { oneBox: '1h', firstRegion: '12h', later: '4h' };
      const targets = [...given.targets];
      const stage = { ...shape!, targets, planner: { ...given.planner, bakes } };
      const neverTogether = given.neverTogether?.map((list) => [...list]);

      const found = findingsOfWaves({ stage, waves, pipeline: { stages: [stage], neverTogether } });

      for (const { rule, wave, path } of found) {
        expect(path).toEqual(['stages', 0, 'planner']);
        expect(['one-box', 'largest-share']).toContain(rule);
        expect(waves.find(({ name }) => name === wave)!.targets).toHaveLength(1);
      }
    }),
  );
});

test.each([
  [12.5, '12.5'],
  [100 / 3, '33.3'],
  [10, '10'],
  [0.01, '0.01'],
  [0, '0'],
])('%d percent are written %s', (percent, text) => {
  expect(formatPercent(percent)).toBe(text);
});
