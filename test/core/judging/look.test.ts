import {
  isStillAsked,
  judgeReadings,
  type Look,
  type TargetReading,
  verdictOn,
} from '../../../core/judging/look.ts';
import type { JudgeDefinition } from '../../../core/pipeline/stage-schema.ts';
import type { WatchedCase } from '../../../core/watch/assemble-case.ts';
import { noSignals } from '../../../core/watch/signals.ts';
import type { BakedWave } from '../../../core/wave.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 10, minutes));
const judge: JudgeDefinition = { mode: 'act', sensitivity: 'normal', shadow: [] };
const wave = (more: Partial<BakedWave> = {}, how = judge) =>
  ({
    pipeline: 'shop',
    release: 'shop-1',
    plan: {
      index: 3,
      bake: { seconds: 600, extensionSeconds: 600, judge: how },
      targets: [{ name: 'box', alarms: ['errors'], lambda: { function: 'shop' } }],
    },
    status: 'baking',
    bake: { startedAt: at(0).toISOString() },
    ...more,
  }) as unknown as BakedWave;

const many = (value: number, count: number) =>
  Array.from({ length: count }, (_, place) => value * (1 + 0.02 * ((place * 7) % 5)));
const latency = (factor: number): WatchedCase => ({
  id: 'shop-1 prod box',
  stepSeconds: 60,
  firstAt: at(0).toISOString(),
  metrics: [
    {
      name: 'latency p99',
      node: 'lambda shop:live',
      kind: 'latency',
      bad: 'up',
      unit: 'ms',
      before: many(100, 120),
      control: null,
      canary: many(100 * factor, 12),
      history: [],
    },
  ],
  sparseBaseline: false,
  edges: [],
});
const reading = (more: Partial<TargetReading>): TargetReading => ({
  target: wave().plan.targets[0]!,
  signals: noSignals,
  bake: latency(1),
  shift: null,
  ...more,
});
const look = (more: Partial<Look> = {}): Look => ({
  wave: wave(),
  lookedAt: at(12),
  lastLook: true,
  items: new Map(),
  truth: { found: [], unread: [] },
  alarms: { found: [], unread: [] },
  readings: { found: [], unread: [] },
  load: { found: [], unread: [] },
  data: { found: [], unread: [] },
  ...more,
});
const verdictOf = (it: Look) =>
  verdictOn(it, judgeReadings(it.wave, it.lookedAt, it.readings.found));

test('what is judged is kept with its case, the bake’s and the shift’s', () => {
  const judged = judgeReadings(wave(), at(12), [reading({ shift: latency(4) })]);

  expect(judged.map(({ judging: { of, judgement } }) => [of, judgement.verdict])).toEqual([
    ['bake', 'pass'],
    ['shift', 'fail'],
  ]);
  expect(judged[0]!.judging).toMatchObject({ wave: 3, target: 'box', lookedAt: at(12).toJSON() });
  expect(judged[0]!.from!.metrics[0]!.canary).toHaveLength(12);
});

test('a shift that was judged at an earlier look is heard, and not kept again', () => {
  const [, shift] = judgeReadings(wave(), at(5), [reading({ shift: latency(4) })]);
  const kept = reading({ keptShift: shift!.judging });

  const judged = judgeReadings(wave(), at(12), [kept]);

  expect(judged[1]).toEqual({ judging: shift!.judging });
  expect(verdictOf(look({ readings: { found: [kept], unread: [] } })).verdict).toBe('fail');
});

test('nothing follows from a judge in the shadow, nor from what it could not read', () => {
  const readings = { found: [reading({ bake: latency(4) })], unread: ['the metrics of box'] };
  const shadow = wave({}, { ...judge, mode: 'shadow' });

  expect(verdictOf(look({ readings })).verdict).toBe('fail');
  expect(verdictOf(look({ readings, wave: shadow })).verdict).toBe('pass');
});

test.each(['alarms', 'readings', 'data'] as const)(
  'what could not be read of the %s is a doubt',
  (source) => {
    const { verdict, reasons } = verdictOf(look({ [source]: { found: [], unread: ['it'] } }));

    expect([verdict, reasons]).toEqual(['inconclusive', ['it could not be read']]);
  },
);

test('what a look found is kept while nobody else has decided the bake, and it was not extended', () => {
  const extended = wave({
    bake: { startedAt: at(0).toISOString(), extended: { at: at(11).toISOString(), times: 1 } },
  });

  expect(isStillAsked(wave(), look())).toBe(true);
  expect(isStillAsked(wave({ status: 'judged' }), look())).toBe(false);
  expect(isStillAsked(extended, look())).toBe(false);
  expect(isStillAsked(extended, look({ wave: extended }))).toBe(true);
});
