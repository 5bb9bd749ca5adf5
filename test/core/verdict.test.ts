import fc from 'fast-check';
import type { Outcome } from '../../core/outcome.ts';
import { type Facts, settlementOf } from '../../core/settlement.ts';
import type { Target } from '../../core/target.ts';
import {
  type AlarmState,
  alarmReading,
  bakeVerdict,
  type Evidence,
  type StateChange,
} from '../../core/verdict.ts';
import type { Wave } from '../../core/wave.ts';

const BAKE = 3_600;

const alarm = (state: AlarmState, firedAt?: string, okSeconds = BAKE) => ({
  target: 'live',
  alarm: 'errors',
  state,
  okSeconds,
  ...(firedAt && { firedAt }),
});
const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  alarms: [alarm('OK')],
  data: [{ target: 'live', metric: 'Requests', got: 10, atLeast: 10 }],
  unread: [],
  ...more,
});

const early = { timeIsOver: false, lastLook: false, bakeSeconds: BAKE };
const over = { ...early, timeIsOver: true };
const last = { ...over, lastLook: true };
const scarce = [{ target: 'live', metric: 'Requests', got: 9, atLeast: 10 }];

const barely = [alarm('OK', undefined, BAKE - 60)];
const hardly = [alarm('OK', undefined, BAKE - 61)];

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
        expect(found.alarms.every(({ state, firedAt }) => state === 'OK' && !firedAt)).toBe(true);
        expect(found.data.every(({ got, atLeast }) => got >= atLeast)).toBe(true);
      }
      if (verdict !== 'undecided') expect(reasons.length).toBeGreaterThan(0);
      if (lastLook) expect(verdict).not.toBe('undecided');
    }),
  );
});

const RELEASE = 'r2';
const installed = (release: string) => ({ release, revision: {}, at: '' }) as never;

const wave = (index: number, outcome: Wave['outcome'], targets: string[] = []): Wave =>
  ({
    plan: { index, stage: 's', wave: `w${index}`, targets: targets.map((name) => ({ name })) },
    outcome,
  }) as unknown as Wave;

function target(
  name: string,
  doing: 'deploy' | 'rollBack',
  result: 'Succeeded' | 'Failed' | undefined,
  runs: string | undefined,
): Target {
  const intent = { release: RELEASE, doing, ...(result && { result }) };
  return { name, intent, ...(runs && { running: installed(runs) }) } as unknown as Target;
}

const facts = (more: Partial<Facts>): Facts => ({
  claimed: 'Unknown',
  reason: 'why',
  waves: [],
  waveCount: 1,
  targets: [],
  release: RELEASE,
  ...more,
});

const good = target('a', 'deploy', 'Succeeded', RELEASE);
const open = target('a', 'deploy', undefined, 'r1');
const broken = target('a', 'deploy', 'Failed', undefined);
const back = target('a', 'rollBack', 'Succeeded', 'r1');
const failed = [wave(0, 'Failed', ['a'])];

test.each<[string, Partial<Facts>, Outcome]>([
  ['every wave passed', { waves: [wave(0, 'Passed', ['a'])], targets: [good] }, 'Promoted'],
  [
    'it claims to be promoted, and a wave has not passed',
    { claimed: 'Promoted', waves: failed, targets: [good] },
    'Stopped',
  ],
  [
    'waves are missing',
    { claimed: 'Promoted', waves: [wave(0, 'Passed')], waveCount: 2 },
    'Stopped',
  ],
  ['a deployment is open', { waves: failed, targets: [open] }, 'LeftDirty'],
  ['a deployment failed', { claimed: 'RolledBack', waves: failed, targets: [broken] }, 'LeftDirty'],
  [
    'all that failed is back',
    { claimed: 'RolledBack', waves: failed, targets: [back] },
    'RolledBack',
  ],
  ['it died, and all that failed is back', { waves: failed, targets: [back] }, 'RolledBack'],
  ['it was superseded', { claimed: 'Superseded', waves: [wave(0, 'NotStarted')] }, 'Superseded'],
  ['it never began', { waves: [wave(0, 'NotStarted')] }, 'Stopped'],
])('when %s the release is as the table says', (_what, more, outcome) => {
  expect(settlementOf(facts(more)).outcome).toBe(outcome);
});

const anyTarget = fc
  .tuple(
    fc.constantFrom('a', 'b'),
    fc.constantFrom('deploy' as const, 'rollBack' as const),
    fc.constantFrom('Succeeded' as const, 'Failed' as const, undefined),
    fc.constantFrom('r1', RELEASE, undefined),
  )
  .map((fields) => target(...fields));

test('nothing is Promoted unless every wave passed, and an open or failed intent is dirty', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Facts['claimed']>(
        'Promoted',
        'RolledBack',
        'Stopped',
        'Superseded',
        'LeftDirty',
        'Unknown',
      ),
      fc.array(
        fc.constantFrom<Wave['outcome']>('Passed', 'Failed', 'Stopped', 'Running', 'NotStarted'),
        { minLength: 1, maxLength: 3 },
      ),
      fc.uniqueArray(anyTarget, { selector: ({ name }) => name }),
      (claimed, outcomes, targets) => {
        const waves = outcomes.map((outcome, index) => wave(index, outcome, ['a', 'b']));

        const { outcome, waves: ends } = settlementOf(
          facts({ claimed, waves, waveCount: outcomes.length, targets }),
        );

        const allPassed = outcomes.every((each) => each === 'Passed');
        expect(outcome === 'Promoted').toBe(allPassed);
        expect(ends).toHaveLength(outcomes.length);
        const isUnproven = ({ intent, running }: Target) =>
          intent!.result === undefined || (intent!.result === 'Failed' && running === undefined);
        if (!allPassed && targets.some(isUnproven)) expect(outcome).toBe('LeftDirty');
      },
    ),
  );
});
