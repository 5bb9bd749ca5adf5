// A release that a person has marked as the fix for what fires: what it passes, and by what it is watched.

import { alarmReading, provesHarm } from '../../core/alarm-reading.ts';
import type { AlarmState } from '../../core/alarm-state.ts';
import { keys } from '../../core/keys.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const ALARMS = ['live-errors', 'live-latency'];
const TWO = target('live', { alarms: ALARMS });
const ADA = 'arn:aws:sts::111122223333:assumed-role/keepers/ada';

const firing = (until?: string) => ({
  ...{ alarm: 'live-errors', is: 'ALARM' as const, at: '0s' },
  ...(until !== undefined && { for: until }),
});

const at = (minute: string) => `2026-11-23T${minute}:00.000Z`;
const change = (minute: string, from: AlarmState, to: AlarmState) => ({ at: at(minute), from, to });

const marks = (more: object = {}) => ({
  ...{
    at: '20m',
    as: ADA,
    does: 'start' as const,
    fixes: 'live-errors',
    reason: 'orders are lost',
  },
  ...more,
});

/** Its build ends at 10 minutes: it waits, since the alarm fires. */
function played(
  scenario: ScenarioInput,
  more: { readonly bake?: string; readonly pipeline?: string; readonly more?: string } = {},
) {
  const pipeline = oneTarget({ of: TWO, bake: '{ for: 30m, answerWithin: 1h }', ...more });
  return play(pipeline, { baseline: 'old', builds: [build('fix')], ...scenario });
}

test('a fix passes the alarm that it is to mend, and is promoted once that was OK for as long as it bakes', async () => {
  const { release, report, leftBehind } = await played({
    alarms: [firing('35m')],
    people: [marks()],
  });

  expect(release('fix')).toMatchObject({ outcome: 'Promoted' });
  const told = (event: string) => report.ledger.filter((entry) => entry.event === event);
  const [started] = told('WaveStarted');
  expect(started?.text).toMatch(
    /although in ALARM: live-errors of live; it is the fix for live-errors, by ada \(keepers\): orders are lost/,
  );
  expect(told('FixMarked')).toMatchObject([{ person: { by: ADA, reason: 'orders are lost' } }]);
  const bakedSeconds = Date.parse(told('BakeEnded').at(-1)!.at) - Date.parse(started!.at);
  // It cleared a quarter of an hour after the start.
  expect(bakedSeconds / 60_000).toBeGreaterThan(42);
  expect(await leftBehind()).toEqual([]);
});

test('without a mark the same release waits, and stops', async () => {
  const { release } = await played({ alarms: [firing()] });

  expect(release('fix')).toMatchObject({ outcome: 'Stopped' });
});

test('a fix whose alarm does not clear is not promoted: a person is asked, and nothing is quarantined', async () => {
  const { release, report, world } = await played({ alarms: [firing()], people: [marks()] });

  expect(release('fix')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringMatching(/alarm live-errors of live, which it is to mend, is in ALARM/),
  });
  expect(report.ledger.filter(({ event }) => event === 'AnswerAwaited')).toHaveLength(1);
  const stage = await world.onlooker.table.get(keys.stage('shop', 'prod'));
  expect(stage).not.toHaveProperty('hold');
});

test('another alarm takes a fix back as ever', async () => {
  const { release } = await played({
    alarms: [firing('22m')],
    misbehaviours: [
      { how: 'alarm', revision: 'fix', target: 'live', alarm: 'live-latency', after: '10m' },
    ],
    people: [marks()],
  });

  expect(release('fix')).toMatchObject({ outcome: 'RolledBack' });
});

test.each([
  ['fires from its start on', [], 'ALARM', true, undefined],
  ['was firing at its start, and has cleared', [change('10:05', 'ALARM', 'OK')], 'OK', true, 300],
  ['was OK at its start', [change('10:05', 'OK', 'ALARM')], 'ALARM', undefined, undefined],
] as const)(
  'an alarm that %s proves harm of a marked release only where it was OK before',
  (...of) => {
    const [, changes, state, isToMend, okSeconds] = of;
    const now = { target: 'live', alarm: 'a', state };
    const times = { openedAt: at('10:00'), bakeStartedAt: at('10:00'), lookedAt: at('10:10') };

    const reading = alarmReading(now, changes, times, true);
    const usual = alarmReading(now, changes, times);

    expect(reading.isToMend).toBe(isToMend);
    expect(provesHarm(reading)).toBe(isToMend !== true);
    expect(provesHarm(usual)).toBe(true);
    if (okSeconds) expect(reading.okSeconds).toBe(okSeconds);
  },
);

test('a mark lets nothing through once its time is over', async () => {
  const freeze = { at: '0s', as: ADA, does: 'freeze' as const, until: '50m', reason: 'a sale' };
  const { report, release } = await played({
    alarms: [firing()],
    people: [freeze, marks({ until: '40m' })],
  });

  expect(report.ledger.filter(({ event }) => event === 'WaveStarted')).toEqual([]);
  expect(release('fix').outcome).toBe('Stopped');
});

test('one that waits for its hours, and bakes for hours, goes by the lane of its pipeline once it is marked', async () => {
  const lane = 'fixLane: { hours: any, bake: 10m }\n';
  const more = 'windows: [{ zone: UTC, days: [sat], from: "09:00", until: "16:00" }]';
  const { release, wave } = await played(
    { alarms: [firing('22m')], people: [marks()] },
    { pipeline: lane, more, bake: '{ for: 5h }' },
  );

  expect(release('fix')).toMatchObject({ outcome: 'Promoted' });
  const [opened] = wave('fix', 0).visits.filter(({ state }) => state === 'DeployTargets');
  const [ended] = wave('fix', 0).visits.filter(({ state }) => state === 'FinishWave');
  expect(opened!.at).toBeLessThan(21 * 60);
  expect(ended!.at - opened!.at).toBeLessThan(25 * 60);
});

test('a fix that starts by its mark goes by the lane from its first gate on', async () => {
  const lane = 'fixLane: { hours: any, bake: 10m }\n';
  const more = 'windows: [{ zone: UTC, days: [sat], from: "09:00", until: "16:00" }]';
  const { release, wave } = await played(
    {
      builds: [{ ...build('fix'), pullRequest: 7 }],
      alarms: [firing('22m')],
      people: [marks({ admit: true, release: 'fix' })],
    },
    { pipeline: lane, more, bake: '{ for: 5h }' },
  );

  expect(release('fix')).toMatchObject({ outcome: 'Promoted' });
  expect(wave('fix', 0).visits.at(-1)!.at).toBeLessThan(45 * 60);
});

test('whoever waits for an answer gives way to a fix, and to nothing else', async () => {
  const quiet = oneTarget({
    of: target('live', { atLeast: 9 }),
    bake: '{ for: 10m, answerWithin: 9h }',
  });
  const builds = [build('doubtful'), build('newer', '70m'), build('fix', '80m')];
  const { release, report, leftBehind } = await play(quiet, {
    baseline: 'old',
    builds,
    traffic: [{ target: 'live', requestsPerMinute: 0 }],
    people: [marks({ at: '90m', release: 'fix', fixes: 'prod' })],
  });

  const started = report.ledger.filter(({ event }) => event === 'WaveStarted');
  expect(release('doubtful')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringMatching(
      /nobody has answered yet, and #3 \w{7}, the fix for stage prod, by/,
    ),
  });
  expect(release('newer').outcome).toBe('Superseded');
  expect(started.map(({ release: id }) => id)).toEqual([release('doubtful').id, release('fix').id]);
  expect((Date.parse(started[1]!.at) - Date.parse(started[0]!.at)) / 60_000).toBeLessThan(82);
  expect(await leftBehind()).toEqual([]);
});

test('a fix that is held itself ends nobody’s wait for an answer', async () => {
  const quiet = oneTarget({
    of: target('live', { atLeast: 9 }),
    bake: '{ for: 10m, answerWithin: 2h }',
  });
  const held = { as: ADA, does: 'hold' as const, reason: 'a fair' };
  const { release } = await play(quiet, {
    baseline: 'old',
    builds: [build('doubtful'), build('fix', '50m')],
    traffic: [{ target: 'live', requestsPerMinute: 0 }],
    people: [
      { ...held, at: '45m' },
      marks({ at: '60m', release: 'fix', fixes: 'prod' }),
      { ...held, at: '4h', does: 'resume' },
    ],
  });

  expect(release('doubtful')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringMatching(/nobody has answered in time/),
  });
});

test('a wave that has started goes on by its own plan, though its release is marked as a fix', async () => {
  const { release, report } = await played(
    { people: [marks({ at: '25m', fixes: 'prod' })] },
    { pipeline: 'fixLane: { bake: 5m }' },
  );

  const at = (event: string) => Date.parse(report.ledger.find((it) => it.event === event)!.at);
  expect(release('fix').outcome).toBe('Promoted');
  expect((at('BakeEnded') - at('BakeStarted')) / 60_000).toBeGreaterThanOrEqual(30);
});
