// A bake that is looked at now and then: its state goes through storage between looks.

import { conclude } from '../conclude.ts';
import { judge } from '../judge.ts';
import { observe } from '../observe.ts';
import { type JudgeState, startJudge } from '../state.ts';
import { calm, caseOf, metricOf, repeat } from './making.ts';

const bake = caseOf([
  metricOf({ before: calm(20), control: calm(20), canary: repeat(20, 100, 102, 700) }),
  metricOf({
    name: 'cpu',
    kind: 'cpu',
    unit: '%',
    before: calm(20),
    control: calm(20),
    canary: calm(20),
  }),
]);

const pointAt = (at: number) =>
  bake.metrics.map(({ canary, control }) => ({
    canary: canary[at] ?? null,
    control: control?.[at] ?? null,
  }));

test('a state stored as JSON after every point ends in the same judgement', () => {
  let { state } = startJudge(bake);
  for (let at = 0; at < 20; at++) {
    const { plan } = startJudge(bake);
    state = JSON.parse(JSON.stringify(state)) as JudgeState;
    observe(plan, state, pointAt(at));
  }

  expect(conclude(startJudge(bake).plan, state)).toEqual(judge(bake));
});

test('a state is small: less than two kilobytes a metric, however long the bake', () => {
  const { plan, state } = startJudge(bake);
  for (let at = 0; at < 5000; at++) observe(plan, state, pointAt(at % 2));

  expect(JSON.stringify(state).length / bake.metrics.length).toBeLessThan(2000);
});

test('a failed bake stays failed and looks no further', () => {
  const { plan, state } = startJudge(caseOf([metricOf({ before: calm(20) })]));
  for (let at = 0; at < 6; at++) observe(plan, state, [{ canary: 900 + at, control: null }]);
  const { failedAt } = state;

  for (let at = 0; at < 100; at++) observe(plan, state, [{ canary: 100, control: null }]);

  expect(failedAt).not.toBeNull();
  expect(conclude(plan, state)).toMatchObject({ verdict: 'fail', at: failedAt });
});

test('a failure shows what was expected and observed, since when, and its weight', () => {
  const sick = metricOf({ before: calm(20), canary: [...calm(5), ...repeat(10, 800, 820)] });

  const { verdict, evidence, ranked } = judge(caseOf([sick]));

  expect(verdict).toBe('fail');
  expect(ranked).toEqual(['shop']);
  expect(evidence).toHaveLength(1);
  expect(evidence[0]).toMatchObject({ metric: 'latency', expected: 100, since: 5 });
  expect(evidence[0]?.observed).toBeGreaterThanOrEqual(800);
  expect(evidence[0]?.weight).toBeGreaterThan(100);
});

test('a pass says what it would have seen', () => {
  const [power] = judge(caseOf([metricOf({ before: calm(20), canary: calm(20) })])).power;

  expect(power).toMatchObject({ metric: 'latency', of: 'level' });
  expect(power?.wouldSee).toBeGreaterThan(120);
  expect(power?.wouldSee).toBeLessThan(200);
});

test('a more sensitive judge never convicts later', () => {
  const at = (['quiet', 'normal', 'sensitive'] as const).map((sensitivity) => {
    const judgement = judge(caseOf([metricOf({ before: calm(20), canary: repeat(20, 135) })]), {
      sensitivity,
    });
    return judgement.verdict === 'fail' ? judgement.at : Number.POSITIVE_INFINITY;
  });

  expect(at).toEqual([...at].sort((a, b) => b - a));
});
