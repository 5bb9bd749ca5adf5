// A gate with hours: it waits for them, leaves room, gives way to newer releases, and never opens outside of them.

import { hoursReport } from '../../cli/plan-hours.ts';
import { momentText } from '../../core/hours/window.ts';
import { keys, ranges } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { timetableOf } from '../../core/timetable.ts';
import type { WaveOf } from '../../core/wave.ts';
import { DEPLOYED, ENDED, STOPPED, SUPERSEDED } from './known-paths.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Execution, type Played, play } from './played.ts';
import { putRaw } from './raw-item.ts';

const window = (from: string, until: string, zone = 'UTC') =>
  `{ zone: ${zone}, from: "${from}", until: "${until}" }`;
const withHours = (windows: readonly string[], pipeline = '') =>
  oneTarget({ pipeline, more: `windows: [${windows.join(', ')}]` });

/** Worlds begin on a Monday at 09:00 UTC. */
const START = Date.parse('2026-11-23T09:00:00Z');
const clockAt = ({ visits }: Execution, wanted: string) => {
  const { at } = visits.find(({ state }) => state === wanted)!;
  return new Date(START + at * 1000).toISOString().slice(11, 16);
};
const textsOf = async ({ items }: Played, event: string) =>
  (await items(ranges.ledger('shop'))).filter((it) => it.event === event).map(({ text }) => text);

test('a wave waits in front of its gate until its hours open', async () => {
  const played = await play(withHours([window('11:00', '16:00', 'Europe/Berlin')]), {
    baseline: 'old',
    builds: [build('new')],
  });

  const wave = played.wave('new', 0);

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(wave.path.slice(0, 5)).toEqual(DEPLOYED(1));
  // The sweep looks every five minutes.
  expect(clockAt(wave, 'DeployTargets')).toMatch(/^10:0[0-5]$/);
  expect(await textsOf(played, 'GateShut')).toEqual([
    'gate shut: outside of its hours (every day 11:00 to 16:00 Europe/Berlin): it starts Mon 2026-11-23 11:00' +
      '+01:00 Europe/Berlin at the earliest, so that it is far enough by Mon 2026-11-23 11:15+01:00 Europe/Berlin',
  ]);
  expect(await played.leftBehind()).toEqual([]);
});

test('a window that is open but too short by then lets nothing in: the next one does', async () => {
  // A deployment of 5m and a bake of 10m end at 09:25 at the earliest.
  const played = await play(withHours([window('09:00', '09:24'), window('10:00', '10:30')]), {
    baseline: 'old',
    builds: [build('new')],
  });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(clockAt(played.wave('new', 0), 'DeployTargets')).toMatch(/^10:0[0-5]$/);
});

test('all targets of a wave must allow it, each by its own hours or its stage’s', async () => {
  const own = target('own').replace(/ }$/, `, windows: [${window('10:30', '16:00')}] }`);
  const played = await play(
    `pipeline: shop\nsource: { project: shop-build }\nstages:\n` +
      `  - { name: prod, targets: [${target('live')}, ${own}], windows: [${window('09:00', '12:00')}] }\n`,
    { baseline: 'old', builds: [build('new')] },
  );

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(clockAt(played.wave('new', 0), 'DeployTargets')).toMatch(/^10:3[0-5]$/);
});

test('two windows are open in either of them, and a calendar shuts both', async () => {
  const windows = [window('09:00', '10:00'), window('11:00', '16:00')];
  const lunch = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261123T110000Z\r\nDTEND:20261123T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  const inEither = { baseline: 'old', builds: [build('one'), build('two', '70m')] };

  const either = await play(withHours(windows), inEither);
  const shut = await play(
    oneTarget({ more: `windows: [${windows.join(', ')}], calendars: [lunch.ics]` }),
    { baseline: 'old', builds: [build('two', '70m')] },
    { files: { 'lunch.ics': lunch } },
  );

  const starts = ['one', 'two'].map((each) => clockAt(either.wave(each, 0), 'DeployTargets'));
  expect(starts).toEqual([expect.stringMatching(/^09:[12]/), expect.stringMatching(/^11:0/)]);
  expect(clockAt(shut.wave('two', 0), 'DeployTargets')).toMatch(/^12:0/);
});

test('a plan says the start that the gate says', async () => {
  const windows = [window('11:00', '16:00', 'Asia/Kolkata'), window('03:00', '05:00')];
  const pipeline = parsePipeline(withHours(windows), 'test.yml');

  const played = await play(withHours(windows), { baseline: 'old', builds: [build('new', '2h')] });
  const { hours = [] } = hoursReport(
    { pipeline, freezes: [] },
    timetableOf(planOf(pipeline), { deploymentSeconds: 300, testSeconds: 300 }),
    new Date(START + 2 * 3_600_000 + 600_000),
  );

  const [shut] = await textsOf(played, 'GateShut');
  const said = momentText(Date.parse(hours[0]!.starts[0]!.from), 'Asia/Kolkata');
  expect(shut).toContain(`it starts ${said} at the earliest`);
});

test('a newer release takes the place of one that waits for its hours', async () => {
  const { outcomes, wave, of, report, leftBehind } = await play(
    withHours([window('10:00', '16:00')]),
    { baseline: 'old', builds: [build('one'), build('two', '20m')] },
  );

  expect(outcomes()).toEqual(['Superseded', 'Promoted']);
  expect(wave('one', 0).path).toEqual(['OpenGate', 'GateOpen?', ...SUPERSEDED]);
  expect(of('release')[0]).toMatchObject({ path: ENDED('Superseded') });
  expect(report.targets).toEqual({ live: 'two' });
  expect(await leftBehind()).toEqual([]);
});

test('time in which its hours are shut is no part of the time that a release may wait', async () => {
  const { outcomes } = await play(withHours([window('11:00', '16:00')], 'gateTimeout: 30m'), {
    baseline: 'old',
    builds: [build('new')],
  });

  expect(outcomes()).toEqual(['Promoted']);
});

test('an alarm that fires as the hours open has its own time to clear', async () => {
  const played = await play(withHours([window('11:00', '16:00')], 'alarmsClearWithin: 30m'), {
    baseline: 'old',
    builds: [build('new')],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '1h55m', for: '20m' }],
  });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(clockAt(played.wave('new', 0), 'DeployTargets')).toMatch(/^11:1[5-9]|11:20$/);
});

const event = (lines: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n${lines.trim().split('\n').join('\r\n')}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const withCalendar = oneTarget({ more: 'calendars: [days.ics]' });

test('an event of a calendar keeps a gate shut, and leaves room before it', async () => {
  const files = { 'days.ics': event('DTSTART:20261123T092000Z\nDTEND:20261123T100000Z') };
  const played = await play(withCalendar, { baseline: 'old', builds: [build('new')] }, { files });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(clockAt(played.wave('new', 0), 'DeployTargets')).toMatch(/^10:0[0-5]$/);
});

test('days that a calendar closes are no part of the time that a release may wait, and what else it waits for is', async () => {
  const files = { 'days.ics': event('DTSTART:20261123T090000Z\nDTEND:20261123T150000Z') };
  const short = withCalendar.replace('stages:', 'gateTimeout: 1h\nstages:');
  const waits = await play(short, { baseline: 'old', builds: [build('new')] }, { files });
  const stops = await play(
    short,
    {
      baseline: 'old',
      builds: [build('new')],
      people: [{ at: '1m', as: 'ann', does: 'hold', reason: 'not today' }],
    },
    { files },
  );

  expect(waits.outcomes()).toEqual(['Promoted']);
  expect(stops.outcomes()).toEqual(['Stopped']);
  const [{ endedAt, reason }] = (await stops.items(ranges.releases('shop'))).flatMap((release) =>
    release.status === 'ended' ? [{ endedAt: release.end.at, reason: release.end.reason }] : [],
  ) as [{ endedAt: string; reason: string }];
  expect(reason).toContain('the gate did not open in time: pipeline:shop is held');
  expect(endedAt.slice(0, 13)).toBe('2026-11-23T16');
});

test('a calendar that is not there to be read counts as closed, and is named', async () => {
  const files = { 'days.ics': event('DTSTART:20261223T092000Z\nDTEND:20261223T100000Z') };
  const played = await play(
    `${withCalendar.replace('stages:', 'gateTimeout: 1h\nstages:')}`,
    { baseline: 'old', builds: [build('new')] },
    {
      files,
      prepare: async (world) => {
        const { calendarFiles: _, ...pipeline } = world.pipelines[0];
        const at = new Date(START).toISOString();
        await putRaw(world, keys.definitionVersion('shop', 1), {
          item: { version: 1, appliedAt: at, firstAppliedAt: at, digest: 'lost', pipeline },
        });
      },
    },
  );

  expect(played.outcomes()).toEqual(['Stopped']);
  expect(played.wave('new', 0).path).toEqual(['OpenGate', 'GateOpen?', ...STOPPED]);
  expect(await textsOf(played, 'GateShut')).toEqual([
    'gate shut: calendar days.ics cannot be read, and counts as closed: expected the text of days.ics with the ' +
      'pipeline, got none; apply it again',
  ]);
});

test('a Change Calendar that is not there counts as closed', async () => {
  const calendar = 'arn:aws:ssm:us-east-1:111122223333:document/Freeze';
  const played = await play(
    oneTarget({ pipeline: 'gateTimeout: 30m', more: `calendars: ["${calendar}"]` }),
    { baseline: 'old', builds: [build('new')], calendars: [{ calendar, is: 'missing' }] },
  );

  expect(played.outcomes()).toEqual(['Stopped']);
  const [shut] = await textsOf(played, 'GateShut');
  expect(shut).toContain(`calendar ${calendar} cannot be read, and counts as closed`);
});

test('hours that end while a function is slow keep the gate shut', async () => {
  const played = await play(withHours([window('09:00', '09:26'), window('10:00', '11:00')]), {
    baseline: 'old',
    builds: [build('new', '10m30s')],
    calls: [
      { call: 'cloudwatch:DescribeAlarms', how: 'slow', by: '55s', function: 'OpenGate', times: 1 },
    ],
  });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(clockAt(played.wave('new', 0), 'DeployTargets')).toMatch(/^10:0[0-5]$/);
});

test('what keeps a gate shut is kept in the wave, since when and until when', async () => {
  const played = await play(withHours([window('11:00', '16:00')]), {
    baseline: 'old',
    builds: [build('new')],
    people: [{ at: '1h', does: 'stop', execution: 'release' }],
  });

  const [wave] = await played.items(ranges.waves(played.release('new').id));

  expect((wave as WaveOf<'waiting'>).blockedBy).toEqual([
    {
      kind: 'hours',
      subject: 'prod',
      what: expect.stringContaining('outside of its hours') as string,
      since: expect.stringMatching(/^2026-11-23T09:10:0/) as string,
      clears: 'time; or the pipeline’s owner, by other hours',
      command: expect.stringMatching(/^tidegate skip-wait shop shop-/) as string,
      earliest: '2026-11-23T11:00:00.000Z',
      expectedEnd: '2026-11-23T11:15:00.000Z',
    },
  ]);
});
