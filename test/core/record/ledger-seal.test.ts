// A ledger that is sealed: what was taken out, changed, moved or put in shows.

import type { LedgerEntry, LedgerEvent } from '../../../core/ledger.ts';
import { causesIn } from '../../../core/record/cause.ts';
import { checkLedger } from '../../../core/record/check-ledger.ts';
import { cloudEventOf, ledgerLines, parseLedgerLines } from '../../../core/record/ledger-line.ts';
import { digestOfEntry, isOver, sealAfter } from '../../../core/record/ledger-seal.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString();

function entry(minute: number, event: LedgerEvent, subject = '', text = 'x'): LedgerEntry {
  return { at: at(minute), pipeline: 'shop', release: 'shop-1', event, subject, text };
}

const entries = [
  entry(0, 'ReleaseStarted'),
  entry(0, 'StageEntered', 'prod'),
  entry(0, 'WaveStarted', 'prod'),
  entry(0, 'DeploymentStarted', 'box'),
  entry(1, 'DeploymentEnded', 'box'),
  entry(1, 'BakeStarted', 'prod'),
  entry(9, 'BakeEnded', 'prod', 'bake ended, fail: alarm e'),
  entry(9, 'WaveEnded', 'prod'),
  entry(9, 'RevisionQuarantined'),
  entry(9, 'RollbackStarted', 'prod'),
  entry(9, 'DeploymentStarted', 'box', 'rolling back'),
  entry(10, 'DeploymentEnded', 'box', 'rolled back to'),
  entry(10, 'StageLeft', 'prod'),
  entry(10, 'ReleaseEnded'),
];
const one = sealAfter(
  undefined,
  { pipeline: 'shop', at: at(30), openFrom: at(20) },
  entries.slice(0, 8),
);
const two = sealAfter(
  one,
  { pipeline: 'shop', at: at(60), openFrom: at(50) },
  entries.slice(8, 12),
);
const seals = [one, two];
const check = (over: Partial<Parameters<typeof checkLedger>[0]>) =>
  checkLedger({ pipeline: 'shop', entries, seals, inOrder: true, ...over }).findings.map(
    ({ is, seal }) => `${is} ${seal}`,
  );
const without = (index: number) => entries.toSpliced(index, 1);

test('a ledger that nobody touched is whole, with what no seal holds yet behind it', () => {
  expect(checkLedger({ pipeline: 'shop', entries, seals, inOrder: true })).toEqual({
    ...{ pipeline: 'shop', lines: 14, sealed: 12, seals: 2, head: two.digest, findings: [] },
  });
});

test.each([
  ['a line that was taken out', { entries: without(3) }, ['missing 1']],
  [
    'a text that was changed',
    { entries: entries.with(6, { ...entries[6]!, text: 'pass' }) },
    ['changed 1'],
  ],
  [
    'a person who was changed',
    { entries: entries.with(9, { ...entries[9]!, person: { by: 'a', name: 'a', door: 'x' } }) },
    ['changed 2'],
  ],
  [
    'two lines that changed their places',
    { entries: entries.with(4, entries[5]!).with(5, entries[4]!) },
    ['moved 1'],
  ],
  [
    'a line that was put in',
    { entries: entries.toSpliced(5, 0, entry(1, 'Held', 'prod')) },
    ['added 0'],
  ],
  ['a line that is there twice', { entries: entries.toSpliced(5, 0, entries[4]!) }, ['twice 1']],
  ['a seal that was taken out', { seals: [two] }, ['lostSeal 2', 'added 0']],
  [
    'a seal that was changed',
    { seals: [one, { ...two, lines: two.lines.slice(1) }] },
    ['brokenSeal 2', 'added 0'],
  ],
  [
    'a seal that was made anew without a line',
    { seals: [sealAfter(undefined, one, entries.slice(1, 8)), two] },
    ['brokenSeal 2', 'added 0'],
  ],
])('%s shows', (_what, over, found) => {
  expect([...new Set(check(over))]).toEqual(found);
});

test('an export is read back the same, and verified without a Tidegate', () => {
  const lines = ledgerLines(entries, seals);
  const text = lines.map((line) => JSON.stringify(line)).join('\n');

  const read = parseLedgerLines(`${text}\n`).get('shop')!;

  expect(lines.filter(({ kind }) => kind === 'seal')).toHaveLength(2);
  expect(read).toEqual({ entries, seals });
  expect(checkLedger({ pipeline: 'shop', ...read, inOrder: true }).findings).toEqual([]);
  expect(() => parseLedgerLines(`${text}\n{"kind":"entry"}`)).toThrow(
    'expected line 17 to be one of',
  );
});

test('what one entry says has one hash, in whichever order its fields stand', () => {
  const { at: time, ...rest } = entries[0]!;

  expect(digestOfEntry({ ...rest, at: time })).toBe(digestOfEntry(entries[0]!));
});

test('what is young, or of a release that runs, is not over', () => {
  const how = { open: new Set(['shop-2']), before: at(20) };

  expect(isOver(entries[0]!, how)).toBe(true);
  expect(isOver({ ...entries[0]!, release: 'shop-2' }, how)).toBe(false);
  expect(isOver({ ...entries[0]!, at: at(20) }, how)).toBe(false);
});

test.each([
  [13, 'RollbackStarted'],
  [12, 'DeploymentEnded'],
  [10, 'RollbackStarted'],
  [9, 'RevisionQuarantined'],
  [8, 'WaveEnded'],
  [7, 'BakeEnded'],
  [6, 'BakeStarted'],
  [5, 'DeploymentEnded'],
  [4, 'DeploymentStarted'],
  [3, 'WaveStarted'],
  [2, 'StageEntered'],
  [1, 'ReleaseStarted'],
  [0, undefined],
])('line %i is linked to what caused it', (index, event) => {
  expect(causesIn(entries)(entries[index]!)?.event).toBe(event);
});

test('an event names its ledger, its type, its release and its cause', () => {
  const event = cloudEventOf(ledgerLines(entries, [])[6]!);

  expect(event).toEqual({
    specversion: '1.0',
    id: `${at(9)}#shop-1#BakeEnded#prod`,
    source: '/tidegate/shop',
    type: 'dev.tidegate.ledger.BakeEnded',
    subject: 'shop-1/prod',
    time: at(9),
    datacontenttype: 'application/json',
    causationid: `${at(1)}#shop-1#BakeStarted#prod`,
    data: entries[6],
  });
  expect(cloudEventOf(ledgerLines(entries, seals)[8]!)).toMatchObject({
    ...{ id: 'seal#1', type: 'dev.tidegate.ledger.Sealed', data: { digest: one.digest } },
  });
});
