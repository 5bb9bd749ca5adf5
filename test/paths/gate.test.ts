import { ranges } from '../../core/keys.ts';
import { DEPLOYED, ENDED, PASSED, STOPPED, SUPERSEDED } from './known-paths.ts';
import { build, oneTarget } from './pipelines.ts';
import { type Execution, play } from './played.ts';

const GATE = ['OpenGate', 'GateOpen?'];

const enteredAt = ({ visits }: Execution, wanted: string) =>
  visits.find(({ state }) => state === wanted)!.at;

test('an alarm that fires before the start blocks the wave, and it goes on when the alarm clears', async () => {
  const { wave, release } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new')],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '9m', for: '20m' }],
  });

  const { path } = wave('new', 0);

  expect(path.slice(0, 5)).toEqual(DEPLOYED(1));
  expect(enteredAt(wave('new', 0), 'OpenGate')).toBeLessThan(605);
  expect(enteredAt(wave('new', 0), 'DeployTarget')).toBeGreaterThanOrEqual(29 * 60);
  expect(enteredAt(wave('new', 0), 'DeployTarget')).toBeLessThan(29 * 60 + 65);
  expect(release('new').outcome).toBe('Promoted');
});

test('an alarm that does not clear in time stops the release, with nothing changed', async () => {
  const { wave, of, report, leftBehind } = await play(
    oneTarget({ pipeline: 'alarmsClearWithin: 30m' }),
    {
      baseline: 'old',
      builds: [build('new')],
      alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '9m' }],
    },
  );

  const { path, visits } = wave('new', 0);

  expect(path).toEqual([...GATE, ...STOPPED]);
  expect(visits.at(-1)!.at).toBeGreaterThan(40 * 60);
  expect(visits.at(-1)!.at).toBeLessThan(46 * 60);
  expect(of('release')[0]).toMatchObject({ path: ENDED('Stopped'), error: 'Stopped' });
  expect(of('release')[0]!.cause).toContain('in ALARM before the start: live-errors of live');
  expect(report.targets).toEqual({ live: 'old' });
  expect(await leftBehind()).toEqual([]);
});

test('a missing alarm does not keep a wave from starting: its bake will say so', async () => {
  const { wave } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new')],
    alarms: [{ alarm: 'live-errors', is: 'missing' }],
  });

  expect(wave('new', 0).path.slice(0, 5)).toEqual(DEPLOYED(1));
});

test('a release waits in front of a stage until the one before it has left', async () => {
  const { wave, outcomes, report } = await play(oneTarget({ bake: '{ for: 1h }' }), {
    baseline: 'old',
    builds: [build('one'), build('two', '20m')],
  });

  const [first, second] = [wave('one', 0), wave('two', 0)];

  expect(outcomes()).toEqual(['Promoted', 'Promoted']);
  expect(enteredAt(second, 'OpenGate')).toBeLessThan(1_205);
  expect(enteredAt(second, 'GateOpen?')).toBeGreaterThan(enteredAt(first, 'FinishWave'));
  expect(enteredAt(second, 'GateOpen?')).toBeLessThan(enteredAt(first, 'FinishWave') + 5);
  expect(report.targets).toEqual({ live: 'two' });
});

test('in front of a gate the newest wins, and the older ones that wait end Superseded', async () => {
  const { wave, outcomes, of, report, leftBehind } = await play(
    oneTarget({ bake: '{ for: 2h }' }),
    {
      baseline: 'old',
      builds: [build('one'), build('two', '20m'), build('three', '30m'), build('four', '40m')],
    },
  );

  expect(outcomes()).toEqual(['Promoted', 'Superseded', 'Superseded', 'Promoted']);
  expect(wave('two', 0).path).toEqual([...GATE, ...SUPERSEDED]);
  expect(enteredAt(wave('two', 0), 'GateOpen?')).toBeLessThan(1_810);
  expect(of('release')[1]).toMatchObject({ path: ENDED('Superseded'), status: 'SUCCEEDED' });
  expect(report.targets).toEqual({ live: 'four' });
  expect(await leftBehind()).toEqual([]);
});

test('an older revision never overwrites a newer one', async () => {
  const { release, wave, report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('one'), build('two', '13m')],
    // The first build's event comes when the second has been promoted.
    events: [{ source: 'aws.codebuild', how: 'late', by: '15m', from: '9m59s' }],
  });

  expect(release('two').outcome).toBe('Promoted');
  expect(release('one').outcome).toBe('Superseded');
  expect(wave('one', 0).path).toEqual([...GATE, ...SUPERSEDED]);
  expect(report.targets).toEqual({ live: 'two' });
});

test('a release waits no longer than its pipeline allows', async () => {
  const { wave, of, outcomes, leftBehind } = await play(
    oneTarget({ bake: '{ for: 3h }', pipeline: 'gateTimeout: 30m' }),
    { baseline: 'old', builds: [build('one'), build('two', '20m')] },
  );

  const { path, visits } = wave('two', 0);

  expect(outcomes()).toEqual(['Promoted', 'Stopped']);
  // A timeout is caught: there is no answer to choose by.
  expect(path).toEqual(['OpenGate', ...STOPPED]);
  expect(Math.round((visits[1]!.at - visits[0]!.at) / 60)).toBe(30);
  expect(of('release')[1]!.cause).toContain('the gate did not open in time');
  expect(await leftBehind()).toEqual([]);
});

const barred = {
  baseline: 'old',
  misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '3m' }],
};

test('a revision that was rolled back is quarantined: it is refused, and retry does not help', async () => {
  const { of, report } = await play(oneTarget(), {
    ...barred,
    builds: [build('bad')],
    people: [
      { at: '1h', does: 'start', input: { pipeline: 'shop' } },
      { at: '2h', does: 'start', input: { pipeline: 'shop', retry: true } },
    ],
  });

  const [, ...again] = of('release');

  expect(again.map(({ path, error }) => ({ path, error }))).toEqual([
    { path: ['ClaimRelease', 'Refused'], error: 'Refused' },
    { path: ['ClaimRelease', 'Refused'], error: 'Refused' },
  ]);
  expect(again[0]!.cause).toContain('quarantined since');
  expect(report.targets).toEqual({ live: 'old' });
});

test('after a rollback the stage lets in a newer revision', async () => {
  const { outcomes, items, report } = await play(oneTarget(), {
    ...barred,
    builds: [build('bad'), build('better', '1h')],
  });

  const [stage] = await items(ranges.stages('shop'));

  expect(outcomes()).toEqual(['RolledBack', 'Promoted']);
  expect(stage!.hold).toBeUndefined();
  expect(report.targets).toEqual({ live: 'better' });
});

test('after a rollback the stage turns away an older revision that comes late', async () => {
  const { release, report, wave } = await play(oneTarget(), {
    ...barred,
    builds: [build('older'), build('bad', '13m')],
    events: [{ source: 'aws.codebuild', how: 'late', by: '11m', from: '9m59s' }],
  });

  expect(release('bad').outcome).toBe('RolledBack');
  expect(release('older').outcome).toBe('Superseded');
  expect(wave('older', 0).path).toEqual([...GATE, ...SUPERSEDED]);
  expect(report.targets).toEqual({ live: 'old' });
});

test('the same build released twice is refused, until somebody asks for a retry', async () => {
  const { of, release, outcomes } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new')],
    people: [
      { at: '15m', does: 'start', input: { pipeline: 'shop' } },
      { at: '1h', does: 'start', input: { pipeline: 'shop' } },
      { at: '2h', does: 'start', input: { pipeline: 'shop', retry: true } },
    ],
  });

  const causes = of('release').map(({ cause }) => cause ?? '');

  expect(outcomes()).toEqual(['Promoted', 'Refused', 'Refused', 'Promoted']);
  expect(causes[1]).toContain('which runs it now');
  expect(causes[2]).toContain('add "retry": true');
  expect(release('new').id).toMatch(/-2$/);
  expect(of('wave')[1]!.path.slice(-2)).toEqual(PASSED);
});

test('a release that waits with bytes that are proven harmful meanwhile is stopped at its gate', async () => {
  const { of, outcomes, report, calls } = await play(oneTarget({ bake: '{ for: 1h }' }), {
    baseline: 'old',
    builds: [build('bad'), build('bad', '20m')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '30m' }],
  });

  expect(outcomes()).toEqual(['RolledBack', 'Stopped']);
  expect(of('wave')[1]!.path).toEqual([...GATE, ...STOPPED]);
  expect(of('release')[1]!.cause).toMatch(/is quarantined since .*: alarm live-errors of live/);
  const started = calls.filter(({ operation }) => operation === 'CreateDeployment');
  expect(started.map(({ functionName }) => functionName)).toEqual([
    'DeployTarget',
    'RollBackTarget',
  ]);
  expect(report.targets).toEqual({ live: 'old' });
});

test('a spent error budget keeps the gate shut, one that is not spent does not, nor one that the pipeline lets go', async () => {
  const played = (spentPercent: number, pipeline = '') =>
    play(oneTarget({ pipeline: `gateTimeout: 1h\n${pipeline}` }), {
      baseline: 'old',
      builds: [build('new')],
      objectives: [{ target: 'live', name: 'answers', spentPercent }],
    });

  const spent = await played(130);

  expect(spent.outcomes()).toEqual(['Stopped']);
  const told = (await spent.items(ranges.ledger('shop'))).map(({ text }) => text);
  expect(told).toContain('gate shut: the error budget of objective answers of live is spent');
  expect((await played(60)).outcomes()).toEqual(['Promoted']);
  expect((await played(130, 'spentBudget: go')).outcomes()).toEqual(['Promoted']);
});

test('error budgets that cannot be read keep the gate shut until they can', async () => {
  const call = 'application-signals:ListServiceLevelObjectives';
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new')],
    calls: [{ call, how: 'denied', from: '9m', for: '30m' }],
  });

  expect(played.outcomes()).toEqual(['Promoted']);
  const told = (await played.items(ranges.ledger('shop'))).map(({ text }) => text);
  expect(told).toContain(
    'gate shut: the error budgets in 111122223333 us-east-1 could not be read',
  );
});
