import fc from 'fast-check';
import { resultOf } from '../../core/intent.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PlannedWave } from '../../core/planned-wave.ts';
import { settlementOf } from '../../core/settlement.ts';
import type { Facts } from '../../core/settlement-facts.ts';
import type { Target } from '../../core/target.ts';
import type { outcomeOf, Wave } from '../../core/wave.ts';
import { endOf, waveThat } from './waves.ts';

const RELEASE = 'r2';
const installed = (release: string) => ({ release, revision: {}, at: '' }) as never;

type Reached = ReturnType<typeof outcomeOf>;

function wave(index: number, reached: Reached, targets: string[] = []): Wave {
  const plan = { index, stage: 's', wave: `w${index}`, targets: targets.map((name) => ({ name })) };
  const of = { pipeline: 'shop', release: RELEASE, plan: plan as unknown as PlannedWave };
  if (reached === 'NotStarted') return waveThat({}, of);
  return waveThat({ tests: {}, ...(reached !== 'Running' && { end: endOf(reached) }) }, of);
}

function target(
  name: string,
  doing: 'deploy' | 'rollBack',
  result: 'Succeeded' | 'Failed' | undefined,
  runs: string | undefined,
): Target {
  const ended = result ? { status: 'ended', end: { result } } : { status: 'open' };
  const intent = { release: RELEASE, doing, ...ended };
  return { name, intent, ...(runs && { running: installed(runs) }) } as unknown as Target;
}

const asSaid = { moved: new Map<string, string>(), unknown: new Map<string, string>() };
const moved = { ...asSaid, moved: new Map([['a', 'a was moved']]) };
const unknown = { ...asSaid, unknown: new Map([['a', 'what runs on a could not be read']]) };

const facts = (more: Partial<Facts>): Facts => ({
  truth: asSaid,
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
const twoFailed = [wave(0, 'Failed', ['a', 'b', 'c'])];
const stays = {
  ...target('b', 'deploy', 'Succeeded', RELEASE),
  stays: { release: RELEASE, reason: 'below' },
};
const staysOfOther = { ...stays, stays: { release: 'r1', reason: 'below' } };
const other = target('c', 'rollBack', 'Succeeded', 'r1');
const unknownB = { ...asSaid, unknown: new Map([['b', 'what runs on b could not be read']]) };

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
  [
    'every wave passed, and somebody else has moved a target',
    { claimed: 'Promoted', waves: [wave(0, 'Passed', ['a'])], targets: [good], truth: moved },
    'Stopped',
  ],
  [
    'every wave passed, and what a target runs could not be read',
    { claimed: 'Promoted', waves: [wave(0, 'Passed', ['a'])], targets: [good], truth: unknown },
    'LeftDirty',
  ],
  [
    'somebody else has moved what was taken back',
    { claimed: 'RolledBack', waves: failed, targets: [back], truth: moved },
    'LeftDirty',
  ],
  ['a deployment is open', { waves: failed, targets: [open] }, 'LeftDirty'],
  ['a deployment failed', { claimed: 'RolledBack', waves: failed, targets: [broken] }, 'LeftDirty'],
  [
    'all that failed is back',
    { claimed: 'RolledBack', waves: failed, targets: [back] },
    'RolledBack',
  ],
  [
    'all that has a way back is back, and the rest stays',
    { claimed: 'RolledBack', waves: twoFailed, targets: [back, stays] },
    'RolledBack',
  ],
  [
    'it died, and all that has a way back is back',
    { waves: twoFailed, targets: [back, stays] },
    'RolledBack',
  ],
  ['nothing has a way back', { waves: twoFailed, targets: [stays] }, 'Stopped'],
  [
    'something stays, and something else is not back',
    { claimed: 'RolledBack', waves: twoFailed, targets: [stays, good, other] },
    'LeftDirty',
  ],
  [
    'what stayed for another release runs this one',
    { claimed: 'RolledBack', waves: twoFailed, targets: [back, staysOfOther] },
    'LeftDirty',
  ],
  [
    'what stays could not be read',
    { claimed: 'RolledBack', waves: twoFailed, targets: [back, stays], truth: unknownB },
    'LeftDirty',
  ],
  ['it died, and all that failed is back', { waves: failed, targets: [back] }, 'RolledBack'],
  ['it was superseded', { claimed: 'Superseded', waves: [wave(0, 'NotStarted')] }, 'Superseded'],
  ['it never began', { waves: [wave(0, 'NotStarted')] }, 'Stopped'],
])('when %s the release is as the table says', (_what, more, outcome) => {
  expect(settlementOf(facts(more)).outcome).toBe(outcome);
});

const given = (runs: string, bakedAs: string) =>
  ({
    name: 'a',
    intent: {
      release: RELEASE,
      doing: 'deploy',
      status: 'ended',
      end: { result: 'GivenUp', reason: 'nothing was started' },
    },
    running: { release: runs, revision: { digest: runs, commit: '', build: { number: 7 } } },
    baked: { release: bakedAs, revision: { digest: bakedAs } },
  }) as unknown as Target;

test('where nothing was started, it is RolledBack only if what last baked runs; else the end says what does', () => {
  const claimed = { claimed: 'RolledBack', waves: failed } as const;

  const baked = settlementOf(facts({ ...claimed, targets: [given('r1', 'r1')] }));
  const other = settlementOf(facts({ ...claimed, targets: [given('r1', 'r0')] }));

  expect(baked.outcome).toBe('RolledBack');
  expect(other).toMatchObject({ outcome: 'Stopped', waves: ['Stopped'] });
  expect(other.reason).toBe('why; nothing was started on a, which runs #7');
});

test('a wave is as its release: nothing is dirty of it where one target is back, and nothing was started on another', () => {
  const targets = [given('r1', 'r0'), { ...back, name: 'b' }];
  const waves = [wave(0, 'Failed', ['a', 'b'])];

  const settled = settlementOf(facts({ claimed: 'RolledBack', waves, targets }));

  expect(settled).toMatchObject({ outcome: 'RolledBack', waves: ['RolledBack'], dirty: [] });
});

test('what the execution has ended with by itself is the end, and only what is dirty is said to be', () => {
  const waves = [wave(0, 'Passed', ['a'])];

  const said = settlementOf(facts({ said: 'LeftDirty', waves, targets: [good] }));

  expect(said).toMatchObject({ outcome: 'LeftDirty', reason: 'why', dirty: [] });
  expect(said.waves).toEqual(['Passed']);
});

test('the stages of what is not proven are dirty, and no other', () => {
  const staged = (index: number, stage: string, name: string, outcome: Reached) => {
    const { plan, ...rest } = wave(index, outcome, [name]);
    return { ...rest, plan: { ...plan, stage, rollback: 'release' } } as Wave;
  };
  const waves = [staged(0, 'beta', 'b', 'Passed'), staged(1, 'prod', 'a', 'Failed')];
  const kept = target('b', 'deploy', 'Succeeded', RELEASE);

  const unproven = settlementOf(facts({ waves, waveCount: 2, targets: [kept, open] }));
  const notBack = settlementOf(facts({ waves, waveCount: 2, targets: [kept, back] }));

  expect(unproven).toMatchObject({ outcome: 'LeftDirty', dirty: ['prod'] });
  expect(notBack).toMatchObject({ outcome: 'LeftDirty', dirty: ['beta'] });
  expect(notBack.waves).toEqual(['LeftDirty', 'RolledBack']);
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
      fc.array(fc.constantFrom<Reached>('Passed', 'Failed', 'Stopped', 'Running', 'NotStarted'), {
        minLength: 1,
        maxLength: 3,
      }),
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
          intent?.status === 'open' || (resultOf(intent) === 'Failed' && running === undefined);
        if (!allPassed && targets.some(isUnproven)) expect(outcome).toBe('LeftDirty');
      },
    ),
  );
});

test('what is dirty is said once, though it is settled again with what was said before', () => {
  const dirty = { claimed: 'RolledBack', waves: failed, targets: [open] } as const;
  const first = settlementOf(facts(dirty));

  const again = settlementOf(facts({ ...dirty, reason: first.reason }));

  expect(first.outcome).toBe('LeftDirty');
  expect(again.reason).toBe(first.reason);
});
