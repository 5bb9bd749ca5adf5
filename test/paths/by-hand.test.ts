import { ranges } from '../../core/keys.ts';
import { DEPLOYED, looks } from './known-paths.ts';
import { test as aTest, build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

const withTest = oneTarget({ more: `tests: [${aTest('smoke')}]` });

/** Where a release of `withTest` is so many minutes and seconds after its build. */
const phases: readonly (readonly [phase: string, at: string, lastState: string])[] = [
  ['it deploys', '10m20s', 'DeployTarget'],
  ['its test runs', '11m15s', 'RunTest'],
  ['it bakes', '16m', 'WatchBake'],
];

describe.each(phases)('while %s', (_phase, at, lastState) => {
  const scenario = {
    baseline: 'old',
    builds: [build('new')],
    misbehaviours: [
      { how: 'deployment', revision: 'new', target: 'live', outcome: 'succeeds', takes: '1m' },
    ],
  };

  test('a release stopped by hand is settled: Stopped, with no lease left', async () => {
    const { of, release, leftBehind, report, ended } = await play(withTest, {
      ...scenario,
      people: [{ at, does: 'stop' }],
    });

    expect(ended).toBe(true);
    expect(of('release')[0]).toMatchObject({ status: 'ABORTED', error: 'StoppedByHand' });
    expect(of('wave')[0]).toMatchObject({ status: 'ABORTED' });
    expect(of('wave')[0]!.path.at(-1)).toBe(lastState);
    expect(release('new').outcome).toBe('Stopped');
    expect(release('new').waves[0]!.outcome).toBe('Stopped');
    expect(release('new').reason).toContain('StoppedByHand: stopped by hand');
    // What was shifting is not led on to its end by nobody: it is sent back, and what runs is known.
    expect(report.targets).toEqual({ live: lastState === 'DeployTarget' ? 'old' : 'new' });
    expect(await leftBehind()).toEqual([]);
  });

  test('a wave stopped by hand ends its release, which settles it', async () => {
    const { of, release, leftBehind } = await play(withTest, {
      ...scenario,
      people: [{ at, does: 'stop', execution: 'wave' }],
    });

    expect(of('wave')[0]).toMatchObject({ status: 'ABORTED' });
    expect(of('release')[0]!.path).toEqual([
      'ClaimRelease',
      'RunWave',
      'SettleRelease',
      'Outcome?',
      'Stopped',
    ]);
    expect(release('new').outcome).toBe('Stopped');
    expect(release('new').reason).toContain('was ended from outside');
    expect(await leftBehind()).toEqual([]);
  });
});

test('a release stopped while it waits at a gate leaves its place, and the stage as it was', async () => {
  const { release, leftBehind, report, wave } = await play(oneTarget({ bake: '{ for: 1h }' }), {
    baseline: 'old',
    builds: [build('one'), build('two', '20m')],
    people: [{ at: '30m', does: 'stop', revision: 'two' }],
  });

  expect(wave('two', 0).path).toEqual(['OpenGate']);
  expect(release('one').outcome).toBe('Promoted');
  expect(release('two')).toMatchObject({ outcome: 'Stopped', waves: [{ outcome: 'NotStarted' }] });
  expect(report.targets).toEqual({ live: 'one' });
  expect(await leftBehind()).toEqual([]);
});

test('the next release goes on as soon as the one before it was stopped by hand', async () => {
  const { of, release } = await play(oneTarget({ bake: '{ for: 5h }' }), {
    baseline: 'old',
    builds: [build('one'), build('two', '20m')],
    people: [{ at: '30m', does: 'stop', revision: 'one' }],
  });

  const opened = of('wave')[1]!.visits.find(({ state }) => state === 'GateOpen?')!;

  expect(opened.at).toBeGreaterThan(1_800);
  expect(opened.at).toBeLessThan(1_810);
  expect(release('two').outcome).toBe('Promoted');
});

test.each([
  ['the event of its end', {}],
  [
    'the sweep, where that event is lost',
    { events: [{ source: 'aws.states', how: 'lost', times: 9 }] },
  ],
])('a release stopped by hand is settled by %s', async (_what, scenario) => {
  const { release, leftBehind } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new')],
    people: [{ at: '16m', does: 'stop' }],
    ...scenario,
  });

  const { outcome, endedAt } = release('new');

  expect(outcome).toBe('Stopped');
  const seconds = (Date.parse(endedAt!) - Date.parse('2026-11-23T09:16:00Z')) / 1000;
  expect(seconds).toBeLessThan('events' in scenario ? 305 : 5);
  expect(await leftBehind()).toEqual([]);
});

test('a rollback stopped by hand is told from its target, once its deployment has ended', async () => {
  const { of, release, leftBehind, items, report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [
      { how: 'alarm', revision: 'bad', target: 'live', after: '3m' },
      { how: 'deployment', revision: 'old', target: 'live', outcome: 'succeeds', takes: '10m' },
    ],
    people: [{ at: '18m', does: 'stop', execution: 'rollback' }],
  });

  const [stage] = await items(ranges.stages('shop'));

  expect(of('rollback')[0]).toMatchObject({ status: 'ABORTED' });
  expect(of('release')[0]!.path.slice(-4)).toEqual([
    'RollBack',
    'SettleRelease',
    'Outcome?',
    'RolledBack',
  ]);
  expect(release('bad').outcome).toBe('RolledBack');
  expect(stage!.frozen).toBeUndefined();
  expect(report.targets).toEqual({ live: 'old' });
  expect(await leftBehind()).toEqual([]);
});

test('a release stopped by hand in the middle of its rollback says truly what its target runs', async () => {
  const { release, report, leftBehind } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [
      { how: 'alarm', revision: 'bad', target: 'live', after: '3m' },
      { how: 'deployment', revision: 'old', target: 'live', outcome: 'succeeds', takes: '10m' },
    ],
    people: [{ at: '18m', does: 'stop' }],
  });

  expect(release('bad').outcome).toBe('RolledBack');
  expect(report.targets).toEqual({ live: 'old' });
  expect(await leftBehind()).toEqual([]);
});

test('a release stopped by hand does not count as baked: the next rollback passes it by', async () => {
  const { report, outcomes } = await play(oneTarget({ of: target('live') }), {
    baseline: 'old',
    builds: [build('halted'), build('bad', '1h')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '3m' }],
    people: [{ at: '15m', does: 'stop' }],
  });

  expect(outcomes()).toEqual(['Stopped', 'RolledBack']);
  expect(report.targets).toEqual({ live: 'old' });
});

test('a release that somebody stops in its bake has looked as often as one that nobody stops', async () => {
  const { wave } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new')],
    people: [{ at: '15m', does: 'stop' }],
  });

  expect(wave('new', 0).path).toEqual([...DEPLOYED(1), ...looks(4)]);
});

test('the ledger tells what is known of who retried: the execution whose input has asked for it', async () => {
  const { report, of } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new')],
    people: [{ at: '2h', does: 'start', input: { pipeline: 'shop', revision: 1, retry: true } }],
  });

  const [first, again] = of('release');
  const texts = (event: string) =>
    report.ledger.filter((entry) => entry.event === event).map(({ text }) => text);
  const by = `by the input of execution ${again!.name}`;
  expect(texts('ReleaseStarted')[0]).not.toContain(first!.name);
  expect(texts('ReleaseStarted')[1]).toContain(`started again, ${by}`);
});
