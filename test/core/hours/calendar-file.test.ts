// What an iCalendar file says: when its events are.

import { spansOfCalendar } from '../../../core/hours/calendar-file.ts';

const file = (lines: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n${lines.trim().split('\n').join('\r\n')}\r\nEND:VCALENDAR\r\n`;
const event = (lines: string) => `BEGIN:VEVENT\nUID:1\n${lines.trim()}\nEND:VEVENT`;
const YEAR = { from: Date.parse('2026-01-01T00:00Z'), until: Date.parse('2027-01-01T00:00Z') };
const spansOf = (lines: string, zones: readonly [string, ...string[]] = ['UTC']) =>
  spansOfCalendar(file(lines), zones, YEAR).map(({ from, until }) =>
    [from, until].map((at) => new Date(at).toISOString().slice(5, 16)).join(' to '),
  );

const ODD = `BEGIN:VTIMEZONE
TZID:Odd Time
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
`;

test.each([
  [
    'whole days are those of each zone that it is asked for',
    event('DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227'),
    ['12-23T23:00 to 12-27T00:00'],
  ],
  [
    'or those of its own',
    `X-WR-TIMEZONE:Asia/Kathmandu\n${event('DTSTART;VALUE=DATE:20261224')}`,
    ['12-23T18:15 to 12-24T18:15'],
  ],
  [
    'a week’s event keeps its time on the clock, and leaves out what is excepted',
    event(
      'DTSTART;TZID=Europe/Berlin:20260320T020000\nDTEND;TZID=Europe/Berlin:20260320T040000\n' +
        'RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20260327T020000',
    ),
    ['03-20T01:00 to 03-20T03:00', '04-03T00:00 to 04-03T02:00', '04-10T00:00 to 04-10T02:00'],
  ],
  [
    'a zone that nobody else knows is as the file has it, and one occurrence was moved',
    `${ODD}${event('DTSTART;TZID=Odd Time:20260320T020000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2')}
${event('RECURRENCE-ID;TZID=Odd Time:20260321T020000\nDTSTART;TZID=Odd Time:20260321T080000\nDURATION:PT2H')}`,
    ['03-19T23:00 to 03-20T00:00', '03-21T05:00 to 03-21T07:00'],
  ],
  [
    'what is cancelled is none, and what shows as free is one',
    `${event('DTSTART:20260320T020000Z\nDURATION:PT1H\nSTATUS:CANCELLED')}
${event('DTSTART:20260321T020000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT').replace('UID:1', 'UID:2')}`,
    ['03-21T02:00 to 03-21T03:00'],
  ],
  [
    'an event of hours lasts as long on a day on which the clock is put forward',
    event('DTSTART;TZID=America/New_York:20260307T023000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3'),
    ['03-07T07:30 to 03-07T08:30', '03-08T07:30 to 03-08T08:30', '03-09T06:30 to 03-09T07:30'],
  ],
  [
    'and until its clock’s time on one on which it is put back',
    event(
      'DTSTART;TZID=Australia/Lord_Howe:20260404T010000\nDTEND;TZID=Australia/Lord_Howe:20260404T033000\nRRULE:FREQ=DAILY;COUNT=2',
    ),
    ['04-03T14:00 to 04-03T16:30', '04-04T14:00 to 04-04T17:00'],
  ],
  [
    'one that lasts for days ends by the clock',
    event('DTSTART;TZID=Europe/Berlin:20260328T090000\nDURATION:P1D'),
    ['03-28T08:00 to 03-29T07:00'],
  ],
  [
    'its first occurrence is one beside those that are listed',
    event('DTSTART:20260320T090000Z\nDURATION:PT1H\nRDATE:20260322T090000Z'),
    ['03-20T09:00 to 03-20T10:00', '03-22T09:00 to 03-22T10:00'],
  ],
  [
    'what is excepted, or moved, may be said in UTC, in a file without zones',
    `${event('DTSTART;TZID=Europe/Berlin:20260328T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260330T070000Z')}
${event('RECURRENCE-ID:20260329T070000Z\nDTSTART;TZID=Europe/Berlin:20260329T150000\nDURATION:PT2H')}`,
    ['03-28T08:00 to 03-28T09:00', '03-29T13:00 to 03-29T15:00', '03-31T07:00 to 03-31T08:00'],
  ],
  [
    'the first occurrence may be excepted too',
    event(
      'DTSTART:20260320T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260320T090000Z',
    ),
    ['03-21T09:00 to 03-21T10:00'],
  ],
  [
    'one that began before is still one',
    event('DTSTART:20251231T000000Z\nDURATION:P2D'),
    ['12-31T00:00 to 01-02T00:00'],
  ],
])('%s', (_, lines, expected) => {
  expect(spansOf(lines, ['Europe/Berlin', 'UTC'])).toEqual(expected);
});

test.each([
  ['no calendar', 'BEGIN:VCARD\nEND:VCARD', /no BEGIN:VCALENDAR/],
  ['nothing', '', /no BEGIN:VCALENDAR/],
  ['words', 'hello', /cannot be read: invalid line/],
  ['half a time', file(event('DTSTART:2026')), /cannot be read: invalid date-time/],
  [
    'no beginning',
    file(event('SUMMARY:sale')),
    /each event to begin \(DTSTART\), got none for sale/,
  ],
  [
    'an end before the beginning',
    file(event('SUMMARY:sale\nDTSTART:20260320T020000Z\nDTEND:20260319T020000Z')),
    /ends after it begins, got sale/,
  ],
  [
    'an unknown zone',
    file(event('DTSTART;TZID=Nowhere:20260320T020000\nDURATION:PT1H')),
    /a VTIMEZONE for Nowhere in the file/,
  ],
  [
    'an event that never rests',
    file(event('DTSTART:20200320T020000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY')),
    /at most 20000 times/,
  ],
])('%s is refused', (_, text, expected) => {
  expect(() => spansOfCalendar(text, ['UTC'], YEAR)).toThrow(expected);
});
