// Windows in the hours of a place, over the days on which its clock is put forward or back.

import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type Span, union, within, without } from '../../../core/hours/spans.ts';
import { momentText, spansOfWindow } from '../../../core/hours/window.ts';
import { type WindowDefinition, weekdays } from '../../../core/pipeline/hours-schema.ts';

const shown = (spans: readonly Span[]) =>
  spans.map(({ from, until }) =>
    [from, until].map((at) => new Date(at).toISOString().slice(5, 16)).join(' to '),
  );
const day = (date: string, days = 1): Span => {
  const from = Date.parse(`${date}T00:00Z`);
  return { from, until: from + days * 86_400_000 };
};
type Day = (typeof weekdays)[number];

/** On one day of the week, so that each case is one span. */
const opens = (zone: string, on: Day, from: string, until: string, between: Span) =>
  shown(spansOfWindow({ zone, days: [on], from, until }, between));

test.each([
  // On 29 March 2026 the clock goes from 02:00 to 03:00; on 25 October from 03:00 back to 02:00.
  ['Europe/Berlin', 'sat', '09:00', '16:00', '2026-03-28', '03-28T08:00 to 03-28T15:00'],
  ['Europe/Berlin', 'sun', '09:00', '16:00', '2026-03-29', '03-29T07:00 to 03-29T14:00'],
  ['Europe/Berlin', 'sun', '02:30', '05:00', '2026-03-29', '03-29T01:00 to 03-29T03:00'],
  ['Europe/Berlin', 'sun', '01:00', '02:30', '2026-03-29', '03-29T00:00 to 03-29T01:00'],
  ['Europe/Berlin', 'sun', '02:10', '02:50', '2026-03-29', undefined],
  ['Europe/Berlin', 'sat', '22:00', '02:30', '2026-03-28', '03-28T21:00 to 03-29T01:00'],
  ['Europe/Berlin', 'sat', '22:00', '06:00', '2026-03-28', '03-28T21:00 to 03-29T04:00'],
  ['Europe/Berlin', 'sun', '02:30', '05:00', '2026-10-25', '10-25T00:30 to 10-25T04:00'],
  ['Europe/Berlin', 'sun', '01:00', '02:30', '2026-10-25', '10-24T23:00 to 10-25T00:30'],
  ['Europe/Berlin', 'sun', '02:10', '02:50', '2026-10-25', '10-25T00:10 to 10-25T00:50'],
  ['Europe/Berlin', 'sat', '22:00', '02:30', '2026-10-24', '10-24T20:00 to 10-25T00:30'],
  ['Europe/Berlin', 'sat', '22:00', '06:00', '2026-10-24', '10-24T20:00 to 10-25T05:00'],
  // 8 March and 1 November 2026.
  ['America/New_York', 'sun', '02:15', '04:00', '2026-03-08', '03-08T07:00 to 03-08T08:00'],
  ['America/New_York', 'sat', '20:00', '02:30', '2026-03-07', '03-08T01:00 to 03-08T07:00'],
  ['America/New_York', 'sun', '01:30', '03:00', '2026-11-01', '11-01T05:30 to 11-01T08:00'],
  ['America/New_York', 'sat', '20:00', '01:30', '2026-10-31', '11-01T00:00 to 11-01T05:30'],
  // Half an hour: on 5 April 2026 from 02:00 back to 01:30, on 4 October from 02:00 to 02:30.
  ['Australia/Lord_Howe', 'sun', '01:45', '03:00', '2026-04-04', '04-04T14:45 to 04-04T16:30'],
  ['Australia/Lord_Howe', 'sun', '02:10', '03:00', '2026-10-03', '10-03T15:30 to 10-03T16:00'],
  ['Australia/Lord_Howe', 'sat', '23:00', '02:15', '2026-10-03', '10-03T12:30 to 10-03T15:30'],
  // A quarter of an hour, and no daylight saving.
  ['Asia/Kathmandu', 'sun', '09:00', '16:00', '2026-03-29', '03-29T03:15 to 03-29T10:15'],
  ['Asia/Kathmandu', 'sat', '22:00', '02:00', '2026-03-28', '03-28T16:15 to 03-28T20:15'],
  // Put back for Ramadan: on 15 February 2026 from 03:00 to 02:00, on 22 March from 02:00 to 03:00.
  ['Africa/Casablanca', 'sun', '02:30', '05:00', '2026-02-15', '02-15T01:30 to 02-15T05:00'],
  ['Africa/Casablanca', 'sun', '02:30', '05:00', '2026-03-22', '03-22T02:00 to 03-22T04:00'],
  ['Africa/Casablanca', 'sat', '22:00', '02:30', '2026-03-21', '03-21T22:00 to 03-22T02:00'],
  // At midnight: on 4 November 2018 from 00:00 to 01:00, on 18 February 2018 from 00:00 back to 23:00.
  ['America/Sao_Paulo', 'sun', '00:00', '06:00', '2018-11-04', '11-04T03:00 to 11-04T08:00'],
  ['America/Sao_Paulo', 'sat', '20:00', '24:00', '2018-11-03', '11-03T23:00 to 11-04T03:00'],
  ['America/Sao_Paulo', 'sat', '20:00', '00:30', '2018-11-03', '11-03T23:00 to 11-04T03:00'],
  ['America/Sao_Paulo', 'sat', '23:30', '24:00', '2018-02-17', '02-18T01:30 to 02-18T03:00'],
  ['America/Sao_Paulo', 'sat', '20:00', '23:30', '2018-02-17', '02-17T22:00 to 02-18T01:30'],
  ['America/Sao_Paulo', 'sun', '09:00', '16:00', '2026-03-29', '03-29T12:00 to 03-29T19:00'],
  // No daylight saving, and half an hour; and the Friday that Samoa left out.
  ['Asia/Kolkata', 'sun', '22:00', '06:00', '2026-03-29', '03-29T16:30 to 03-30T00:30'],
  ['Pacific/Apia', 'fri', '09:00', '17:00', '2011-12-30', undefined],
  ['Pacific/Apia', 'thu', '22:00', '06:00', '2011-12-30', '12-30T08:00 to 12-30T10:00'],
] as const)('%s, %s %s to %s at %s is %s', (zone, on, from, until, date, expected) => {
  const { from: midnight } = day(date);
  const around = { from: midnight - 12 * 3_600_000, until: midnight + 36 * 3_600_000 };

  const found = opens(zone, on, from, until, around);

  expect(found).toEqual(expected === undefined ? [] : [expected]);
});

test('a window that is left open over midnight is open on the next morning too', () => {
  const window: WindowDefinition = {
    zone: 'Europe/Berlin',
    days: ['fri'],
    from: '22:00',
    until: '06:00',
  };

  const found = spansOfWindow(window, day('2026-11-28'));

  expect(shown(found)).toEqual(['11-27T21:00 to 11-28T05:00']);
});

test('without days it opens on every day', () => {
  const found = spansOfWindow({ zone: 'UTC', from: '09:00', until: '10:00' }, day('2026-11-23', 7));

  expect(found).toHaveLength(7);
});

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'America/Sao_Paulo',
  'Pacific/Apia',
];
const MINUTE = 60_000;
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const changes = [
  '2026-03-08',
  '2026-03-29',
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
  '2018-11-04',
];

test('it opens at the first minute at which the clock of its day shows its time or a later one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.constantFrom(...changes),
      time,
      time,
      (zone, date, from, until) => {
        fc.pre(from < until);
        const on = weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1]!;
        const around = {
          from: Date.parse(date) - 14 * 3_600_000,
          until: Date.parse(date) + 38 * 3_600_000,
        };

        const [span] = spansOfWindow({ zone, days: [on], from, until }, around);

        // Minute by minute, what the clock shows.
        const firstAt = (wanted: string) => {
          for (let at = around.from; at < around.until; at += MINUTE) {
            const clock = Temporal.Instant.fromEpochMilliseconds(at)
              .toZonedDateTimeISO(zone)
              .toPlainDateTime();
            if (Temporal.PlainDateTime.compare(clock, `${date}T${wanted}`) >= 0) return at;
          }
          return undefined;
        };
        const expected = { from: firstAt(from), until: firstAt(until) };
        if (expected.from === expected.until) expect(span).toBeUndefined();
        else expect(span).toEqual(expected);
      },
    ),
    { numRuns: 40, seed: 1 },
  );
});

test('spans that touch are one, and what is in none is left', () => {
  const at = (from: number, until: number) => ({ from, until });

  expect(union([at(5, 7), at(1, 3), at(3, 4), at(2, 3), at(9, 9)])).toEqual([at(1, 4), at(5, 7)]);
  expect(within([at(1, 4), at(5, 9)], [at(3, 6), at(8, 20)])).toEqual([
    at(3, 4),
    at(5, 6),
    at(8, 9),
  ]);
  expect(without(at(0, 10), [at(2, 3), at(5, 20)])).toEqual([at(0, 2), at(3, 5)]);
  expect(without(at(0, 10), [at(-2, 30)])).toEqual([]);
  expect(without(at(0, 10), [])).toEqual([at(0, 10)]);
});

test('a moment is told as the people of its zone read it', () => {
  expect(momentText(Date.parse('2026-11-30T08:00Z'), 'Europe/Berlin')).toBe(
    'Mon 2026-11-30 09:00+01:00 Europe/Berlin',
  );
  // The hour that comes twice is told apart.
  expect(
    ['2026-10-25T00:30Z', '2026-10-25T01:30Z'].map((at) =>
      momentText(Date.parse(at), 'Europe/Berlin').slice(15, 26),
    ),
  ).toEqual(['02:30+02:00', '02:30+01:00']);
  expect(momentText(Date.parse('2026-03-29T01:00Z'), 'America/St_Johns')).toContain('22:30-02:30');
});
