// Five hundred pipelines are on their way, each with a bake and a release in front of its gate: a sweep has the time.

import { keys, ranges } from '../../core/keys.ts';
import type { Key } from '../../core/noun.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { waitKey } from '../../core/wait-key.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { putRaw } from './raw-item.ts';

const PIPELINES = 500;
const MINUTE = 60_000;

interface Line {
  readonly message: string;
  readonly work?: string;
  readonly turn?: string;
  readonly left?: number;
}

interface Swept {
  readonly seconds: number;
  /** How many calls of each operation. */
  readonly calls: Readonly<Record<string, number>>;
  readonly lines: readonly Line[];
}

/** The sweep of such a world at twenty minutes, and those after it. */
async function sweeps(
  count: number,
  {
    calls = [],
    spoil = async () => {},
  }: { readonly calls?: object[]; readonly spoil?: typeof noSpoil } = {},
): Promise<Swept[]> {
  const lines: (Line & { at: number })[] = [];
  const made: { at: number; operation: string }[] = [];
  let world: World | undefined;
  const now = () => (world ? (world.clock.millis() - world.startAt.getTime()) / MINUTE : 0);
  const keep = (message: string, details: object = {}) =>
    void lines.push({ at: now(), message, ...details });
  world = await makeWorld({
    pipelines: [
      parsePipeline(oneTarget({ bake: '{ for: 2h, judge: { mode: off } }' }), 'shop.yml'),
    ],
    scenario: scenarioSchema.parse({
      baseline: 'old',
      builds: [build('new', '1m'), build('next', '5m')],
      calls,
    }),
    seed: 1,
    tables: 'memory',
    readFile: String,
    log: { info: keep, warn: keep, error: keep },
    onCall: ({ functionName, operation }, at) => {
      if (functionName === 'Sweep') made.push({ at: at / 60, operation });
    },
    isStopped: () => now() > 20 + 5 * count,
  });
  const whole = world;
  whole.clock.at(whole.startAt.getTime() + 18 * MINUTE, () =>
    whole.clock.track(async () => {
      await multiply(whole);
      await spoil(whole);
    }),
  );
  await whole.play();
  return Array.from({ length: count }, (_, index) => {
    const isIn = ({ at }: { at: number }) => at >= 20 + 5 * index && at < 25 + 5 * index;
    const own = made.filter(isIn);
    const byOperation = Object.groupBy(own, ({ operation }) => operation);
    return {
      seconds: ((own.at(-1)?.at ?? 0) - (own[0]?.at ?? 0)) * 60,
      calls: Object.fromEntries(
        Object.entries(byOperation).map(([name, all = []]) => [name, all.length]),
      ),
      lines: lines.filter(isIn),
    };
  });
}

const noSpoil = async (_: World): Promise<void> => {};

/** As often as there are pipelines, what the table has of the one, under other names; of the same executions. */
async function multiply(world: World): Promise<void> {
  const { table } = world.onlooker;
  const open = await table.list(ranges.open());
  const waits = await table.list(ranges.waits());
  const releases = open.map(({ release }) => release);
  const definition = await table.get(keys.definition('shop'));
  const stage = await table.get(keys.stage('shop', 'prod'));
  const target = await table.get(keys.target('shop', 'live'));
  const whole = await Promise.all(releases.map((id) => table.get(keys.release('shop', id))));
  const waves = await Promise.all(releases.map((id) => table.get(keys.wave(id, 0))));
  for (let index = 1; index < PIPELINES; index += 1) {
    const named = nameOf(index);
    const put = <Item>(key: Key<Item>, item: Item | undefined) =>
      putRaw(world, key, { item: renamed(item, named), schema: key.noun.earlier.length + 1 });
    await put(keys.definition(named), definition);
    await put(keys.stage(named, 'prod'), stage);
    await put(keys.target(named, 'live'), target);
    for (const [at, id] of releases.entries()) {
      await put(keys.release(named, renamed(id, named)), whole[at]);
      await put(keys.wave(renamed(id, named), 0), waves[at]);
      await put(keys.open(`${open[at]!.execution}-${index}`), open[at]);
    }
    for (const wait of waits) await put(waitKey(renamed(wait, named)), wait);
  }
}

const nameOf = (index: number) => `shop${String(index).padStart(3, '0')}`;

function renamed<Item>(item: Item, pipeline: string): Item {
  const text = JSON.stringify(item)
    .replaceAll('"shop"', `"${pipeline}"`)
    .replaceAll(/"shop-([0-9a-f]{12}-\d)"/g, `"${pipeline}-$1"`);
  return JSON.parse(text) as Item;
}

const leftIn = ({ lines }: Swept) =>
  lines.filter(({ message }) => message.startsWith('ran out of time'));

test('a sweep over five hundred pipelines looks at each in a minute', async () => {
  const [swept] = await sweeps(1);

  expect(swept!.seconds).toBeLessThan(60);
  expect(swept!.seconds).toBeGreaterThan(1);
  // Each bake's alias is read, each gate's objectives; one call tells of all alarms.
  expect(swept!.calls).toMatchObject({
    GetAlias: PIPELINES,
    ListServiceLevelObjectives: PIPELINES,
    DescribeAlarms: 1,
  });
  expect(swept!.lines).toEqual([]);
});

test('where AWS is slow a sweep stays inside its five minutes, counts what it left, and goes on there', async () => {
  const slow = {
    call: 'lambda:GetAlias',
    how: 'slow',
    function: 'Sweep',
    by: '8s',
    from: '19m',
    times: 9_999,
  };

  const [first, second] = await sweeps(2, { calls: [slow] });
  for (const { seconds } of [first!, second!]) expect(seconds).toBeLessThan(300);
  const [left] = leftIn(first!);
  // In the two of them each bake had its turn: the second went on where the first had no more time.
  expect(left).toMatchObject({ work: 'waits', left: expect.any(Number) });
  expect(left!.left).toBeGreaterThan(PIPELINES);
  expect(first!.calls.GetAlias! + second!.calls.GetAlias!).toBeGreaterThan(PIPELINES);
});

test('what is broken of five pipelines takes nothing from the others', async () => {
  const broken = { item: { kind: 'what' } };
  const [swept] = await sweeps(1, {
    spoil: async (world) => {
      const { table } = world.onlooker;
      const [release] = (await table.list(ranges.open())).map((open) => open.release);
      const of = (index: number) => renamed(release!, nameOf(index));
      await putRaw(world, keys.wave(of(7), 0), broken);
      await putRaw(world, keys.stage(nameOf(11), 'prod'), broken);
      await putRaw(world, keys.definition(nameOf(13)), broken);
      await putRaw(world, keys.release(nameOf(17), of(17)), broken);
      await putRaw(world, keys.bakeWait(of(19), 0), broken);
    },
  });
  const told = new Set(swept!.lines.map(({ message }) => /shop\d{3}/.exec(message)?.[0]));
  expect([...told].toSorted()).toEqual([7, 11, 19].map(nameOf));
  expect(swept!.calls).toMatchObject({
    // But for the bake whose wave, and the one whose wait, cannot be read.
    GetAlias: PIPELINES - 2,
    ListServiceLevelObjectives: PIPELINES,
  });
});
