// What packaging leaves out of ical.js: a calendar says in a bundle what it says in the sources.

import { build } from 'esbuild';
import plugins from '../../deploy/esbuild-plugins.js';

const bundled = await load(plugins);
const whole = await load([]);

const event = (lines: string) => `BEGIN:VEVENT\nUID:1\n${lines}\nEND:VEVENT`;
const ZONE = `BEGIN:VTIMEZONE
TZID:Odd Time
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0400
TZOFFSETTO:+0300
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0300
TZOFFSETTO:+0400
END:DAYLIGHT
END:VTIMEZONE`;

test.each([
  event('DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nSUMMARY:a\\, b\nCATEGORIES:x,y'),
  event(
    'DTSTART;TZID=Europe/Berlin:20260320T020000\nDURATION:P1DT2H\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20260327T020000',
  ),
  event(
    'DTSTART:20260320T020000Z\nDTEND:20260320T030000Z\nRRULE:FREQ=MONTHLY;BYDAY=2MO,-1FR;UNTIL=20261201T000000Z',
  ),
  event(
    'DTSTART:20260320T020000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20260401T000000Z/PT5H,20260501T000000Z/20260501T020000Z',
  ),
  `${ZONE}\n${event('DTSTART;TZID=Odd Time:20260320T020000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=12')}\n${event(
    'RECURRENCE-ID;TZID=Odd Time:20260321T020000\nDTSTART;TZID=Odd Time:20260321T080000\nDURATION:PT2H',
  )}`,
  event(
    'DTSTART:20260320T020000Z\nGEO:1.5;2.5\nATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA\nATTENDEE;CN="a^nb":mailto:a@b.c',
  ),
  event('DTSTART:20260320T020000Z\nRRULE:FREQ=SOMETIMES'),
  event('DTSTART:not a time'),
  'BEGIN:VEVENT',
])('what it says is alike, or what is wrong with it: %s', async (lines) => {
  const text = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n${lines.replaceAll('\n', '\r\n')}\r\nEND:VCALENDAR\r\n`;

  expect(said(bundled, text)).toEqual(said(whole, text));
});

test('a person’s card is no calendar', () => {
  const card = 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:A\r\nBDAY:19800101\r\nEND:VCARD\r\n';

  expect(said(bundled, card)).toEqual(said(whole, card));
  expect(said(bundled, card)).toMatch(/^Refused: expected an iCalendar file/);
});

type Calendars = typeof import('../../core/hours/calendar-file.ts');

function said({ spansOfCalendar }: Calendars, text: string): unknown {
  const year = { from: Date.parse('2026-01-01T00:00Z'), until: Date.parse('2027-01-01T00:00Z') };
  try {
    return spansOfCalendar(text, ['Europe/Berlin', 'UTC'], year);
  } catch (thrown) {
    const { name, message } = thrown as Error;
    return `${name}: ${message}`;
  }
}

async function load(of: typeof plugins): Promise<Calendars> {
  const { outputFiles } = await build({
    entryPoints: ['core/hours/calendar-file.ts'],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
    plugins: of,
  });
  const module = { exports: {} as Calendars };
  const { createRequire } = await import('node:module');
  new Function('module', 'exports', 'require', outputFiles[0]!.text)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return module.exports;
}
