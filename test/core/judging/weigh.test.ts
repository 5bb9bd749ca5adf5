import type { Doubt, Judgement } from '@tidegate/judge/conclude';
import type { Heard } from '../../../core/judging/heard.ts';
import { pointAt, valueText } from '../../../core/judging/judgement-texts.ts';
import { weigh } from '../../../core/judging/weigh.ts';

const evidence = {
  node: 'lambda shop:live',
  metric: 'latency p99',
  of: 'level',
  unit: 'ms',
  expected: 95.2,
  observed: 412.4,
  since: 4,
  weight: 30,
  e: 900,
} as const;

const judgement = (more: Partial<Judgement> = {}): Judgement => ({
  verdict: 'pass',
  doubts: [],
  at: 9,
  reasons: [],
  ranked: [],
  score: 0,
  evidence: [],
  power: [],
  ...more,
});
const failing = judgement({
  verdict: 'fail',
  reasons: ['latency p99: expected 95.2, observed 412.4'],
  ranked: ['lambda shop:live'],
  evidence: [evidence],
});
const doubting = (doubt: Doubt, text: string) =>
  judgement({ verdict: 'inconclusive', doubts: [doubt], reasons: [text] });
const silent = doubting('silent', 'silent for the last 5 points');
const unheld = doubting('noBaseline', 'there is nothing to hold the revision against');
const alike = doubting('oldSuffersToo', 'the old revision suffers too');

const heard = (more: Partial<Heard> = {}): Heard => ({
  target: 'box',
  of: 'bake',
  mode: 'act',
  judgement: judgement(),
  sayings: [],
  beganAt: '2026-11-23T10:00:00.000Z',
  stepSeconds: 60,
  hasAlarms: true,
  ...more,
});

const charge =
  'box: latency p99 of lambda shop:live is 412 ms, expected 95.2 ms, since 2026-11-23 10:04';

test.each<[string, Heard[], { charges?: string[]; doubts?: string[] }]>([
  ['nothing is measured', [], {}],
  ['all is well', [heard(), heard({ of: 'shift' })], {}],
  ['the bake fails', [heard({ judgement: failing })], { charges: [charge] }],
  [
    'the shift fails',
    [heard(), heard({ of: 'shift', judgement: failing })],
    { charges: [`${charge}, beside the old version`] },
  ],
  ['a shadow fails', [heard({ judgement: failing, mode: 'shadow' })], {}],
  [
    'it fails, and so did the old version',
    [heard({ judgement: failing }), heard({ of: 'shift', judgement: alike })],
    { doubts: ['box: the old revision suffers too'] },
  ],
  [
    'the old version of another target suffered',
    [heard({ judgement: failing }), heard({ target: 'other', of: 'shift', judgement: alike })],
    { charges: [charge] },
  ],
  ['the old version suffered and the bake is well', [heard({ of: 'shift', judgement: alike })], {}],
  [
    'the bake is silent',
    [heard({ judgement: silent })],
    { doubts: ['box: silent for the last 5 points'] },
  ],
  [
    'an error budget is broken and an insight is open',
    [
      heard({
        sayings: [
          { says: 'doubt', text: 'an insight is open' },
          { says: 'charge', text: 'the budget is spent' },
        ],
      }),
    ],
    { charges: ['the budget is spent'] },
  ],
  [
    'an insight is open',
    [heard({ sayings: [{ says: 'doubt', text: 'an insight is open' }] })],
    { doubts: ['an insight is open'] },
  ],
  ['the shift is too short to be heard', [heard(), heard({ of: 'shift', judgement: silent })], {}],
  ['there was no traffic before, and an alarm watches', [heard({ judgement: unheld })], {}],
  [
    'there was no traffic before, and nothing else watches',
    [heard({ judgement: unheld, hasAlarms: false })],
    { doubts: ['box: there is nothing to hold the revision against'] },
  ],
])('when %s, what follows is as the table says', (_when, all, { charges = [], doubts = [] }) => {
  const found = weigh(all);

  expect(found.charges.map(({ text }) => text)).toEqual(charges);
  expect(found.doubts).toEqual(doubts);
});

test('a guard’s own words are the charge where no metric speaks', () => {
  const guard = judgement({ verdict: 'fail', reasons: ['it lives, and serves none'] });

  expect(weigh([heard({ judgement: guard })]).charges).toMatchObject([
    { by: 'guard', target: 'box', text: 'box: it lives, and serves none' },
  ]);
});

test.each<[number | null, string, string]>([
  [0.0431, 'rate', '4.31%'],
  [412.3, 'ms', '412 ms'],
  [0.00432, 's', '4.32 ms'],
  [2.5, 's', '2.5 s'],
  [99.95, '%', '100%'],
  [12, 'Count', '12'],
  [1_234_567, 'Count', '1.23e+6'],
  [0, '', '0'],
  [null, 'ms', 'unknown'],
])('%p in %p is told as %p', (value, unit, text) => {
  expect(valueText(value, unit)).toBe(text);
});

test('a point begins so many steps after the first', () => {
  expect(pointAt('2026-11-23T10:00:00.000Z', 300, 3)).toBe('2026-11-23T10:15:00.000Z');
});

test('what passes says what would have been seen, of what users feel the most', () => {
  const power = [
    { node: 'n', metric: 'latency p99', of: 'level', wouldSee: 300 },
    { node: 'n', metric: 'throttles', of: 'failure rate', wouldSee: 0.002 },
    { node: 'n', metric: 'errors', of: 'failure rate', wouldSee: 0.006 },
  ] as const;

  expect(weigh([heard({ judgement: judgement({ power }) })]).powers).toEqual([
    'errors of n above 0.6% on box',
  ]);
  expect(weigh([heard({ judgement: { ...failing, power } })]).powers).toEqual([]);
});
