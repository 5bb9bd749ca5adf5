import fc from 'fast-check';
import { alarmReading } from '../../core/alarm-reading.ts';
import type { AlarmState, StateChange } from '../../core/alarm-state.ts';
import { bakeVerdict, type Evidence, type TruthReading } from '../../core/verdict.ts';

const BAKE = 3_600;

const alarm = (state: AlarmState, firedAt?: string, okSeconds = BAKE) => ({
  target: 'live',
  alarm: 'errors',
  state,
  okSeconds,
  ...(firedAt && { firedAt }),
});
const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  truth: [],
  alarms: [alarm('OK')],
  data: [{ target: 'live', metric: 'Requests', got: 10, atLeast: 10 }],
  unread: [],
  judged: { charges: [], doubts: [], powers: [] },
  ...more,
});

const early = { timeIsOver: false, lastLook: false, bakeSeconds: BAKE };
const over = { ...early, timeIsOver: true };
const last = { ...over, lastLook: true };
const scarce = [{ target: 'live', metric: 'Requests', got: 9, atLeast: 10 }];

const slow = { by: 'metric', target: 'live', name: 'latency p99', text: 'slow' } as const;
const doubtful = { charges: [], doubts: ['silent'], powers: [] };

const barely = [alarm('OK', undefined, BAKE - 60)];
const hardly = [alarm('OK', undefined, BAKE - 61)];

const moved: TruthReading = { target: 'live', is: 'other', text: 'it runs version 1' };
const movedAt = (at: string, isSure = true): TruthReading => ({
  ...moved,
  by: { text: 'UpdateAlias by user/anna', at, isSure },
});
const fired = [alarm('OK', '2026-11-20T10:10Z')];

type Row = [string, Partial<Evidence>, typeof early, string];

test.each<Row>([
  ['an alarm fires', { alarms: [alarm('ALARM')] }, early, 'fail'],
  ['an alarm fired and recovered', { alarms: [alarm('OK', '2026-11-20T10:00Z')] }, early, 'fail'],
  [
    'an alarm fires and nothing else is known',
    { alarms: [alarm('ALARM')], unread: ['x'] },
    early,
    'fail',
  ],
  ['its time is not over', {}, early, 'undecided'],
  ['its time is over and all is well', {}, over, 'pass'],
  ['an alarm is missing', { alarms: [alarm('MISSING')] }, over, 'undecided'],
  ['an alarm is missing at the last look', { alarms: [alarm('MISSING')] }, last, 'inconclusive'],
  [
    'an alarm has no data at the last look',
    { alarms: [alarm('INSUFFICIENT_DATA')] },
    last,
    'inconclusive',
  ],
  ['one data point is wanting', { data: scarce }, over, 'undecided'],
  ['one data point is wanting at the last look', { data: scarce }, last, 'inconclusive'],
  ['something could not be read at the last look', { unread: ['metrics'] }, last, 'inconclusive'],
  ['an alarm was unknown for a minute of an hour', { alarms: barely }, over, 'pass'],
  ['an alarm was unknown for more than that', { alarms: hardly }, over, 'undecided'],
  [
    'an alarm was unknown for more than that at the last look',
    { alarms: hardly },
    last,
    'inconclusive',
  ],
  ['somebody else has moved a target', { truth: [moved] }, early, 'inconclusive'],
  [
    'somebody has moved a target away and back',
    { truth: [{ ...moved, is: 'touched' }] },
    over,
    'inconclusive',
  ],
  [
    'what a target runs is not settled',
    { truth: [{ ...moved, is: 'unsettled' }] },
    over,
    'undecided',
  ],
  [
    'what a target runs is not settled at the last look',
    { truth: [{ ...moved, is: 'unsettled' }] },
    last,
    'inconclusive',
  ],
  [
    'an alarm fired on a target that was moved, nobody knows when',
    { truth: [moved], alarms: fired },
    early,
    'inconclusive',
  ],
  [
    'an alarm fired before a target was moved',
    { truth: [movedAt('2026-11-20T10:20Z')], alarms: fired },
    early,
    'fail',
  ],
  [
    'an alarm fired after a target was moved',
    { truth: [movedAt('2026-11-20T10:05Z')], alarms: fired },
    early,
    'inconclusive',
  ],
  [
    'an alarm fired before a stack was updated that may have moved the target',
    { truth: [movedAt('2026-11-20T10:20Z', false)], alarms: fired },
    early,
    'inconclusive',
  ],
  [
    'an alarm fired on another target than the one that was moved',
    { truth: [moved], alarms: [{ ...fired[0]!, target: 'east' }] },
    early,
    'fail',
  ],
  [
    'the judge charges what runs on a target that was moved',
    { truth: [moved], judged: { charges: [slow], doubts: [], powers: [] } },
    early,
    'inconclusive',
  ],
  [
    'the judge charges the revision',
    { judged: { charges: [slow], doubts: [], powers: [] } },
    early,
    'fail',
  ],
  ['the judge doubts before its time is over', { judged: doubtful }, early, 'undecided'],
  ['the judge doubts at the last look', { judged: doubtful }, last, 'inconclusive'],
  ['the last look comes early', {}, { ...early, lastLook: true }, 'inconclusive'],
])('when %s the verdict is as the table says', (_what, more, when, verdict) => {
  expect(bakeVerdict(evidence(more), when).verdict).toBe(verdict);
});

const times = {
  openedAt: '2026-11-20T10:00:00.000Z',
  bakeStartedAt: '2026-11-20T10:10:00.000Z',
  lookedAt: '2026-11-20T11:10:00.000Z',
};
const change = (minute: string, from: AlarmState, to: AlarmState) => ({
  at: `2026-11-20T10:${minute}:00.000Z`,
  from,
  to,
});

test.each<[string, AlarmState, StateChange[], { okSeconds: number; firedAt?: string }]>([
  ['nothing', 'OK', [], { okSeconds: 3_600 }],
  ['nothing, and is unknown', 'INSUFFICIENT_DATA', [], { okSeconds: 0 }],
  ['OK from 10:20', 'OK', [change('20', 'INSUFFICIENT_DATA', 'OK')], { okSeconds: 3_000 }],
  ['OK before the bake', 'OK', [change('05', 'INSUFFICIENT_DATA', 'OK')], { okSeconds: 3_600 }],
  [
    'a recovery at 10:05',
    'OK',
    [change('05', 'ALARM', 'OK')],
    { okSeconds: 3_600, firedAt: times.openedAt },
  ],
  [
    'an alarm from 10:30 to 10:40',
    'OK',
    [change('30', 'OK', 'ALARM'), change('40', 'ALARM', 'OK')],
    { okSeconds: 3_000, firedAt: '2026-11-20T10:30:00.000Z' },
  ],
])('a history that says %s is read as it is', (_what, state, changes, expected) => {
  const reading = alarmReading({ target: 'live', alarm: 'errors', state }, changes, times);

  expect(reading).toEqual({ target: 'live', alarm: 'errors', state, ...expected });
});

const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  truth: fc.array(
    fc.constantFrom('touched', 'other', 'unsettled').map((is) => ({ ...moved, is })),
    { maxLength: 1 },
  ),
  alarms: fc.array(
    fc
      .tuple(
        fc.constantFrom<AlarmState>('OK', 'OK', 'ALARM', 'INSUFFICIENT_DATA', 'MISSING'),
        fc.boolean(),
      )
      .map(([state, fired]) => alarm(state, fired ? '2026-11-20T10:00Z' : undefined)),
    { maxLength: 3 },
  ),
  data: fc.array(
    fc.record({
      target: fc.constant('live'),
      metric: fc.constant('Requests'),
      got: fc.nat(4),
      atLeast: fc.nat(4),
    }),
    { maxLength: 2 },
  ),
  unread: fc.array(fc.constant('metrics'), { maxLength: 1 }),
  judged: fc.record({
    charges: fc.array(fc.constant(slow), { maxLength: 1 }),
    doubts: fc.array(fc.constant('silent'), { maxLength: 1 }),
    powers: fc.constant([]),
  }),
});

test('the unknown never passes, and every verdict says why', () => {
  fc.assert(
    fc.property(anyEvidence, fc.boolean(), fc.boolean(), (found, timeIsOver, lastLook) => {
      const { verdict, reasons } = bakeVerdict(found, {
        timeIsOver,
        lastLook,
        bakeSeconds: BAKE,
      });

      if (verdict === 'pass') {
        expect(timeIsOver).toBe(true);
        expect(found.unread).toEqual([]);
        expect(found.truth).toEqual([]);
        expect(found.judged).toEqual({ charges: [], doubts: [], powers: [] });
        expect(found.alarms.every(({ state, firedAt }) => state === 'OK' && !firedAt)).toBe(true);
        expect(found.data.every(({ got, atLeast }) => got >= atLeast)).toBe(true);
      }
      if (verdict !== 'undecided') expect(reasons.length).toBeGreaterThan(0);
      if (lastLook) expect(verdict).not.toBe('undecided');
    }),
  );
});

test('a pass says what it is worth', () => {
  const powers = ['errors of lambda shop:live above 0.6% on live'];

  const { reasons } = bakeVerdict(evidence({ judged: { charges: [], doubts: [], powers } }), over);

  expect(reasons).toEqual([
    '1 alarm OK throughout, 10 data points of Requests on live, would have seen errors of lambda shop:live above 0.6% on live',
  ]);
});
