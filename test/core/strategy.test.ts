import { historyBoundOf } from '../../core/history-bound.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import {
  looksAtShiftOf,
  mostHoldsOf,
  paceOf,
  patienceSecondsOf,
  stepAfter,
  stepsOf,
} from '../../core/strategy.ts';
import { oneTarget } from '../paths/pipelines.ts';

const linear = { linear: { percent: 40, every: '5m' } };
const canary = { canary: { percent: 10, after: '10m' } };

test.each([
  ['blue-green', [[1, 0]]],
  ['all-at-once', [[1, 0]]],
  [
    'canary',
    [
      [0.1, 600],
      [1, 0],
    ],
  ],
  [
    canary,
    [
      [0.1, 600],
      [1, 0],
    ],
  ],
  [
    linear,
    [
      [0.4, 300],
      [0.8, 300],
      [1, 0],
    ],
  ],
  [
    { linear: { percent: 50, every: '1m' } },
    [
      [0.5, 60],
      [1, 0],
    ],
  ],
] as const)('%j has its steps', (strategy, steps) => {
  expect(stepsOf(strategy).map(({ share, holdSeconds }) => [share, holdSeconds])).toEqual(steps);
});

test('the step after a share is the next larger one, and after all there is none', () => {
  expect([0, 0.4, 0.8, 1].map((share) => stepAfter(linear, share)?.share)).toEqual([
    0.4,
    0.8,
    1,
    undefined,
  ]);
});

test.each([
  ['blue-green', 0, 0, 0],
  [canary, 600, 2, 4],
  [linear, 600, 3, 8],
] as const)('%j takes its time, and is looked at so often', (strategy, seconds, looks, most) => {
  expect(paceOf(strategy).seconds).toBe(seconds);
  expect(looksAtShiftOf(strategy)).toBe(looks);
  expect(mostHoldsOf(strategy)).toBe(most);
});

test('a step is given up after four times its length', () => {
  expect(patienceSecondsOf({ share: 0.1, holdSeconds: 600 })).toBe(2400);
});

const target = (more: string) =>
  `{ name: live, account: "111122223333", region: us-east-1, ${more}, alarms: [a] }`;
const alias = 'lambda: { function: shop, alias: live }';

test.each([
  [
    alias,
    /expected lambda to name application and deploymentGroup of CodeDeploy, or the target a strategy/,
  ],
  [
    `lambda: { function: shop, alias: live, application: shop }`,
    /expected lambda to name application and deploymentGroup, got one of the two/,
  ],
  [
    `lambda: { function: s, alias: l, application: s, deploymentGroup: l }, strategy: canary`,
    /expected no strategy: the deployment group says how its traffic shifts/,
  ],
  [
    `ec2: { application: s, deploymentGroup: l }, strategy: canary`,
    /expected no strategy: the deployment group says how its instances/,
  ],
  [`${alias}, strategy: rolling`, /an alias has no tasks to replace/],
  [
    `${alias}, strategy: { canary: { percent: 10, after: 30s } }`,
    /expected at least 1m, for an alarm sees no less/,
  ],
])('%s is refused, with what to do', (more, text) => {
  expect(() => parsePipeline(oneTarget({ of: target(more) }), 'shop.yml')).toThrow(text);
});

test('a wave is bounded with each of its steps held for its longest', () => {
  const boundOf = (strategy: string) => {
    const of = target(`${alias}, strategy: ${strategy}`);
    const [wave] = planOf(parsePipeline(oneTarget({ of }), 'shop.yml'));
    return historyBoundOf(wave!);
  };

  expect(boundOf('linear') - boundOf('blue-green')).toBe(12 * 4 * 9);
});
