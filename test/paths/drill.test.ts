// The rollback drill: a stage's targets go half back, down and up again under traffic, before anything bakes.

import type { Report } from '../../simulation/report.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const THREE = `pipeline: shop
source: { project: shop-build }
stages:
  - name: gamma
    targets: [${target('a')}, ${target('b')}, ${target('c')}]
    tests: [{ name: way-back, drill: 10m }]
    bake: { for: 10m }
  - { name: prod, targets: [${target('live')}], bake: { for: 10m } }
`;
const DAY: ScenarioInput = { baseline: 'old', builds: [build('new', '3h')] };
const on = (day: ScenarioInput) => play(THREE, { ...DAY, ...day });

const LEGS = ['TestStarted', 'LegStarted', 'LegEnded', 'TestEnded'];
const told = ({ ledger }: Report) =>
  ledger.filter(({ event }) => LEGS.includes(event)).map(({ text }) => text);
/** How each leg ended. */
const legsOf = (report: Report) =>
  told(report).flatMap((text) => /leg (.*) ended, (\w+)/.exec(text)?.slice(1).join(' ') ?? []);
const movesOf = ({ ledger }: Report) =>
  ledger
    .filter(({ event, text }) => event === 'DeploymentStarted' && !text.startsWith('live'))
    .map(({ text }) => text);
const quarantined = ({ report }: Played) =>
  report.ledger.some(({ event }) => event === 'RevisionQuarantined');
const ALL_NEW = { a: 'new', b: 'new', c: 'new', live: 'new' };
const ALL_OLD = { a: 'old', b: 'old', c: 'old', live: 'old' };

test('targets go half back, down and up again, and the release goes on', async () => {
  const played = await on({});
  const { release, report, leftBehind } = played;

  expect(release('new').outcome).toBe('Promoted');
  expect(report.targets).toEqual(ALL_NEW);
  expect(legsOf(report)).toEqual(['up pass', 'half pass', 'down pass', 'up again pass']);
  const label = (name: string) => new RegExp(`^${name}: (deploying|rolling back to) #(\\d)`);
  const brought = (name: string) =>
    movesOf(report).flatMap((text) => label(name).exec(text)?.[2] ?? []);
  expect([brought('a'), brought('b'), brought('c')]).toEqual([
    ['1', '0', '1'],
    ['1', '0', '1'],
    ['1', '0', '1'],
  ]);
  const [first] = movesOf(report).filter((text) => text.includes('rolling back'));
  expect(first).toMatch(/^a: rolling back to #0 \w+, for its drill$/);
  expect(quarantined(played)).toBe(false);
  expect(report.ledger.map(({ event }) => event)).not.toContain('RollbackStarted');
  expect(await leftBehind()).toEqual([]);
});

test('what baked before the drill is what a rollback returns to after it', async () => {
  const alarm = { how: 'alarm', revision: 'new', target: 'live', after: '1m' };

  const { release, report } = await on({ misbehaviours: [alarm] });

  expect(release('new').outcome).toBe('RolledBack');
  expect(report.targets).toEqual({ ...ALL_NEW, live: 'old' });
});

const OF_OLD = { how: 'alarm', revision: 'old', target: 'a', after: '2m', for: '3m' };

test('an alarm in the leg half fails the drill: its stage is rolled back, like any failed test', async () => {
  const { release, report, leftBehind } = await on({ misbehaviours: [OF_OLD] });

  expect(release('new').outcome).toBe('RolledBack');
  expect(report.targets).toEqual(ALL_OLD);
  expect(legsOf(report)).toEqual(['up pass']);
  expect(told(report).at(-1)).toMatch(/^test way-back ended, fail: leg half: alarm a-errors of a /);
  expect(release('new').reason).toContain('in leg half of drill way-back');
  expect(await leftBehind()).toEqual([]);
});

test('an alarm in the leg down does so, too', async () => {
  const { release, report } = await on({ misbehaviours: [{ ...OF_OLD, target: 'c' }] });

  expect(release('new').outcome).toBe('RolledBack');
  expect(report.targets).toEqual(ALL_OLD);
  expect(legsOf(report)).toEqual(['up pass', 'half pass']);
});

test('whose way back does not go through is found by the drill, and proves nothing of the revision', async () => {
  const misbehaviours = [{ how: 'deployment', revision: 'old', target: 'b', times: 2 }];
  const pipeline = THREE.replace(target('b'), target('b', { ec2: true }));

  const played = await play(pipeline, { ...DAY, misbehaviours });

  expect(told(played.report).at(-1)).toMatch(
    /^test way-back ended, fail: leg down: not moved: b \(deployment .* ended Failed/,
  );
  expect(played.release('new').outcome).toBe('RolledBack');
  expect(played.report.targets).toEqual(ALL_OLD);
  expect(quarantined(played)).toBe(false);
});

test('a leg of which nothing is known is watched as long again; then all goes up, and a person is asked', async () => {
  const silence = { how: 'silence', revision: 'old', target: 'b' };
  const people = [{ at: '6h', as: 'ada', does: 'override', reason: 'seen by hand' }];
  const pipeline = THREE.replaceAll(target('b'), target('b', { atLeast: 5 }));

  const { release, report } = await play(pipeline, { ...DAY, misbehaviours: [silence], people });

  expect(legsOf(report)).toEqual(['up pass', 'half pass', 'down inconclusive', 'up again pass']);
  expect(told(report).at(-1)).toMatch(/^test way-back ended, inconclusive: leg down: /);
  expect(release('new').outcome).toBe('Promoted');
  expect(report.targets).toEqual(ALL_NEW);
});

test('a first release has nothing to go back to: its drill is skipped, and the ledger says so', async () => {
  const { release, report } = await on({ baseline: undefined });

  expect(release('new').outcome).toBe('Promoted');
  expect(told(report)).toEqual([
    'test way-back ended, pass: skipped: ' +
      ['a', 'b', 'c']
        .map((name) => `${name} (nothing else has ever baked there to return to)`)
        .join(', '),
  ]);
});

test('of a single target there is no half', async () => {
  const { release, report } = await play(
    oneTarget({ more: 'tests: [{ name: way-back, drill: 5m }]' }),
    DAY,
  );

  expect(release('new').outcome).toBe('Promoted');
  expect(legsOf(report)).toEqual(['up pass', 'down pass', 'up again pass']);
});
