import { ranges } from '../../core/keys.ts';
import {
  DEPLOYED,
  ENDED,
  FAILED,
  looks,
  PASSED,
  ROLLED_BACK,
  STOPPED,
  TAKEN_BACK,
} from './known-paths.ts';
import { build, oneTarget, target, wholeWay } from './pipelines.ts';
import { type Execution, type Played, play, secondsAt } from './played.ts';

const baked = (count: number, end: string[]) => [
  ...DEPLOYED(1),
  ...looks(count),
  'Healthy?',
  ...end,
];

const enteredAt = ({ visits }: Execution, wanted: string) =>
  visits.find(({ state }) => state === wanted)!.at;

/** Minutes of each look, from the first. */
function minutesOfLooks({ visits }: Execution): number[] {
  const at = visits.filter(({ state }) => state === 'WatchBake').map((visit) => visit.at);
  return at.map((seconds) => Math.round((seconds - at[0]!) / 60));
}

async function alarmFiredAt({ world }: Played): Promise<number> {
  const [watched] = world.targets;
  const name = watched!.alarms[0]!;
  const changes = await world.onlooker.alarms.changesSince(watched!, name, world.startAt);
  return secondsAt(world, changes.find(({ to }) => to === 'ALARM')!.at);
}

test('an alarm five minutes into a bake ends it at once, and the rollback starts within five seconds', async () => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '5m' }],
  });

  const wave = played.wave('bad', 0);
  const [rollback] = played.of('rollback');

  expect(wave.path).toEqual(baked(4, FAILED));
  expect(minutesOfLooks(wave)).toEqual([0, 1, 2, 4]);
  expect(rollback!.path).toEqual(ROLLED_BACK(1));
  const seconds = enteredAt(rollback!, 'PlanRollback') - (await alarmFiredAt(played));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(5);
  expect(played.of('release')[0]).toMatchObject({
    path: TAKEN_BACK('RolledBack'),
    error: 'RolledBack',
  });
  expect(played.release('bad').waves).toMatchObject([{ outcome: 'RolledBack', verdict: 'fail' }]);
  expect(played.report.targets).toEqual({ live: 'old' });
});

test('an alarm waits for no metric: where none can be read it ends the bake as soon', async () => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '5m' }],
    calls: [{ call: 'cloudwatch:GetMetricData', how: 'throttled', times: 999 }],
  });

  const wave = played.wave('bad', 0);

  expect(enteredAt(wave, 'Healthy?') - (await alarmFiredAt(played))).toBeLessThan(5);
  expect(played.release('bad').outcome).toBe('RolledBack');
});

test('an alarm that fires and recovers between two looks fails the bake', async () => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    // Nobody hears of it, and at the next look the alarm is OK again.
    events: [{ source: 'aws.cloudwatch', how: 'lost', times: 99 }],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '4m30s', for: '10s' }],
  });

  const { outcome, waves } = played.release('bad');

  expect(outcome).toBe('RolledBack');
  expect(waves[0]!.reason).toContain('was in ALARM at');
  expect(minutesOfLooks(played.wave('bad', 0)).at(-1)).toBe(8);
});

test('an alarm that fires while the targets are being deployed fails the bake at its first look', async () => {
  const { wave, release } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '10m10s', for: '5s' }],
  });

  expect(wave('bad', 0).path).toEqual(baked(1, FAILED));
  expect(release('bad').outcome).toBe('RolledBack');
});

test('with onBakeFailure: stop an alarm stops the release and takes nothing back', async () => {
  const { wave, of, report, release, items } = await play(
    oneTarget({ more: 'onBakeFailure: stop' }),
    {
      baseline: 'old',
      builds: [build('bad')],
      misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '3m' }],
    },
  );

  expect(wave('bad', 0).path).toEqual(baked(3, STOPPED));
  expect(of('release')[0]!.path).toEqual(ENDED('Stopped'));
  expect(of('rollback')).toEqual([]);
  expect(release('bad')).toMatchObject({
    outcome: 'Stopped',
    waves: [{ outcome: 'Stopped', verdict: 'fail' }],
  });
  expect(report.targets).toEqual({ live: 'bad' });
  const [installed] = await items(ranges.targets('shop'));
  expect(installed?.baked?.release).toBe('baseline');
});

test.each([
  ['a missing alarm', { alarms: [{ alarm: 'live-errors', is: 'missing' }] }, 'does not exist'],
  [
    'an alarm without data',
    { alarms: [{ alarm: 'live-errors', is: 'INSUFFICIENT_DATA', at: '10m' }] },
    'is in INSUFFICIENT_DATA',
  ],
  [
    'too few data points',
    { traffic: [{ target: 'live', requestsPerMinute: 0 }] },
    'expected at least 9',
  ],
])(
  '%s makes a bake inconclusive: it is extended once, a person is asked, and the release stops',
  async (_what, scenario, why) => {
    const pipeline = oneTarget({ of: target('live', { atLeast: 9 }) });

    const { wave, of, release, report } = await play(pipeline, {
      baseline: 'old',
      builds: [build('new')],
      ...scenario,
    });

    expect(wave('new', 0).path).toEqual([
      ...[...DEPLOYED(1), ...looks(6), 'Healthy?'],
      ...[...looks(6), 'Healthy?', 'AwaitAnswer', ...STOPPED],
    ]);
    expect(minutesOfLooks(wave('new', 0)).at(-1)).toBe(20);
    expect(of('release')[0]!.path).toEqual(ENDED('Stopped'));
    expect(release('new')).toMatchObject({
      outcome: 'Stopped',
      waves: [
        { outcome: 'Stopped', verdict: 'inconclusive', reason: expect.stringContaining(why) },
      ],
    });
    expect(report.targets).toEqual({ live: 'new' });
  },
);

test('what becomes known while a bake is extended is counted, and lets it pass', async () => {
  const { wave, release } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new')],
    alarms: [{ alarm: 'live-errors', is: 'INSUFFICIENT_DATA', at: '10m', for: '9m' }],
  });

  expect(release('new').outcome).toBe('Promoted');
  expect(wave('new', 0).path.filter((state) => state === 'Healthy?')).toHaveLength(2);
  expect(wave('new', 0).path.slice(-2)).toEqual(PASSED);
});

test('an alarm while a bake is extended fails it', async () => {
  const { release } = await play(oneTarget({ of: target('live', { atLeast: 14 }) }), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '12m30s' }],
  });

  expect(release('bad')).toMatchObject({ outcome: 'RolledBack', waves: [{ verdict: 'fail' }] });
});

test('data that stops is not good data', async () => {
  const { release } = await play(oneTarget({ of: target('live', { atLeast: 9 }) }), {
    baseline: 'old',
    builds: [build('mute')],
    misbehaviours: [{ how: 'silence', revision: 'mute', target: 'live', after: '2m' }],
  });

  expect(release('mute')).toMatchObject({
    outcome: 'Stopped',
    waves: [{ verdict: 'inconclusive' }],
  });
});

test('a failed bake takes its wave back; the waves before it keep the revision', async () => {
  const { release, report, of, items } = await play(wholeWay(), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'east', after: '3m' }],
  });

  expect(release('bad').waves.map(({ outcome }) => outcome)).toEqual([
    'Passed',
    'Passed',
    'Passed',
    'Passed',
    'RolledBack',
  ]);
  expect(of('rollback')[0]!.path).toEqual(ROLLED_BACK(3));
  expect(report.targets).toEqual({
    beta: 'bad',
    gamma: 'bad',
    'one-box': 'bad',
    west: 'old',
    east: 'old',
    south: 'old',
  });
  expect(await items(ranges.quarantines('shop'))).toHaveLength(1);
});

test('rollback: release takes back every wave that has the revision', async () => {
  const { release, report, of } = await play(wholeWay('rollback: release'), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'south', after: '3m' }],
  });

  expect(of('rollback')[0]!.path).toEqual(ROLLED_BACK(6));
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['old']));
  expect(release('bad').outcome).toBe('RolledBack');
  expect(release('bad').waves.map(({ outcome }) => outcome)).toEqual([
    'Passed',
    'RolledBack',
    'RolledBack',
    'RolledBack',
    'RolledBack',
  ]);
});
