import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { isInScope } from '../../core/rollback-scope.ts';
import { slicesIn, wholeWaves } from '../../core/slices.ts';
import { endOf, timetableOf } from '../../core/timetable.ts';
import { waveName } from '../../core/wave-name.ts';

const target = (index: number) =>
  `{ name: t${index}, account: "111122223333", region: eu-west-1, alarms: [a], ec2: { application: s, deploymentGroup: g${index} } }`;
const plan = (count: number, rest = '') => {
  const targets = Array.from({ length: count }, (_, index) => target(index)).join(', ');
  const stages = `{ name: beta, targets: [${target(count)}] }, { name: prod, ${rest} bake: { for: 1h, load: { project: l } }, targets: [${targets}] }`;
  return planOf(parsePipeline(`{ pipeline: s, source: { project: b }, stages: [${stages}] }`, 's'));
};

test('ten thousand targets are a gate and a hundred slices, each an item and an execution of its own', () => {
  const waves = plan(10_000);

  expect(waves).toHaveLength(102);
  expect(slicesIn(waves)).toEqual([{ first: 1, last: 101 }]);
  expect(waves.map(({ index }) => index)).toEqual(waves.map((_, index) => index));
  expect(new Set(waves.flatMap(({ targets }) => targets.map(({ name }) => name))).size).toBe(
    10_001,
  );
  expect(waves.slice(1, 4).map(waveName)).toEqual(['prod', 'prod 1 of 100', 'prod 2 of 100']);
});

test('the gate has what the stage asks for, the first slice sends requests, the last alone is tested', () => {
  const rest = 'approvals: { by: [ada], quorum: 1 }, tests: [{ name: smoke, project: p }],';
  const [, gate, first, second, tested] = plan(200, rest);

  expect(gate).toMatchObject({ targets: [], tests: [], approvals: { by: ['ada'] } });
  expect(first!.bake).toHaveProperty('load');
  expect(second!.bake).not.toHaveProperty('load');
  expect([first, second].map((wave) => wave!.approvals)).toEqual([undefined, undefined]);
  expect(tested).toMatchObject({ targets: [], tests: [{ name: 'smoke' }] });
});

test('slices begin together, so that a wave takes as long in slices as in one', () => {
  const assumed = { deploymentSeconds: 0, testSeconds: 300 };
  const [small, large] = [plan(100), plan(1_000)].map((waves) =>
    endOf(timetableOf(waves, assumed)),
  );

  expect(large).toBe(small);
});

test('slices are one wave to whoever reads what was written', () => {
  const waves = wholeWaves(plan(1_000));

  expect(waves.map(({ stage, targets }) => [stage, targets.length])).toEqual([
    ['beta', 1],
    ['prod', 1_000],
  ]);
});

test('what fails in a slice is taken back in all of them, and in no other wave', () => {
  const waves = plan(1_000);
  const scope = waves.filter((wave) => isInScope('wave', waves[3]!, wave));

  expect(scope).toEqual(waves.slice(1));
});
