import fc from 'fast-check';
import { lookSeconds, secondsToNextLook } from '../../core/bake.ts';
import { exactDuration, formatDuration, parseDuration } from '../../core/duration.ts';
import { Failure, isFailure } from '../../core/failure.ts';
import { ledgerKey } from '../../core/ledger.ts';
import { nearest } from '../../core/nearest.ts';
import { releaseIdOf } from '../../core/release.ts';
import { isNewer, labelOf, type Revision } from '../../core/revision.ts';
import type { Wait } from '../../core/wait.ts';
import { waitKey } from '../../core/wait-key.ts';

test.each([
  ['30m', 1_800],
  ['1h30m', 5_400],
  ['2d', 172_800],
  ['0s', 0],
  ['1d2h3m4s', 93_784],
  ['', undefined],
  ['30', undefined],
  ['1.5h', undefined],
  ['-5m', undefined],
  ['5m1h', undefined],
  ['5 m', undefined],
  ['5M', undefined],
])('%j is %j seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  [0, '0s'],
  [59.9, '59s'],
  [90, '1m30s'],
  [43_200, '12h'],
  [90_061, '1d1h'],
  [86_401, '1d'],
])('%d seconds are written %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0, '0s'],
  [5_400, '1h30m'],
  [100_860, '1d4h1m'],
  [90_061, '1d1h1m1s'],
])('%d seconds are exactly %s', (seconds, text) => {
  expect(exactDuration(seconds)).toBe(text);
});

test('what is written to the second is read back whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
      expect(parseDuration(exactDuration(seconds))).toBe(seconds);
    }),
  );
});

test('a duration that is written is read back, short of what its two units leave out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
      const read = parseDuration(formatDuration(seconds))!;

      expect(read).toBeLessThanOrEqual(seconds);
      expect(seconds - read).toBeLessThan(Math.max(60, seconds / 24));
    }),
  );
});

test.each([
  ['stagse', ['stages', 'source'], 'stages'],
  ['colour', ['stages', 'source'], undefined],
  ['Stages', ['stages', 'source'], 'stages'],
  ['alrams', ['alarms', 'account'], 'alarms'],
  ['x', [], undefined],
])('the word meant by %s, of %j, is %s', (word, known, meant) => {
  expect(nearest(word, known)).toBe(meant);
});

test.each([
  [0, 3_600, 60],
  [60, 3_600, 60],
  [960, 3_600, 960],
  [3_000, 3_600, 600],
  [0, 30, 30],
])('%d seconds into a bake of %d the next look is in %d', (elapsed, bake, seconds) => {
  expect(secondsToNextLook(elapsed, bake)).toBe(seconds);
});

test.each([
  [0, [300]],
  [30, [30, 300]],
  [600, [60, 60, 120, 240, 120, 300]],
])('a bake of %d seconds waits %j between its looks', (bake, waits) => {
  expect(lookSeconds(bake)).toEqual(waits);
});

test('the looks of any bake fill it exactly, grow as its logarithm, and leave time to answer', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 * 86_400 }), (bake) => {
      const waits = lookSeconds(bake);
      const between = waits.slice(0, -1);

      expect(between.reduce((sum, wait) => sum + wait, 0)).toBe(bake);
      expect(Math.min(...between)).toBeGreaterThan(0);
      expect(waits.at(-1)).toBe(300);
      expect(waits.length).toBeLessThanOrEqual(3 + Math.max(0, Math.ceil(Math.log2(bake / 60))));
    }),
  );
});

const revision = (at: string, number: number) => ({ startedAt: `2026-11-20T${at}:00Z`, number });

test.each([
  ['10:00', 7, '09:00', 8, true],
  ['10:00', 8, '10:00', 7, true],
  ['10:00', 7, '10:00', 7, false],
  ['09:00', 8, '10:00', 7, false],
  ['10:00', 7, '10:00', 8, false],
])('%s #%d is newer than %s #%d: %s', (aTime, aNumber, bTime, bNumber, newer) => {
  expect(isNewer(revision(aTime, aNumber), revision(bTime, bNumber))).toBe(newer);
});

test('a commit that is built again is as old as its first build, and newer than that alone', () => {
  const again = { ...revision('09:00', 8), again: revision('11:00', 9) };

  expect(isNewer(again, revision('10:00', 7))).toBe(false);
  expect(isNewer(revision('10:00', 7), again)).toBe(true);
  expect(isNewer(again, revision('09:00', 8))).toBe(true);
  expect(isNewer(revision('09:00', 8), again)).toBe(false);
});

test('of one branch the place of the commit comes first, whenever it was built', () => {
  const placed = (branch: string, at: number, time: string) => ({
    ...revision(time, 7),
    place: { branch, at },
  });

  expect(isNewer(placed('main', 5, '09:00'), placed('main', 4, '10:00'))).toBe(true);
  expect(isNewer(placed('main', 4, '10:00'), placed('main', 5, '09:00'))).toBe(false);
  expect(isNewer(placed('main', 5, '09:00'), placed('fix', 4, '10:00'))).toBe(false);
  expect(isNewer(placed('main', 5, '09:00'), revision('10:00', 8))).toBe(false);
});

test('time is compared, not its spelling', () => {
  const utc = { startedAt: '2026-11-20T10:00:00Z', number: 1 };
  const offset = { startedAt: '2026-11-20T12:00:00+02:00', number: 1 };

  expect([isNewer(utc, offset), isNewer(offset, utc)]).toEqual([false, false]);
});

test('a revision is known by its build and commit, and a release by its build and attempt', () => {
  const known = {
    digest: `sha256:7d865e959b24${'0'.repeat(52)}`,
    commit: '9f2c1d7a00',
    build: { arn: 'arn:412', number: 412 },
  } as Revision;

  expect(labelOf(known)).toBe('#412 9f2c1d7');
  expect(labelOf({ ...known, commit: '' })).toBe('#412');
  expect(releaseIdOf('checkout', 'arn:412', 1)).toMatch(/^checkout-[0-9a-f]{12}-1$/);
  expect(releaseIdOf('checkout', 'arn:412', 2)).not.toBe(releaseIdOf('checkout', 'arn:413', 2));
});

const waiting = { token: 't', pipeline: 'shop', release: 'shop-1', wave: 2 };
const place = { account: '111122223333', region: 'us-east-1' };

test.each<[string, Wait]>([
  ['gate#shop-1#2', { kind: 'gate', ...waiting, alarms: [] }],
  ['bake#shop-1#2', { kind: 'bake', ...waiting, alarms: [], lastLook: false }],
  ['test#arn:build', { kind: 'test', ...waiting, test: 'smoke', build: 'arn:build' }],
  [
    'deployment#111122223333#us-east-1#d-1',
    { kind: 'deployment', ...waiting, ...place, target: 'live', deployment: 'd-1' },
  ],
])('a wait is kept under what wakes it: %s', (sk, wait) => {
  expect(waitKey(wait).sk).toBe(sk);
});

test('a wait that is registered again replaces itself, whatever its token', () => {
  const wait: Wait = { kind: 'gate', ...waiting, alarms: [] };

  expect(waitKey({ ...wait, token: 'another' })).toEqual(waitKey(wait));
});

test('the same decision has the same key in the ledger, and sorts by its time', () => {
  const entry = {
    at: '2026-11-20T10:00:00.000Z',
    pipeline: 'shop',
    release: 'shop-1',
    event: 'WaveEnded' as const,
    subject: 'prod/rest',
    text: 'one wording',
  };

  expect(ledgerKey(entry)).toBe('2026-11-20T10:00:00.000Z#shop-1#WaveEnded#prod/rest');
  expect(ledgerKey({ ...entry, text: 'another' })).toBe(ledgerKey(entry));
});

test('a Failure is known by its code, which is its name', () => {
  const cause = new Error('inner');
  const failure = new Failure('Contended', 'expected peace, got war', { cause });

  expect({ name: failure.name, cause: failure.cause }).toEqual({ name: 'Contended', cause });
  expect(isFailure(failure, 'Contended')).toBe(true);
  expect([isFailure(failure, 'Refused'), isFailure(new Error('x'), 'Refused')]).toEqual([
    false,
    false,
  ]);
});
