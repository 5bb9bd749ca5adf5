// The measures of a fleet: kept a few times a day, and read by a page without a ledger.

import { deflateRawSync } from 'node:zlib';
import { servedLinks } from '../../board/links.ts';
import { renderMeasuresPage } from '../../board/page.ts';
import { readerOf } from '../../board/reader.ts';
import { keys, ranges } from '../../core/keys.ts';
import type { DeploymentFacts } from '../../core/measures/deployment-facts.ts';
import {
  factsKept,
  keptFacts,
  keptFactsKey,
  keptFactsRange,
} from '../../core/measures/kept-facts.ts';
import { keepMeasured } from '../../flows/keep-measured.ts';
import type { Ports } from '../../flows/ports.ts';
import { readMeasures } from '../../flows/read-measures.ts';
import type { World } from '../../simulation/world/world.ts';
import { build } from '../paths/pipelines.ts';
import { closeAll, give, playOn, shop } from './command/commanded.ts';

afterAll(closeAll);

const HOUR = 60;
const keptOf = ({ onlooker }: World) => onlooker.table.list(keptFactsRange());

async function playing<T>({ clock }: World, run: () => Promise<T>): Promise<T> {
  let isOver = false;
  const running = run().finally(() => {
    isOver = true;
  });
  running.catch(() => {});
  await clock.play(() => isOver);
  return running;
}

/** Ports that tell whose ledgers are read from their beginnings. */
function watched(ports: Ports): { readonly ports: Ports; readonly read: string[] } {
  const read: string[] = [];
  const { table } = ports;
  const after: typeof table.after = (range, ...rest) => {
    read.push(range.partitions.join());
    return table.after(range, ...rest);
  };
  return { ports: { ...ports, table: { ...table, after } }, read };
}

test('four times a day they are kept by the function that seals, and are what the ledgers say', async () => {
  const builds = [build('one', '1m'), build('two', '2h'), build('three', '4h')];
  const world = await shop({
    builds,
    misbehaviours: [
      {
        how: 'alarm',
        revision: 'two',
        target: 'live',
        alarm: 'live-errors',
        after: '5m',
        for: '9m',
      },
    ],
  });
  await playOn(world, 13 * HOUR);
  const now = world.clock.millis();
  const asked = { by: 'service', days: 30 } as const;

  const few = await readMeasures(world.onlooker, asked, now);
  const many = await readMeasures(world.onlooker, asked, now, 0);

  expect((await keptOf(world)).map(({ pipeline }) => pipeline)).toEqual(['shop']);
  expect(few.groups).toMatchObject([{ name: 'shop', deployments: 3 }]);
  expect(few.keptAt).toBeUndefined();
  const { keptAt, ...rest } = many;
  expect(rest).toEqual(few);
  expect(Date.parse(keptAt ?? '')).toBeGreaterThan(now - 7 * 3_600_000);
});

test('only what has gone on is read again, at least once a day, and what has left is forgotten', async () => {
  const world = await shop();
  await playOn(world, 3 * HOUR);
  const { ports, read } = watched(world.onlooker);
  const keep = async () => {
    read.length = 0;
    await playing(world, () => keepMeasured(ports));
    return read.length > 0;
  };

  expect(await keep()).toBe(true);
  await playOn(world, 1);
  expect(await keep()).toBe(false);
  await give(world, 'hold', { pipeline: 'shop', reason: 'a fair' });
  await playOn(world, 1);
  expect(await keep()).toBe(true);
  await playOn(world, 1);
  expect(await keep()).toBe(false);
  await give(world, 'resume', { scope: 'pipeline:shop', reason: 'it is over' });
  await playOn(world, 1);
  await world.onlooker.table.remove(keys.definition('shop'), {});
  // It leaves just now.
  expect(await keep()).toBe(false);
  await world.onlooker.table.remove(keys.pipelineName('shop'), {});
  await keep();
  expect(await keptOf(world)).toEqual([]);
});

function fact(index: number, more: Partial<DeploymentFacts> = {}): DeploymentFacts {
  const part = { building: 300, deploying: 900, baking: 3_600, blocked: 60, people: 0, waiting: 9 };
  return {
    ...{ release: `service-${index}-1`, pipeline: 'x', owner: 'y', isPromoted: index % 7 > 0 },
    endedAt: new Date(Date.parse('2026-11-23T08:00:00Z') - index * 86_400_000).toISOString(),
    ...(index % 7 > 0 && { lead: { total: 5_000 + index * 131, ...part } }),
    ...{
      carried: [{ total: 7_000 }],
      failed: index % 7 === 0,
      rolledBackByItself: index % 7 === 0,
    },
    ...{ falseRollback: false, missed: false, isRework: index % 9 === 0, exposedSeconds: index },
    ...(index % 7 === 0 && { detectSeconds: 90, safeSeconds: 400, recoverySeconds: 700 }),
    ...more,
  };
}

const AT = { from: '2025-11-23T09:00:00.000Z', at: '2026-11-23T08:30:00.000Z' };
const SERVICE = { pipeline: 'shop', owner: 'payments' };

test('what is kept is what was made, and of too many the newest, saying from when on', () => {
  const facts = Array.from({ length: 2_100 }, (_, index) => fact(2_100 - index));
  const all = keptFacts(SERVICE, facts.slice(0, 100), AT);
  const cut = keptFacts(SERVICE, facts, AT);

  expect(factsKept(all, '')).toEqual(facts.slice(0, 100).map((it) => ({ ...it, ...SERVICE })));
  expect(all.from).toBe(AT.from);
  expect(factsKept(cut, '')).toHaveLength(2_000);
  expect(cut.from).toBe(facts[100]!.endedAt);
  expect(JSON.stringify(cut).length).toBeLessThan(100_000);
  expect(factsKept(cut, facts[2_090]!.endedAt)).toHaveLength(10);
});

const packed = (value: unknown) => deflateRawSync(JSON.stringify(value)).toString('base64');

test.each([
  ['no packing', 'x'],
  ['no list', packed({ length: 0 })],
  ['a fact as it was', packed([fact(1)])],
  ['a row too short', packed([['r', 1, 0, 0, [], []]])],
  ['a row of texts', packed([['r', '1', 0, 0, [], [], [null, null, null]]])],
  ['half of a lead time', packed([['r', 1, 1, 0, [], [1, 2], [null, null, null]]])],
  ['nothing of a fact', packed([null])],
])('%s is none: its ledger is read instead', (_, kept) => {
  expect(factsKept({ pipeline: 'shop', ...AT, packed: kept }, '')).toBeUndefined();
});

const world = await shop();
const SERVICES = 500;

beforeAll(async () => {
  const { table } = world.onlooker;
  await playing(world, async () => {
    for (let index = 1; index < SERVICES; index += 1) {
      const pipeline = `service-${String(index).padStart(3, '0')}-payments`;
      const service = { pipeline, owner: `team-${index % 25}` };
      const facts = Array.from({ length: 90 }, (_, day) => fact(89 - day));
      await table.put(keys.pipelineName(pipeline), { pipeline });
      await table.put(keptFactsKey(pipeline), keptFacts(service, facts, AT));
    }
  });
});

test.each(['service', 'team', 'fleet'] as const)(
  'five hundred services by %s are read with few calls, and shown in less than 100 kB',
  async (by) => {
    const { ports, read } = watched(world.onlooker);
    const virtual = world.clock.millis();
    const asked = { by, days: 90 };
    await playing(world, () => readMeasures(ports, asked, virtual));
    const before = world.clock.millis();

    const view = await playing(world, () => readMeasures(ports, asked, virtual));
    const page = renderMeasuresPage(view, servedLinks, readerOf({ lang: 'ko' }));

    // The table's own time: how long a machine takes to draw it is no matter of a test.
    expect(world.clock.millis() - before).toBeLessThan(1_000);
    expect(Buffer.byteLength(page)).toBeLessThan(100_000);
    expect([view.measured, view.services]).toEqual([SERVICES, SERVICES]);
    expect(view.fleet.deployments).toBe((SERVICES - 1) * 90);
    // That of the one that nobody has kept, once each time.
    expect(new Set(read)).toEqual(new Set(ranges.ledger('shop').partitions));
    if (by === 'service') expect(page).toContain('service-499-payments');
  },
);
