import type { Charge } from '../../../core/judging/charge.ts';
import type { Judging } from '../../../core/judging/judging-schema.ts';
import { type Bake, shadowScoresOf, signalScoresOf } from '../../../core/judging/scores.ts';
import type { BakedWave } from '../../../core/wave.ts';

const errors: Charge = { by: 'alarm', target: 'box', name: 'errors', text: 'errors was in ALARM' };
const latency: Charge = { by: 'metric', target: 'box', name: 'latency p99', text: 'slow' };

const bake = (charges: Charge[], shadow: 'pass' | 'fail', is?: 'harmless' | 'missed'): Bake => ({
  wave: {
    status: 'judged',
    judged: { verdict: charges.length > 0 ? 'fail' : 'pass' },
    bake: { lastLook: { verdict: 'pass', reasons: [], charges } },
    plan: { targets: [{ name: 'box', alarms: ['errors'] }] },
  } as unknown as BakedWave,
  judgings: [
    {
      target: 'box',
      mode: 'act',
      sensitivity: 'normal',
      shadows: [{ sensitivity: 'sensitive', judgement: { verdict: shadow } }],
    } as unknown as Judging,
  ],
  ...(is && { correction: { is } }),
});

test('alarms and metrics are counted, the most wrong first', () => {
  const bakes = [
    bake([errors], 'fail'),
    bake([errors], 'fail', 'harmless'),
    bake([latency, errors], 'fail'),
    bake([], 'pass'),
  ];

  expect(signalScoresOf(bakes)).toEqual([
    { by: 'alarm', target: 'box', name: 'errors', failed: 3, harmless: 1, missed: 0 },
    { by: 'metric', target: 'box', name: 'latency p99', failed: 1, harmless: 0, missed: 0 },
  ]);
});

test('what let a harmful bake pass has missed it', () => {
  expect(signalScoresOf([bake([], 'pass', 'missed')])).toEqual([
    { by: 'alarm', target: 'box', name: 'errors', failed: 0, harmless: 0, missed: 1 },
    expect.objectContaining({ by: 'metric', failed: 0, missed: 1 }),
  ]);
});

test('a shadow earns its right to act by enough bakes and no more wrong ones than its budget', () => {
  const well = Array.from({ length: 29 }, () => bake([], 'pass'));
  const right = bake([errors], 'fail');
  const wrong = bake([], 'fail');

  const earned = (bakes: Bake[]) => shadowScoresOf(bakes).map((score) => score.earned);

  expect(earned(well)).toEqual([false]);
  expect(earned([...well, right])).toEqual([true]);
  expect(earned([...well, wrong])).toEqual([true]);
  expect(earned([...well, wrong, wrong])).toEqual([false]);
  expect(shadowScoresOf([...well, right, wrong])).toMatchObject([
    { sensitivity: 'sensitive', bakes: 31, wouldFail: 2, right: 1, wrong: 1, missed: 0 },
  ]);
});

test('a person’s word counts for more than the verdict', () => {
  const [score] = shadowScoresOf([
    bake([errors], 'fail', 'harmless'),
    bake([], 'pass', 'missed'),
    bake([], 'fail', 'missed'),
  ]);

  expect(score).toMatchObject({ wrong: 1, missed: 1, right: 1 });
});
