// When something recurs: what expressions say, in the hours of zones.

import { againstRecurrence } from '../../../core/recurring/expression.ts';
import { lastDue, nextDue } from '../../../core/recurring/recurring.ts';

const at = (text: string) => Date.parse(text);

function timesOf(expression: string, from: string, count: number, zone = 'UTC'): string[] {
  const times: string[] = [];
  let after = at(from);
  for (let index = 0; index < count; index += 1) {
    const next = nextDue({ at: expression, zone }, at(from), after);
    if (next === undefined) break;
    times.push(new Date(next).toISOString().slice(0, 16));
    after = next;
  }
  return times;
}

test.each([
  ['cron(0 2 * * ? *)', ['2026-11-30T02:00', '2026-12-01T02:00']],
  ['cron(0/15 8-9 ? * MON-FRI *)', ['2026-11-30T08:00', '2026-11-30T08:15']],
  ['cron(0 3 L * ? *)', ['2026-11-30T03:00', '2026-12-31T03:00']],
  ['cron(0 3 LW * ? *)', ['2026-11-30T03:00', '2026-12-31T03:00']],
  ['cron(0 3 15W * ? *)', ['2026-12-15T03:00', '2027-01-15T03:00']],
  ['cron(0 3 1W * ? *)', ['2026-12-01T03:00', '2027-01-01T03:00']],
  ['cron(0 3 1W 5,8 ? *)', ['2027-05-03T03:00', '2027-08-02T03:00']],
  ['cron(0 3 31W * ? *)', ['2026-12-31T03:00', '2027-01-29T03:00']],
  ['cron(0 3 ? * 6#2 *)', ['2026-12-11T03:00', '2027-01-08T03:00']],
  ['cron(0 3 ? * FRIL *)', ['2026-12-25T03:00', '2027-01-29T03:00']],
  ['cron(0 3 ? * L *)', ['2026-12-05T03:00', '2026-12-12T03:00']],
  ['cron(0 3 29 FEB ? *)', ['2028-02-29T03:00', '2032-02-29T03:00']],
  ['cron(0 3 * * ? 2026)', ['2026-11-30T03:00', '2026-12-01T03:00']],
  ['rate(90 minutes)', ['2026-11-30T01:30', '2026-11-30T03:00']],
])('%s comes at %j', (expression, times) => {
  expect(timesOf(expression, '2026-11-30T00:00:00Z', 2)).toEqual(times);
});

test.each([
  ['it is put forward over 02:30', '2027-03-27T12:00:00Z', '2027-03-28T01:00', '2027-03-29T00:30'],
  ['02:30 is shown twice', '2026-10-24T12:00:00Z', '2026-10-25T00:30', '2026-10-26T01:30'],
])('where the clock changes so that %s, it comes once on that day', (_, from, first, then) => {
  expect(timesOf('cron(30 2 * * ? *)', from, 2, 'Europe/Berlin')).toEqual([first, then]);
});

test('of hours that the clock is put forward over, each comes once, in order', () => {
  expect(timesOf('cron(0 * * * ? *)', '2027-03-28T00:00:00Z', 3, 'Europe/Berlin')).toEqual([
    '2027-03-28T01:00',
    '2027-03-28T02:00',
    '2027-03-28T03:00',
  ]);
});

test('the last that has come stands for all that were missed; the moment itself counts, what is done does not', () => {
  const daily = { at: 'cron(0 2 * * ? *)' };
  const due = (after: string, until: string) =>
    lastDue(daily, { since: at(after), after: at(after), until: at(until) });

  expect(due('2026-11-20T00:00:00Z', '2026-11-30T09:00:00Z')).toBe(at('2026-11-30T02:00:00Z'));
  expect(due('2026-11-29T12:00:00Z', '2026-11-30T02:00:00Z')).toBe(at('2026-11-30T02:00:00Z'));
  expect(due('2026-11-30T02:00:00Z', '2026-11-30T02:00:00Z')).toBeUndefined();
  expect(due('2026-11-30T02:00:00Z', '2026-12-01T01:59:59Z')).toBeUndefined();
});

test('a rate is not due as it begins, and then once in its time', () => {
  const since = at('2026-11-30T00:00:00Z');
  const due = (minutes: number, after = 0) =>
    lastDue(
      { at: 'rate(1 hour)' },
      { since, after: since + after * 60_000, until: since + minutes * 60_000 },
    );

  const offsets = [due(0), due(59), due(60), due(125), due(125, 120)].map((time) =>
    time === undefined ? 'none' : (time - since) / 60_000,
  );
  expect(offsets).toEqual(['none', 'none', 60, 120, 'none']);
});

test.each([
  ['rate(1 minute)', /5 minutes at least/],
  ['rate(0 hours)', /5 minutes at least/],
  ['every day', /expected cron\(0 2 \* \* \? \*\) or rate\(6 hours\)/],
  ['cron(0 2 * * *)', /six fields.*got 5/],
  ['cron(0 2 * * * *)', /\? as the day/],
  ['cron(0 2 ? * ? *)', /\? as the day/],
  ['cron(60 2 * * ? *)', /minutes from 0 to 59.*got 60/],
  ['cron(0 24 * * ? *)', /hours from 0 to 23.*got 24/],
  ['cron(0 2 32 * ? *)', /day of the month from 1 to 31.*got 32/],
  ['cron(0 2 * 13 ? *)', /month from 1 to 12.*got 13/],
  ['cron(0 2 ? * 8 *)', /day of the week from 1 to 7.*got 8/],
  ['cron(0 2 ? * 8#2 *)', /day of the week before # or L/],
  ['cron(0 2 40W * ? *)', /day of the month before W/],
  ['cron(0 2 ? * FRI-MON *)', /day of the week/],
  ['cron(0/0 2 * * ? *)', /minutes/],
  ['cron(0 2 * * ? 1969)', /year from 1970/],
  ['cron(0 2 30 2 ? *)', /never does/],
])('%s is refused', (expression, text) => {
  expect(againstRecurrence({ at: expression })).toMatch(text);
});
