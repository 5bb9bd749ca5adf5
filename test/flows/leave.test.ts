// A pipeline is removed or renamed in a world where builds come and releases run, and where whoever does it may die.

import type { Failure } from '../../core/failure.ts';
import { keys, ranges } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { recordRanges } from '../../core/record-keys.ts';
import { applyPipeline } from '../../flows/definitions.ts';
import { pipelinesAsked } from '../../flows/find-release.ts';
import { removePipeline } from '../../flows/leave.ts';
import type { Ports } from '../../flows/ports.ts';
import { readBoard } from '../../flows/read-board.ts';
import { renamePipeline } from '../../flows/rename.ts';
import { sealLedgers } from '../../flows/seal-ledgers.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from '../paths/pipelines.ts';
import { play, type ScenarioInput } from '../paths/played.ts';
import { anna } from './anna.ts';
import { dyingAt } from './dying.ts';

const day: ScenarioInput = { baseline: 'old', builds: [build('new')] };
const project = ranges.project('111122223333', 'us-east-1', 'shop-build');
const refusal = (run: Promise<unknown>) => run.catch((thrown: Failure) => thrown.message);

/** Somebody does it at a time of the scenario. */
const at =
  (seconds: number, act: (ports: Ports) => Promise<unknown>, heard: unknown[] = []) =>
  async ({ clock, onlooker }: World) => {
    clock.at(clock.millis() + 600_000 + seconds * 1000, () => {
      clock.track(async () => {
        heard.push(await refusal(act(onlooker)));
      });
    });
  };

test('no build of a removed pipeline starts a release, and its places are nobody’s', async () => {
  const heard: unknown[] = [];
  const prepare = at(60, (ports) => removePipeline(ports, 'shop', anna()), heard);

  const { report, items } = await play(oneTarget(), day, { prepare });

  expect(heard).toEqual([{ pipeline: 'shop', running: [] }]);
  expect(report.releases).toEqual([]);
  expect(await items(project)).toEqual([]);
  expect(await items(ranges.owners('111122223333', 'us-east-1'))).toEqual([]);
});

test('the last lines of a removed pipeline are sealed, late ones too, and then nobody looks again', async () => {
  const seals: unknown[] = [];
  const seal = async (ports: Ports) => {
    await sealLedgers(ports);
    const [last] = await ports.table.latest(recordRanges.seals('shop'), 1);
    const left = await ports.table.list(recordRanges.toSeal());
    seals.push([last?.lines.map(([key]) => key.split('#')[2]), left.length]);
  };
  const late = (ports: Ports) => ({
    ...ports,
    clock: { ...ports.clock, now: () => new Date(ports.clock.now().getTime() + 8 * 86_400_000) },
  });
  const prepare = async (world: World) => {
    await at(60, (ports) => removePipeline(ports, 'shop', anna()))(world);
    await at(1_800, seal)(world);
    await at(1_860, (ports) => seal(late(ports)))(world);
  };

  await play(oneTarget(), { baseline: 'old', builds: [build('new', '50m')] }, { prepare });

  expect(seals).toEqual([
    [expect.arrayContaining(['PipelineRemoved']), 1],
    [expect.arrayContaining(['PipelineRemoved']), 0],
  ]);
});

test('a release that runs goes on to its end, and only then is its pipeline gone', async () => {
  const heard: unknown[] = [];
  const prepare = async (world: World) => {
    await at(720, (ports) => removePipeline(ports, 'shop', anna()), heard)(world);
    await at(3_600, (ports) => removePipeline(ports, 'shop', anna()), heard)(world);
  };
  const builds = [build('new'), build('newer', '15m')];
  const later = [{ at: '65m', target: 'live', to: 'new' }];

  const { outcomes, items } = await play(
    oneTarget(),
    { ...day, builds, moves: later },
    { prepare },
  );

  expect(outcomes()).toEqual(['Promoted']);
  expect(heard).toMatchObject([{ running: [expect.stringMatching(/^shop-/)] }, { running: [] }]);
  expect(await items(ranges.owners('111122223333', 'us-east-1'))).toEqual([]);
});

test('a renamed pipeline keeps what it runs and what was released, and its builds are released once', async () => {
  const prepare = at(3_600, (ports) => renamePipeline(ports, 'shop', 'store', anna()));
  const builds = [build('new'), build('next', '2h')];

  const { report, items } = await play(oneTarget(), { ...day, builds }, { prepare });

  expect(await items(project)).toEqual([{ pipeline: 'store' }]);
  const [target] = await items(ranges.targets('store'));
  expect(target).toMatchObject({ pipeline: 'store', name: 'live' });
  expect(report.targets).toEqual({ live: 'next' });
  const released = (await items(ranges.releases('store'))).map(({ pipeline }) => pipeline);
  expect(released).toEqual(['store']);
});

test('a pipeline whose release runs is not renamed, and goes on as before', async () => {
  const heard: unknown[] = [];
  const prepare = at(720, (ports) => renamePipeline(ports, 'shop', 'store', anna()), heard);

  const { items, outcomes } = await play(oneTarget(), day, { prepare });

  expect(heard[0]).toMatch(/expected no release of shop to run, got shop-/);
  expect(outcomes()).toEqual(['Promoted']);
  expect(await items(project)).toEqual([{ pipeline: 'shop' }]);
});

test('the board shows a pipeline that is being removed, whose release runs still', async () => {
  const heard: unknown[] = [];
  const removed = async (ports: Ports) => {
    await removePipeline(ports, 'shop', anna());
    return readBoard(ports, 'shop');
  };

  await play(oneTarget(), day, { prepare: at(720, removed, heard) });

  expect(heard).toMatchObject([
    { definition: { pipeline: 'shop' }, releases: [{ pipeline: 'shop' }] },
  ]);
});

test('the board shows a renamed pipeline as what it is called now', async () => {
  const heard: unknown[] = [];
  const renamed = async (ports: Ports) => {
    await renamePipeline(ports, 'shop', 'store', anna());
    return readBoard(ports, 'shop');
  };

  const builds = [build('new'), build('next', '2h')];
  await play(oneTarget(), { ...day, builds }, { prepare: at(3_600, renamed, heard) });

  const targets = [{ pipeline: 'store', name: 'live' }];
  expect(heard).toMatchObject([{ definition: { pipeline: 'store' }, targets }]);
});

test('whoever renames may die at any write: two never fire, and the same command finishes it', async () => {
  const fired: string[][] = [];
  const prepare = async ({ clock, onlooker: ports }: World) => {
    clock.at(clock.millis() + 60_000, () => {
      clock.track(async () => {
        for (let write = 0; ; write += 1) {
          const name = `name-${write}`;
          const before = write === 0 ? 'shop' : `name-${write - 1}`;
          const dying = dyingAt(ports, write);
          const died = await refusal(renamePipeline(dying, before, name, anna()));
          const able = await Promise.all(
            [before, name].map(async (each) => {
              const stored = await ports.table.get(keys.definition(each));
              return stored && !stored.leaving ? [each] : [];
            }),
          );
          const subscribed = (await ports.table.list(project)).map(({ pipeline }) => pipeline);
          fired.push(subscribed.filter((each) => able.flat().includes(each)));
          await renamePipeline(ports, before, name, anna());
          if (died !== 'dead') return;
        }
      });
    });
  };

  const { items } = await play(oneTarget(), { baseline: 'old', builds: [] }, { prepare });

  expect(fired.length).toBeGreaterThan(10);
  expect(fired.filter((names) => names.length > 1)).toEqual([]);
  const [last] = await items(project);
  expect(await items(project)).toHaveLength(1);
  expect(await items(ranges.targets(last!.pipeline))).toMatchObject([{ name: 'live' }]);
});

test('whoever removes may die at any write: until nothing is left of it, it is listed as leaving', async () => {
  const seen: { died: unknown; listed: boolean; ended: boolean; leaving: boolean }[] = [];
  const lookedAt = async (ports: Ports, died: unknown) => {
    const { leaving } = (await ports.table.get(keys.definition('shop'))) ?? {};
    const listed = await pipelinesAsked(ports, undefined);
    seen.push({
      died,
      listed: listed.includes('shop'),
      leaving: leaving !== undefined,
      ended: leaving?.ended !== undefined,
    });
  };
  const prepare = async ({ clock, onlooker: ports }: World) => {
    clock.at(clock.millis() + 60_000, () => {
      clock.track(async () => {
        for (let write = 0; ; write += 1) {
          const died = await refusal(
            removePipeline(dyingAt(ports, write), 'shop', anna(write + 1)),
          );
          await lookedAt(ports, died);
          await removePipeline(ports, 'shop', anna(write + 1));
          await lookedAt(ports, 'done');
          if (died !== 'dead') return;
          await applyPipeline(ports, parsePipeline(oneTarget(), 'shop.yml'));
        }
      });
    });
  };

  await play(oneTarget(), { baseline: 'old', builds: [] }, { prepare });

  expect(seen.filter(({ died }) => died === 'dead').length).toBeGreaterThan(4);
  expect(seen.filter(({ listed, ended }) => !listed && !ended)).toEqual([]);
  const done = { died: 'done', listed: false, leaving: true, ended: true };
  expect(seen.filter(({ died }) => died === 'done')).toEqual(
    seen.flatMap(({ died }) => (died === 'done' ? [done] : [])),
  );
});
