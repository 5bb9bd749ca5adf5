// How long a deployment takes by its configuration, and how long it may take.

import { deploySecondsOf, mostShareOf, shiftSecondsOf } from '../../core/pace.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { contradictionsIn, limitsOf, limitTexts } from '../../core/stage-limits.ts';
import { oneTarget, target } from '../paths/pipelines.ts';

test.each([
  [{ kind: 'allAtOnce', percent: 100, minutes: 0 }, 0],
  [{ kind: 'canary', percent: 10, minutes: 30 }, 1_800],
  [{ kind: 'linear', percent: 10, minutes: 10 }, 5_400],
  [{ kind: 'linear', percent: 30, minutes: 10 }, 1_800],
] as const)(
  '%j takes %d seconds from the first change of traffic to the last',
  (routing, seconds) => {
    expect(shiftSecondsOf(routing)).toBe(seconds);
  },
);

test('a deployment may take an hour beyond what the slowest group takes', () => {
  expect(deploySecondsOf([])).toBe(3_600);
  expect(
    deploySecondsOf([
      { configuration: 'Quick', seconds: 0 },
      { configuration: 'Slow', seconds: 1_800 },
    ]),
  ).toBe(5_400);
});

const SLOW = new Map([['live', { configuration: 'Slow', seconds: 8_100 }]]);
const stagesWith = (more: string) => parsePipeline(oneTarget({ more }), 'shop.yml').stages;

test.each([
  ['', SLOW, 'may take 3h15m: an hour beyond the 2h15m that live takes with Slow'],
  [
    'deployTimeout: 4h',
    SLOW,
    'may take 4h, as written: more than the 2h15m that live takes with Slow',
  ],
  ['', new Map(), 'may take 1h, and as much more as its group’s deployment configuration takes'],
  ['deployTimeout: 4h', new Map(), 'may take 4h, as written'],
  ['', new Map([['live', { configuration: 'Quick', seconds: 0 }]]), 'may take 1h'],
])('a stage with %j is told its limit', (more, paces, told) => {
  const texts = limitTexts(limitsOf(stagesWith(more), paces));

  expect(texts).toEqual([`a deployment of prod ${told}`]);
});

test.each([
  [['live'], ''],
  [['live', 'far'], ', and more where the deployment group of far takes longer'],
  [
    ['live', 'far', 'away'],
    ', and more where the deployment group of another of 2 targets takes longer',
  ],
])('a stage with %j, of which live alone was read, is told what is not known', (names, told) => {
  const targets = names.map((name) => target(name));
  const { stages } = parsePipeline(oneTarget({ of: targets.join(', ') }), 'shop.yml');

  const texts = limitTexts(limitsOf(stages, SLOW));

  expect(texts).toEqual([
    `a deployment of prod may take 3h15m: an hour beyond the 2h15m that live takes with Slow${told}`,
  ]);
});

const at = '{ account: "222233334444", region: eu-west-1, alarms: [a], name:';
const OTHERS = {
  site: `${at} web, site: { bucket: web, distribution: E1ABCDEFGHIJKL } }`,
  job: `${at} nightly, job: { project: nightly } }`,
  stack: `${at} data, stack: { name: data } }`,
  flags: `${at} flags, appConfig: { application: shop, environment: prod, profile: flags, configuration: flags.json, deploymentStrategy: Ours } }`,
};

test.each([
  [['site'], '1h', ''],
  [['job'], '1h', ''],
  [['stack'], '1h, and as much more as the monitoring time of its stack takes', 'stack of data'],
  [
    ['flags'],
    '1h, and as much more as its deployment strategy takes',
    'deployment strategy of flags',
  ],
  [
    ['stack', 'flags', 'site'],
    '1h, and as much more as the monitoring time of its stack or its deployment strategy takes',
    'stack or deployment strategy of another of 2 targets',
  ],
] as const)('of %j it is told what there is of them', (kinds, alone, besides) => {
  const others = kinds.map((kind) => OTHERS[kind]);
  const told = (targets: readonly string[]) =>
    limitTexts(
      limitsOf(parsePipeline(oneTarget({ of: targets.join(', ') }), 'shop.yml').stages, SLOW),
    );

  expect(told(others)).toEqual([`a deployment of prod may take ${alone}`]);
  const more = besides ? `, and more where the ${besides} takes longer` : '';
  expect(told([target('live'), ...others])).toEqual([
    `a deployment of prod may take 3h15m: an hour beyond the 2h15m that live takes with Slow${more}`,
  ]);
});

test.each([
  ['deployTimeout: 1h', 1],
  ['deployTimeout: 2h15m', 1],
  ['deployTimeout: 2h16m', 0],
  ['', 0],
])('a stage with %j contradicts its group %d times', (more, times) => {
  const found = contradictionsIn(stagesWith(more), SLOW);

  expect(found).toHaveLength(times);
  for (const { path, text } of found) {
    expect(path).toEqual(['stages', 0, 'deployTimeout']);
    expect(text).toMatch(
      /expected a deployTimeout of more than 2h15m.* live takes with Slow.*it is 3h15m/,
    );
  }
});

test('a limit that falls minutes short is told by those minutes', () => {
  const paces = new Map([['live', { configuration: 'Day', seconds: 100_860 }]]);

  const [found] = contradictionsIn(stagesWith('deployTimeout: 1d4h'), paces);

  expect(found?.text).toMatch(/of more than 1d4h1m, .* got 1d4h: leave it out, and it is 1d5h1m$/);
});

const canary = { configuration: 'Mine', kind: 'canary', percent: 10, minutes: 30 } as const;
const linear = { configuration: 'Mine', kind: 'linear', percent: 10, minutes: 10 } as const;

test.each([
  [canary, 6 * 60, 0.1],
  [canary, 29 * 60, 0.1],
  [canary, 30 * 60, 1],
  // A clock may be half a minute behind another.
  [canary, 29 * 60 + 40, 1],
  [linear, 6 * 60, 0.1],
  [linear, 25 * 60, 0.3],
  [{ ...linear, percent: 30 }, 40 * 60, 1],
  [{ ...linear, percent: 50, minutes: 1 }, 0, 0.5],
  [linear, -60, 0.1],
])('by %j the greatest share that may be there after %d seconds is %d', (pace, seconds, share) => {
  expect(mostShareOf(pace, seconds)).toBeCloseTo(share, 6);
});
