// What a plan says of a source that is released at set times.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run-words.ts';

const NIGHTLY = 'examples/nightly/tidegate.yml';
const folder = mkdtempSync(join(tmpdir(), 'plan-set-times-'));
afterAll(() => rmSync(folder, { recursive: true }));

function scheduled(schedule: string): string {
  const file = join(folder, 'tidegate.yml');
  const text = readFileSync(NIGHTLY, 'utf8');
  writeFileSync(file, text.replace(/schedule: .*/, `schedule: ${schedule}`));
  return file;
}

interface Told {
  readonly schedule?: {
    readonly countedFrom: string;
    readonly next: readonly { readonly at: string; readonly shown: string }[];
  };
}

async function planned(file: string, ...more: string[]) {
  const { printed } = await run('plan', file, ...more);
  const { printed: json } = await run('plan', file, ...more, '--json');
  return { printed, told: JSON.parse(json) as Told };
}

test('the next three set times are told in their zone and in UTC, from the start on', async () => {
  const { printed, told } = await planned(NIGHTLY, '--start', '2026-12-01T12:00Z');

  expect(printed).toContain(
    'Set times, cron(0 2 * * ? *): Wed 2026-12-02 02:00+01:00 Europe/Berlin (2026-12-02 01:00Z); ' +
      'Thu 2026-12-03 02:00+01:00 Europe/Berlin (2026-12-03 01:00Z); ' +
      'Fri 2026-12-04 02:00+01:00 Europe/Berlin (2026-12-04 01:00Z).\n' +
      'At each, a release starts up to 5 minutes later, and only where something is new.\n',
  );
  expect(told.schedule).toEqual({
    at: 'cron(0 2 * * ? *)',
    zone: 'Europe/Berlin',
    countedFrom: '2026-12-01T12:00:00.000Z',
    next: ['02', '03', '04'].map((day, index) => ({
      at: `2026-12-${day}T01:00:00.000Z`,
      shown: `${['Wed', 'Thu', 'Fri'][index]} 2026-12-${day} 02:00+01:00 Europe/Berlin`,
    })),
    startsWithinSeconds: 300,
    onlyWhatIsNew: true,
  });
});

test.each([
  // 02:30 is not on 29 March; it comes twice on 25 October, and its first is meant.
  ['2026-03-28T12:00Z', ['03-29T01:00', '03-30T00:30', '03-31T00:30'], '03:00+02:00'],
  ['2026-10-24T12:00Z', ['10-25T00:30', '10-26T01:30', '10-27T01:30'], '02:30+02:00'],
])('as the clocks change after %s they are those of the source', async (start, times, first) => {
  const file = scheduled('{ at: cron(30 2 * * ? *), zone: Europe/Berlin }');

  const { told } = await planned(file, '--start', start);

  const { next } = told.schedule!;
  expect(next.map(({ at }) => at.slice(5, 16))).toEqual(times);
  expect(next[0]!.shown).toContain(first);
});

test('without a zone they are told in UTC once, and the start itself is the first', async () => {
  const file = scheduled('{ at: cron(0 2 * * ? *) }');

  const { printed } = await planned(file, '--start', '2026-12-01T03:00+01:00');

  expect(printed).toContain(
    'cron(0 2 * * ? *): Tue 2026-12-01 02:00+00:00 UTC; Wed 2026-12-02 02:00+00:00 UTC; Thu 2026-12-03 02:00+00:00 UTC.',
  );
});

test('a rate is counted from when it is applied, which is taken to be the start', async () => {
  const file = scheduled('{ at: rate(6 hours) }');

  const { printed, told } = await planned(file, '--start', '2026-12-01T03:10Z');

  expect(printed).toContain(
    'Set times, rate(6 hours) counted from when it is applied, here 2026-12-01 03:10Z: Tue 2026-12-01 09:10',
  );
  expect(told.schedule!.next.map(({ at }) => at.slice(8, 16))).toEqual([
    '01T09:10',
    '01T15:10',
    '01T21:10',
  ]);
});

test('times that come no more are said to', async () => {
  const file = scheduled('{ at: cron(0 2 24 12 ? 2026-2027) }');

  const one = await planned(file, '--start', '2027-01-01T00:00Z');
  const none = await planned(file, '--start', '2028-01-01T00:00Z');

  expect(one.printed).toContain('Fri 2027-12-24 02:00+00:00 UTC; then no more.');
  expect(none.printed).toContain('Set times, cron(0 2 24 12 ? 2026-2027): no more.');
  expect(none.printed).not.toContain('At each');
});

test('without a start they are counted from the present, and the waves stay in seconds', async () => {
  const before = Date.now();
  const { printed, told } = await planned(NIGHTLY);

  const from = Date.parse(told.schedule!.countedFrom);
  expect(from).toBeGreaterThanOrEqual(before);
  const [first] = told.schedule!.next.map(({ at }) => Date.parse(at) - from);
  expect(first).toBeLessThanOrEqual(25 * 3_600_000);
  expect(printed).toMatch(/^beta +\S+ +0s /m);
  expect(told).not.toHaveProperty('startsAt');
});

test('a source without set times has none', async () => {
  const { printed, told } = await planned('examples/minimal/tidegate.yml');

  expect(printed).not.toContain('Set times');
  expect(told).not.toHaveProperty('schedule');
});
