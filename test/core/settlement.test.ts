import fc from 'fast-check';
import type { Outcome } from '../../core/outcome.ts';
import { type Facts, settlementOf } from '../../core/settlement.ts';
import type { Target } from '../../core/target.ts';
import type { Wave } from '../../core/wave.ts';

const RELEASE = 'r2';
const installed = (release: string) => ({ release, revision: {}, at: '' }) as never;

const wave = (index: number, outcome: Wave['outcome'], targets: string[] = []): Wave =>
  ({
    plan: { index, stage: 's', wave: `w${index}`, targets: targets.map((name) => ({ name })) },
    outcome,
    tests: {},
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
