// How many targets of a wave may be left behind, and what is refused of a file that says so.

import { isWithin, mayFailOf } from '../../core/behind.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { planOf } from '../../core/plan.ts';
import { planOfThose } from '../../core/plan-of-those-behind.ts';
import { waveName } from '../../core/wave-name.ts';

const target = (name: string, more = '') =>
  `{ name: ${name}, account: "111122223333", region: eu-west-1, alarms: [a], ec2: { application: s, deploymentGroup: ${name} }${more} }`;
const list = (count: number, from = 0) =>
  `[${Array.from({ length: count }, (_, at) => target(`t${from + at}`)).join(', ')}]`;
const parsed = (stages: string) =>
  parsePipeline(`{ pipeline: s, source: { project: b }, stages: [${stages}] }`, 's.yml');
const refusal = (stages: string): string => {
  try {
    parsed(stages);
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
};
const alike = (count: number): TargetDefinition[] =>
  parsed(`{ name: p, targets: ${list(count)} }`).stages[0]!.targets!;

test.each([
  ['95%', 20, 1],
  ['95%', 19, undefined],
  ['95%', 39, 1],
  ['95%', 10_000, 500],
  ['99.5%', 1_000, 5],
  [19, 20, 1],
  [19, 10, undefined],
  ['50%', 1, undefined],
  ['100%', 1_000, undefined],
] as const)('%s of %i targets lets %s fail', (minHealthy, count, most) => {
  const targets = count > 100 ? Array(count).fill(alike(1)[0]) : alike(count);

  expect(mayFailOf(minHealthy, targets)?.targets).toBe(most);
});

test('a share is of the weights as well, so that none fails that has more than may; a number is not', () => {
  const [heavy, ...others] = alike(20);
  const targets = [{ ...heavy!, weight: 10 }, ...others];
  const [share, number] = [mayFailOf('95%', targets)!, mayFailOf(19, targets)!];

  expect(isWithin(share, [{ targets: 1, weight: 1 }])).toBe(true);
  expect(isWithin(share, [{ targets: 1, weight: 10 }])).toBe(false);
  expect(isWithin(number, [{ targets: 1, weight: 10 }])).toBe(true);
});

test('the failures of all slices are summed up', () => {
  const mayFail = mayFailOf('90%', alike(20))!;
  const one = { targets: 1, weight: 1 };

  expect(isWithin(mayFail, [one, one])).toBe(true);
  expect(isWithin(mayFail, [one, one, one])).toBe(false);
});

test.each([
  ['one target', `{ name: p, minHealthy: 50%, targets: ${list(1)} }`, 'more than one target'],
  ['none', '{ name: p, minHealthy: 50%, tests: [{ name: t, project: x }] }', 'expected targets'],
  ['no share', `{ name: p, minHealthy: 0%, targets: ${list(2)} }`, 'expected more than 0%'],
  ['no number', `{ name: p, minHealthy: 0, targets: ${list(2)} }`, 'expected at least 1 target'],
  ['no word', `{ name: p, minHealthy: most, targets: ${list(2)} }`, 'a share such as 95%'],
  ['all', `{ name: p, minHealthy: 2, targets: ${list(2)} }`, 'at most 1 of 2 targets'],
  ['a rounding', `{ name: p, minHealthy: 95%, targets: ${list(19)} }`, 'at most 94.73%'],
  [
    'a wave of one',
    `{ name: p, waves: [{ name: w, minHealthy: 1, targets: ${list(1)} }, { name: x, targets: ${list(2, 1)} }] }`,
    'expected wave p/w to have more than one',
  ],
] as const)('minHealthy of %s is refused', (_what, stages, text) => {
  expect(refusal(stages)).toContain(text);
});

test('what a stage says counts in its waves that are large enough', () => {
  const stages = `{ name: p, minHealthy: 75%, waves: [{ name: one, targets: ${list(1)} }, { name: rest, targets: ${list(4, 1)} }] }`;

  expect(planOf(parsed(stages)).map(({ mayFail }) => mayFail?.targets)).toEqual([undefined, 1]);
});

test('a region that is away may be skipped by rule in no first wave, and where a wave has others', () => {
  const there = (name: string, region: string) => target(name).replace('eu-west-1', region);
  const waves = `[{ name: one, targets: [${there('a', 'eu-west-1')}, ${there('b', 'us-east-1')}] },
    { name: two, targets: [${there('c', 'eu-west-1')}, ${there('d', 'us-east-1')}] },
    { name: three, targets: [${there('e', 'us-east-1')}] }]`;
  const text = `{ pipeline: s, source: { project: b }, skipUnreachableAfter: 30m, stages: [{ name: p, waves: ${waves} }] }`;

  const plan = planOf(parsePipeline(text, 's.yml'));

  expect(plan.map(({ skipAwaySeconds }) => skipAwaySeconds)).toEqual([undefined, 1_800, undefined]);
  // What is caught up may be of one region alone by then.
  expect(planOfThose(plan, ['d'])[0]).not.toHaveProperty('skipAwaySeconds');
  expect(() => parsePipeline(text.replace('30m', '2h'), 's.yml')).toThrow('expected at most 1h');
});

test('a release of those behind has their waves, what the stage asks for before its first, and lets none fail', () => {
  const stages = `{ name: g, targets: ${list(1, 90)} },
    { name: p, minHealthy: 75%, approvals: { by: [ada] },
      waves: [{ name: one, targets: ${list(1)} }, { name: rest, targets: ${list(4, 1)} }] }`;
  const plan = planOf(parsed(stages));

  const [only, ...others] = planOfThose(plan, ['t2', 't4']);

  expect(others).toEqual([]);
  expect(waveName(only!)).toBe('p/rest');
  expect(only).toMatchObject({ index: 0, lastOfStage: true, approvals: { by: ['ada'] } });
  expect(only!.targets.map(({ name }) => name)).toEqual(['t2', 't4']);
  expect(only).not.toHaveProperty('mayFail');
});
