// Traffic that shifts slowly: how long it may take, and what stops it.

import { test as aTest, build, oneTarget, target } from './pipelines.ts';
import { type Played, play, secondsAt } from './played.ts';

const slow = (configuration: object, of = 'live') => ({ target: of, ...configuration });
const canary = { configuration: 'LambdaCanary10Percent30Minutes' };

test.each([
  ['CodeDeploy’s slowest', { configuration: 'LambdaLinear10PercentEvery10Minutes' }, 90],
  [
    'a linear of a hundred minutes',
    { configuration: 'Mine', linear: { percent: 20, every: '25m' } },
    100,
  ],
  ['a canary of three hours', { configuration: 'Mine', canary: { percent: 5, after: '3h' } }, 180],
])('%s is given the time that it takes', async (_, configuration, minutes) => {
  const { release } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('good')],
    deployments: [slow(configuration)],
  });

  const { outcome, waves, startedAt } = release('good');
  expect(outcome).toBe('Promoted');
  const [{ deployedAt, bakedAt }] = waves as [(typeof waves)[number]];
  expect(minutesBetween(startedAt, deployedAt!)).toBeGreaterThanOrEqual(minutes);
  // The bake counts from when all of the traffic is on the revision.
  expect(minutesBetween(deployedAt!, bakedAt!)).toBeGreaterThanOrEqual(10);
});

function minutesBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}

const firing = (at: string, alarm = 'live-errors') => ({ alarm, is: 'ALARM', at });

/** Seconds from the alarm to the release's end, when the target runs its old revision again. */
function secondsToSafe({ release, report }: Played, alarmAt: number): number {
  expect(release('bad')).toMatchObject({ outcome: 'RolledBack' });
  expect(report.targets.live).toBe('old');
  return (
    (Date.parse(release('bad').endedAt!) - Date.parse('2026-11-23T09:00:00Z')) / 1000 - alarmAt
  );
}

// The build ends at 10m, the canary begins a second later and is over at 40m.
test.each([603, 660, 900, 2_398, 2_401])(
  'an alarm %d seconds into the day stops the canary and takes it back within seconds',
  async (seconds) => {
    const played = await play(oneTarget(), {
      baseline: 'old',
      builds: [build('bad')],
      deployments: [slow(canary)],
      alarms: [firing(`${seconds}s`)],
    });

    expect(secondsToSafe(played, seconds)).toBeLessThan(30);
    expect(played.release('bad').waves[0]!.reason).toMatch(
      /alarm live-errors of live was in ALARM/,
    );
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('an alarm of a target that has shifted stops the one beside it that still does', async () => {
  const of = `${target('live')}, ${target('other')}`;

  const played = await play(oneTarget({ of }), {
    baseline: 'old',
    builds: [build('bad')],
    deployments: [slow({ configuration: 'Mine', linear: { percent: 20, every: '25m' } }, 'other')],
    alarms: [firing('1h')],
  });

  expect(secondsToSafe(played, 3_600)).toBeLessThan(30);
  expect(played.report.targets).toEqual({ live: 'old', other: 'old' });
});

test('an alarm while the tests run ends them and takes the wave back within seconds', async () => {
  const more = `tests: [${aTest('smoke')}]`;

  const played = await play(oneTarget({ more }), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'test', revision: 'bad', test: 'smoke', status: 'FAULT', times: 3 }],
    alarms: [firing('10m30s')],
  });

  expect(secondsToSafe(played, 630)).toBeLessThan(30);
});

test.each([
  ['lost', { source: 'aws.cloudwatch', how: 'lost' }],
  ['late', { source: 'aws.cloudwatch', how: 'late', by: '20m' }],
])('an alarm whose event is %s is found by the sweep', async (_, event) => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    deployments: [slow(canary)],
    alarms: [firing('16m')],
    events: [event],
  });

  expect(secondsToSafe(played, 960)).toBeLessThan(300);
});

test('a doubled event of an alarm stops and takes back once', async () => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    deployments: [slow(canary)],
    alarms: [firing('16m')],
    events: [{ source: 'aws.cloudwatch', how: 'doubled' }],
  });

  expect(secondsToSafe(played, 960)).toBeLessThan(30);
  const found = played.report.ledger.filter(({ event }) => event === 'HarmFound');
  expect(found).toHaveLength(1);
});

test.each([
  ['fails after it took effect', { how: 'failsAfterEffect' }, 30],
  ['is throttled', { how: 'throttled', times: 3 }, 330],
])('a stop that %s stops the shift all the same', async (_, fault, seconds) => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    deployments: [slow(canary)],
    alarms: [firing('16m')],
    calls: [{ call: 'codedeploy:StopDeployment', ...fault }],
  });

  expect(secondsToSafe(played, 960)).toBeLessThan(seconds);
  expect(await played.leftBehind()).toEqual([]);
});

test('a stop that is denied while harm is known is told at once, with its reason, and once', async () => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('bad')],
    deployments: [slow(canary)],
    alarms: [firing('16m')],
    calls: [{ call: 'codedeploy:StopDeployment', how: 'denied', times: 99 }],
  });

  const told = played.report.ledger.filter(({ event }) => event === 'StopFailed');
  expect(told.map(({ text }) => text)).toEqual([
    expect.stringMatching(
      /^live: deployment d-\S+ runs on, .*: .*(denied|Denied).*; it is tried again$/,
    ),
  ]);
  expect(secondsAt(played.world, told[0]!.at)).toBeLessThan(16 * 60 + 10);
});

test.each(['dynamodb:PutItem', 'codedeploy:StopDeployment', 'states:SendTaskSuccess'])(
  'a function that dies at %s as an alarm fires leaves the rest to whoever comes next',
  async (call) => {
    const played = await play(oneTarget(), {
      baseline: 'old',
      builds: [build('bad')],
      deployments: [slow(canary)],
      alarms: [firing('16m')],
      deaths: [{ function: 'OnAlarm', call, dies: 'after' }],
    });

    expect(secondsToSafe(played, 960)).toBeLessThan(900);
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('the judge stops a shift that no alarm watches, while old and new run side by side', async () => {
  const played = await play(oneTarget({ of: target('live', { alarms: [], atLeast: 1 }) }), {
    baseline: 'old',
    builds: [build('bad')],
    traffic: [{ target: 'live', requestsPerMinute: 600 }],
    deployments: [slow(canary)],
    misbehaviours: [{ how: 'metric', revision: 'bad', target: 'live', errorPercent: 40 }],
  });

  const { outcome, waves, endedAt } = played.release('bad');
  expect(outcome).toBe('RolledBack');
  expect(waves[0]).toMatchObject({ verdict: 'fail', deployedAt: null, bakedAt: null });
  expect(waves[0]!.reason).toMatch(/errors.* beside the old version, while its traffic shifted/);
  expect(Date.parse(endedAt!)).toBeLessThan(Date.parse('2026-11-23T09:40:00Z'));
});

test('a good revision shifts to its end while the judge looks', async () => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('good')],
    deployments: [slow(canary)],
  });

  expect(played.outcomes()).toEqual(['Promoted']);
});

test('an alarm that fires as often without the release stops no shift, and asks a person', async () => {
  const fires = (at: string) => ({ ...firing(at), for: '2m' });

  const { release, report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new', '2h')],
    deployments: [slow(canary)],
    alarms: [fires('70m'), fires('90m'), fires('110m'), fires('130m')],
  });

  expect(release('new')).toMatchObject({
    outcome: 'Stopped',
    waves: [{ verdict: 'inconclusive' }],
  });
  expect(release('new').reason).toMatch(/once since the wave started and 3 times in the 1h before/);
  expect(report.targets.live).toBe('new');
  expect(report.ledger.filter(({ event }) => event === 'RevisionQuarantined')).toEqual([]);
});

test('nothing that has not begun to serve is to blame for an alarm', async () => {
  const played = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('good')],
    calls: [{ call: 'lambda:UpdateFunctionCode', how: 'throttled', times: 12 }],
    alarms: [{ ...firing('10m2s'), for: '1s' }],
  });

  expect(played.report.ledger.filter(({ event }) => event === 'HarmFound')).toEqual([]);
});
