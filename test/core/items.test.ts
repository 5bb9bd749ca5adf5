// What lies in the table is read, whichever version of Tidegate wrote it; what is damaged is named.

import { globSync, readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { keys } from '../../core/keys.ts';
import { type Noun, noun, readItem, versionOf } from '../../core/noun.ts';
import { shapeOf } from '../../core/shape.ts';
import { partitionOf, partitionsOf } from '../../core/spread.ts';
import { testsOf } from '../../core/wave.ts';
import { LATER, NOUNS } from './kept-nouns.ts';

interface Stored {
  readonly pk: string;
  readonly sk: string;
  readonly item: Readonly<Record<string, unknown>>;
  readonly schema?: number;
}

const place = { pk: 'counters', sk: 'one' };

const FOLDER = 'test/core/items';
const bytesIn = (key: string, value: unknown) =>
  key === 'bytes' && typeof value === 'string' ? Buffer.from(value, 'base64') : value;
const items = readdirSync(FOLDER).flatMap((file) =>
  readFileSync(`${FOLDER}/${file}`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line, bytesIn) as Stored),
);

function nounOf({ pk, sk }: Stored): Noun<unknown> {
  const found = NOUNS.filter(([pks, sks]) => pks.test(pk) && sks.test(sk));
  expect(found).toHaveLength(1);
  return found[0]![2];
}

test.each(items.map((each) => [`${each.pk} ${each.sk}`, each] as const))(
  '%s is read as it was written',
  (_name, each) => {
    expect(() => readItem(nounOf(each), each, each)).not.toThrow();
  },
);

test.each(items.map((each) => [`${each.pk} ${each.sk}`, each] as const))(
  '%s is read the same where it is kept and was read before',
  (_name, each) => {
    const kept = { ...each, item: Object.freeze(structuredClone(each.item)) };
    readItem(nounOf(each), each, kept);

    expect(readItem(nounOf(each), each, kept)).toEqual(readItem(nounOf(each), each, each));
  },
);

test('items of every version of every noun are among those', () => {
  const missing = NOUNS.flatMap(([, , of]) =>
    Array.from({ length: versionOf(of) - (versionOf(of) > 1 ? 1 : 0) }, (_, index) => index + 1)
      .filter(
        (version) => !items.some((each) => nounOf(each) === of && (each.schema ?? 1) === version),
      )
      .map((version) => `${of.name}, version ${version}`),
  );

  expect(missing).toEqual([]);
  expect(LATER.map(versionOf)).toEqual(LATER.map(() => 1));
});

test('each noun that the table keeps is among those, or no release has written it yet', () => {
  const texts = globSync('core/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  const named = texts.flatMap((text) => [...text.matchAll(/\bnoun\(\s*'([^']+)'/g)]);
  const known = [...NOUNS.map(([, , of]) => of), ...LATER].map(({ name }) => name);

  // The waits of one kind each are read as waits of any.
  const names = named.map(([, name = '']) => name.replace(/^wait of .*/, 'wait'));

  expect(new Set(known)).toEqual(new Set(names));
});

const written = {
  ...{ release: 'r1', wave: 0, doing: 'deploy', startedAt: '2026-11-20T10:00:00Z' },
  revision: revisionOf(items.find(({ sk }) => sk === 'target#beta')),
};
function revisionOf(target: Stored | undefined): unknown {
  const { running } = z
    .object({ running: z.object({ revision: z.unknown() }) })
    .parse(target?.item);
  return running.revision;
}

const CALLED = '2026-11-20T10:00:01Z';
const ANSWERED = '2026-11-20T10:00:02Z';

test.each([
  ['nothing was called', {}, { status: 'open', calls: { state: 'none' } }],
  [
    'a call was announced',
    { callingAt: CALLED },
    { status: 'open', calls: { state: 'announced', at: CALLED } },
  ],
  [
    'a call had failed',
    { callingAt: CALLED, answeredAt: ANSWERED },
    { status: 'open', calls: { state: 'failed', at: CALLED, failedAt: ANSWERED } },
  ],
  [
    'a deployment was started',
    { callingAt: CALLED, deployment: 'd-1' },
    { status: 'open', calls: { state: 'started', at: CALLED, deployment: 'd-1' } },
  ],
  [
    'a deployment was started after a call that had failed',
    { callingAt: CALLED, answeredAt: ANSWERED, deployment: 'd-1' },
    { status: 'open', calls: { state: 'started', at: CALLED, deployment: 'd-1' } },
  ],
  [
    'it was given up',
    { result: 'GivenUp', reason: 'why' },
    { status: 'ended', calls: { state: 'none' }, end: { result: 'GivenUp', reason: 'why' } },
  ],
  [
    'it failed by its revision’s doing',
    { result: 'Failed', reason: 'why', blamesRevision: true },
    { status: 'ended', end: { result: 'Failed', reason: 'why', blamesRevision: true } },
  ],
])('of an intent of 0.2.0 for which %s, that is read', (_what, more, expected) => {
  const item = { kind: 'target', pipeline: 'shop', name: 'box', fence: 4 };
  const { noun: of } = keys.target('', '');

  const read = readItem(of, place, { item: { ...item, intent: { ...written, ...more } } });

  expect(read.intent).toMatchObject({ ...expected, fence: 4 });
});

test('what had baked before is read where it was kept before there were several', () => {
  const old = items.find(({ item }) => 'bakedBefore' in item);
  const { noun: of } = keys.target('', '');

  const { baked, bakedEarlier } = readItem(of, place, old ?? {});

  expect(baked?.release).toBe('shop-49b8d1f54ef1-1');
  expect(bakedEarlier?.map(({ release }) => release)).toEqual(['baseline']);
});

test.each([
  ['still runs', {}, { status: 'running' }],
  [
    'passed',
    { verdict: 'pass', reason: 'why' },
    { status: 'ended', verdict: 'pass', reason: 'why' },
  ],
  [
    'did not end in time',
    { verdict: 'fail', reason: 'why', timedOut: true },
    { status: 'ended', verdict: 'fail', reason: 'why', timedOut: true },
  ],
])('of a test of 0.2.0 that %s, that is read', (_what, more, expected) => {
  const old = items.find(({ item, schema }) => schema === 2 && item.status === 'open');
  const begun = { build: 'arn:build', startedAt: CALLED };
  const { noun: of } = keys.wave('', 0);

  const item = { ...old?.item, tests: { smoke: { ...begun, ...more } } };
  const read = readItem(of, place, { item, schema: 2 });

  expect(testsOf(read)).toEqual({ smoke: { ...begun, ...expected } });
});

const counter = noun('counter', z.strictObject({ count: z.int() }), [
  z.strictObject({ value: z.int() }).transform(({ value }) => ({ count: value })),
]);

test('an item of an earlier version is read as one of today’s', () => {
  expect(readItem(counter, place, { item: { value: 3 } })).toEqual({ count: 3 });
  expect(readItem(counter, place, { item: { value: 3 }, schema: 1 })).toEqual({ count: 3 });
  expect(readItem(counter, place, { item: { count: 3 }, schema: 2 })).toEqual({ count: 3 });
});

test.each([
  ['a field of another type', { item: { count: 'three' }, schema: 2 }, 'version 2'],
  ['an unknown field', { item: { count: 3, colour: 'red' }, schema: 2 }, 'colour'],
  ['an earlier version’s field missing', { item: {} }, 'version 1'],
  ['nothing in it', {}, 'version 1'],
  ['null', { item: null, schema: 2 }, 'version 2'],
  ['a later version', { item: { count: 3 }, schema: 3 }, 'version 3'],
  ['a version that is none', { item: { count: 3 }, schema: '2' }, 'version 2'],
  ['a version between two', { item: { count: 3 }, schema: 1.5 }, 'version 1.5'],
])('an item with %s is unreadable, and is named', (_what, stored, told) => {
  const read = () => readItem(counter, place, stored);

  expect(read).toThrow(expect.objectContaining({ name: 'Unreadable' }));
  expect(read).toThrow(/expected the counter at counters one /);
  expect(read).toThrow(told);
});

test('a shape asks for words and types, not for what is checked when they come in', () => {
  const strict = z.strictObject({
    name: z
      .string()
      .regex(/^[a-z]+$/)
      .max(3),
    ports: z.array(z.int().min(1)).min(2).default([]),
    note: z.string().min(1).optional(),
  });
  const shape = shapeOf(strict.refine(() => false));

  expect(shape.parse({ name: 'Name!', ports: [0] })).toEqual({ name: 'Name!', ports: [0] });
  expect(shape.parse({ name: '' })).toEqual({ name: '', ports: [] });
  expect(shape.safeParse({ name: 7 }).success).toBe(false);
  expect(shape.safeParse({ name: 'a', colour: 'red' }).success).toBe(false);
});

test('a list that all share is spread evenly, the first partition where 0.1.0 kept all of it', () => {
  const found = Array.from({ length: 4_000 }, (_, index) =>
    partitionOf('waits', `bake#shop-${index}#0`),
  );
  const counts = Map.groupBy(found, (each) => each);

  expect([...counts.keys()].sort()).toEqual(partitionsOf('waits'));
  expect(partitionsOf('waits')[0]).toBe('waits');
  for (const of of counts.values()) expect(of.length).toBeGreaterThan(700);
});

test('a key finds its item wherever an earlier version put it', () => {
  const all = Array.from({ length: 40 }, (_, index) => keys.open(`arn:${index}`));
  const elsewhere = all.filter(({ pk }) => pk !== 'open');

  expect(elsewhere.length).toBeGreaterThan(10);
  for (const { former, sk } of elsewhere) expect(former).toEqual({ pk: 'open', sk });
});
