// Thousands of bakes are open: a sweep hands them on in shares, and no call reads more than its own.

import { keys, ranges } from '../../core/keys.ts';
import type { Key } from '../../core/noun.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { waitKey } from '../../core/wait-key.ts';
import { SHARE_ITEMS } from '../../flows/shares.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { putRaw } from './raw-item.ts';

const MINUTE = 60_000;
const PARTITIONS = 4;

interface Call {
  readonly operation: string;
  readonly invocation: string;
  readonly list: string | undefined;
}

interface Swept {
  /** By invocation: how often it has read of the table, or of AWS. */
  readonly reads: ReadonlyMap<string, number>;
  /** By invocation: how many pages of the list of waits it has read. */
  readonly pages: ReadonlyMap<string, number>;
  /** How many bakes were looked at. */
  readonly looks: number;
}

/** The sweeps from the twentieth minute on, in a world that has so many bakes then. */
async function sweeps(open: number, count: number, faults: object = {}) {
  const calls: (Call & { readonly at: number })[] = [];
  const lines: string[] = [];
  let world: World | undefined;
  const now = () => (world ? (world.clock.millis() - world.startAt.getTime()) / MINUTE : 0);
  const keep = (message: string) => void lines.push(message);
  world = await makeWorld({
    pipelines: [
      parsePipeline(oneTarget({ bake: '{ for: 2h, judge: { mode: off } }' }), 'shop.yml'),
    ],
    scenario: scenarioSchema.parse({ baseline: 'old', builds: [build('new', '1m')], ...faults }),
    seed: 1,
    tables: 'memory',
    transport: 'direct',
    readFile: String,
    log: { info: keep, warn: keep, error: keep },
    onCall: ({ functionName, operation, invocation, input }, at) => {
      if (functionName !== 'Sweep' || invocation === undefined || at < 20 * 60) return;
      const values = (input as { ExpressionAttributeValues?: { ':pk'?: { S?: string } } })
        .ExpressionAttributeValues;
      calls.push({ operation, invocation, list: values?.[':pk']?.S, at: at / 60 });
    },
    isStopped: () => now() > 19.9 + 5 * count,
  });
  const whole = world;
  whole.clock.at(whole.startAt.getTime() + 18 * MINUTE, () =>
    whole.clock.track(() => multiply(whole, open)),
  );
  await whole.play();
  const swept = Array.from({ length: count }, (_, index) =>
    sweptIn(calls.filter(({ at }) => at >= 20 + 5 * index && at < 25 + 5 * index)),
  );
  return { swept, lines, world };
}

const READ = /^(Batch|Describe|Get|List|Query)/;

function sweptIn(calls: readonly Call[]): Swept {
  const reads = new Map<string, number>();
  const pages = new Map<string, number>();
  const add = (to: Map<string, number>, invocation: string) =>
    void to.set(invocation, (to.get(invocation) ?? 0) + 1);
  for (const { operation, invocation, list } of calls) {
    if (READ.test(operation)) add(reads, invocation);
    if (operation === 'Query' && list?.startsWith('waits')) add(pages, invocation);
  }
  return { reads, pages, looks: calls.filter(({ operation }) => operation === 'GetAlias').length };
}

/** What the one pipeline has in the table, under other names. */
async function multiply(world: World, count: number): Promise<void> {
  const { table } = world.onlooker;
  const [open] = await table.list(ranges.open());
  const [wait] = await table.list(ranges.waits());
  const { release, execution } = open!;
  const wave = await table.get(keys.wave(release, 0));
  const items: (readonly [Key<unknown>, unknown])[] = [
    [keys.target('shop', 'live'), await table.get(keys.target('shop', 'live'))],
    [keys.wave(release, 0), wave],
  ];
  for (let index = 1; index < count; index += 1) {
    const named = <Of>(of: Of) => renamed(of, index);
    for (const [{ pk, sk, noun }, item] of items)
      await putRaw(world, named({ pk, sk }), {
        item: named(item),
        schema: noun.earlier.length + 1,
      });
    const own = waitKey(named(wait!));
    await putRaw(world, own, { item: named(wait), schema: own.noun.earlier.length + 1 });
    // All are of the one execution: it runs.
    const { pk, sk, noun } = keys.open(`${execution}-${index}`);
    await putRaw(world, { pk, sk }, { item: named(open), schema: noun.earlier.length + 1 });
  }
}

function renamed<Of>(of: Of, index: number): Of {
  const text = JSON.stringify(of)
    .replaceAll('"shop"', `"shop${index}"`)
    .replaceAll('#shop"', `#shop${index}"`)
    .replaceAll(/"([a-z#]*)shop-([0-9a-f]{12}-\d)/g, `"$1shop${index}-$2`);
  return JSON.parse(text) as Of;
}

const most = (counts: ReadonlyMap<string, number>) => Math.max(...counts.values());

test('of few bakes a sweep is one call', async () => {
  const { swept } = await sweeps(200, 1);

  expect(swept[0]!.reads.size).toBe(1);
  expect(swept[0]!.looks).toBe(200);
});

test('of ten thousand, each is looked at once, and no call reads more than its share', async () => {
  const few = await sweeps(PARTITIONS * SHARE_ITEMS - 200, 1);
  const many = await sweeps(10_000, 1);

  const [one, all] = [few.swept[0]!, many.swept[0]!];
  expect(one.reads.size).toBe(1);
  expect(all.looks).toBe(10_000);
  // The sweep itself reads a page of each partition, every further call one.
  expect([...all.pages.values()].toSorted()).toEqual([...Array(all.pages.size - 1).fill(1), 4]);
  expect(all.pages.size).toBeGreaterThan((10_000 - PARTITIONS * SHARE_ITEMS) / SHARE_ITEMS);
  expect(most(all.reads)).toBeLessThan(1.4 * most(one.reads));
});

/** Of each partition a share, and somewhat more. */
const OPEN = PARTITIONS * SHARE_ITEMS + 600;
const always = { times: 99_999 };

test('shares that are lost have their turn in the next sweep', async () => {
  const { swept } = await sweeps(OPEN, 2, {
    events: [{ source: 'tidegate', how: 'lost', times: PARTITIONS * 2 }],
  });

  expect(swept[0]!.looks).toBe(PARTITIONS * SHARE_ITEMS);
  expect(swept[1]!.looks).toBe(OPEN);
});

test('a share that dies keeps no other from its turn, and has its own again', async () => {
  const died = SHARE_ITEMS * PARTITIONS + 100;
  const { swept } = await sweeps(OPEN, 1, {
    deaths: [{ function: 'Sweep', call: 'lambda:GetAlias', dies: 'after', onCall: died }],
  });

  // What it had looked at is looked at again.
  expect(swept[0]!.looks).toBeGreaterThanOrEqual(OPEN);
});

test('two sweeps at once, and shares that come twice, look twice and do nothing else', async () => {
  const { swept, lines, world } = await sweeps(OPEN, 1, {
    events: [
      { source: 'aws.events', how: 'doubled', ...always },
      { source: 'tidegate', how: 'doubled', ...always },
    ],
  });

  expect(swept[0]!.looks).toBeGreaterThan(OPEN);
  expect(lines.filter((line) => line.startsWith('expected'))).toEqual([]);
  expect(await world.onlooker.table.list(ranges.waits())).toHaveLength(OPEN);
});

test('where shares cannot be handed on, the sweep looks at what it has, and says so', async () => {
  const { swept, lines } = await sweeps(OPEN, 1, {
    calls: [{ call: 'events:PutEvents', how: 'fails', function: 'Sweep', ...always }],
  });

  expect(swept[0]!.looks).toBe(PARTITIONS * SHARE_ITEMS);
  expect(lines.filter((line) => /events to default/.test(line))).not.toEqual([]);
});

test('a share that comes as late as the next sweep is left to that one', async () => {
  const { swept, lines } = await sweeps(OPEN, 2, {
    events: [{ source: 'tidegate', how: 'late', by: '5m', ...always }],
  });

  expect(swept[0]!.looks).toBe(PARTITIONS * SHARE_ITEMS);
  expect(swept[1]!.looks).toBe(PARTITIONS * SHARE_ITEMS);
  expect(lines).toContain('left a share that came late to the next sweep');
});
