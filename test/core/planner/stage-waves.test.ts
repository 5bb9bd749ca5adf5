import { historyBoundOf } from '../../../core/history-bound.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { planOf } from '../../../core/plan.ts';

const place = 'account: "111122223333"';
const targetsOf = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `{ name: t${index}, ${place}, region: eu-west-${index % 9}, alarms: [a], ec2: { application: s, deploymentGroup: g${index} } }`,
  ).join(', ');
const pipelineOf = (count: number, rest: string) =>
  parsePipeline(
    `{ pipeline: shop, source: { project: b }, stages: [{ name: prod, targets: [${targetsOf(count)}], ${rest} }] }`,
    'shop.yml',
  );
const bakesOf = (rest: string) =>
  planOf(pipelineOf(11, rest)).map(({ wave, bake }) => [
    wave,
    bake!.seconds / 3600,
    bake!.extensionSeconds / 3600,
  ]);

test('a stage with a planner flows through the plan as the waves that it derives', () => {
  expect(bakesOf('planner: {}')).toEqual([
    ['one-box', 1, 1],
    ['first-region', 12, 12],
    ['wave-3', 4, 4],
    ['wave-4', 4, 4],
    ['wave-5', 4, 4],
    ['wave-6', 4, 4],
  ]);
});

test('the stage’s bake says all but how long, and how long at least', () => {
  const rest = 'planner: { bakes: { oneBox: 30m, later: 3h } }, bake: { for: 2h, extendBy: 1h }';

  expect(bakesOf(rest)).toEqual([
    ['one-box', 2, 1],
    ['first-region', 12, 1],
    ['wave-3', 3, 1],
    ['wave-4', 3, 1],
    ['wave-5', 3, 1],
    ['wave-6', 3, 1],
  ]);
});

test('a wave has no more targets than its execution can carry, however many the shares allow', () => {
  const plan = planOf(pipelineOf(900, 'planner: {}'));

  expect(plan.reduce((sum, { targets }) => sum + targets.length, 0)).toBe(900);
  expect(Math.max(...plan.map(historyBoundOf))).toBeLessThanOrEqual(12_500);
});
