import type { Case } from '@tidegate/judge/case';
import { budgetShareOf, judged, judgedWith, rounded } from '../../../core/judging/judging.ts';
import type { JudgeDefinition } from '../../../core/pipeline/stage-schema.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';

const many = (value: number, count: number) =>
  Array.from({ length: count }, (_, at) => value * (1 + 0.02 * ((at * 7) % 5)));

const slow = (factor: number, points = 12): Case => ({
  id: 'shop-1 prod box',
  stepSeconds: 60,
  metrics: [
    {
      name: 'latency p99',
      node: 'lambda shop:live',
      kind: 'latency',
      bad: 'up',
      unit: 'ms',
      before: many(100, 120),
      control: null,
      canary: many(100 * factor, points),
      history: [],
    },
  ],
  sparseBaseline: false,
  edges: [],
});
const act: JudgeDefinition = { mode: 'act', sensitivity: 'normal', shadow: [] };

test('a case is judged as its bake wants it', () => {
  expect(judged(slow(1), act, 1)!.judgement.verdict).toBe('pass');
  expect(judged(slow(4), act, 1)!.judgement.verdict).toBe('fail');
  expect(judged(slow(4), { ...act, mode: 'off' }, 1)).toBeNull();
});

test('in the shadow other sensitivities judge too, each once, and not the one that acts', () => {
  const wish: JudgeDefinition = { ...act, mode: 'shadow', shadow: ['quiet', 'normal', 'quiet'] };

  const { shadows, mode } = judged(slow(4, 2), wish, 1)!;

  expect(mode).toBe('shadow');
  expect(shadows.map(({ sensitivity }) => sensitivity)).toEqual(['quiet']);
  expect(Object.keys(shadows[0]!.judgement)).toEqual(['verdict', 'at', 'reasons']);
});

test('a smaller part of the budget asks for more evidence', () => {
  const whole = judgedWith(slow(2), 'normal', 1);
  const part = judgedWith(slow(2), 'normal', 1 / 1_000);

  expect(whole.verdict).toBe('fail');
  expect(part.verdict === 'fail' ? part.at : Infinity).toBeGreaterThan(whole.at);
});

test('a Lambda target may be judged twice, and all share one budget', () => {
  const lambda = { lambda: { function: 'shop' } } as TargetDefinition;
  const servers = {} as TargetDefinition;

  expect(budgetShareOf([lambda])).toBe(1 / 2);
  expect(budgetShareOf([lambda, lambda, lambda, servers])).toBe(1 / 7);
});

test('what is kept is what is judged: six digits of each value, and no value for none', () => {
  const [metric] = slow(1).metrics;
  const it = { ...slow(1), metrics: [{ ...metric!, canary: [1.23456789, null, 1e9 / 3] }] };

  const kept = rounded(it);

  expect(kept.metrics[0]!.canary).toEqual([1.23457, null, 333_333_000]);
  expect(rounded(kept)).toEqual(kept);
  expect(JSON.parse(JSON.stringify(kept))).toEqual(kept);
});

test('after an extension, what came since is asked whether it was heard', () => {
  const [metric] = slow(1).metrics;
  const canary = [...new Array<null>(20).fill(null), ...many(100, 12)];
  const it = { ...slow(1), metrics: [{ ...metric!, canary }] };

  expect(judgedWith(it, 'normal', 1).reasons).toEqual(['heard at 12 of 32 points only']);
  expect(judgedWith({ ...it, heardFrom: 20 }, 'normal', 1).verdict).toBe('pass');
});
