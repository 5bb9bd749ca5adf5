// A scale unit's lease where a hand is slow or late: two releases in one unit never both deploy.

import {
  begunBy,
  emptyUnit,
  givenBack,
  type ScaleUnit,
  takenBy,
  withoutWave,
} from '../../core/gate/scale-unit.ts';
import { keys, ranges } from '../../core/keys.ts';
import { lookAtGate, lookAtGateOf } from '../../flows/look-at-gate.ts';
import { readRelease } from '../../flows/read.ts';
import { giveBack, leaveQueues, leaveUnits, takeUnits } from '../../flows/scale-units.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Played, play } from './played.ts';

const OTHER = `pipeline: other
source: { project: other-build }
stages:
  - name: prod
    scaleUnit: cell
    targets: [${target('other').replaceAll('shop', 'other')}]
    bake: { for: 10m }
`;
const shop = oneTarget({ more: 'scaleUnit: cell' });
const both = [build('one', '1m'), { ...build('two', '1m3s'), pipeline: 'other' }];
const beside = [OTHER];
const CELL = keys.scaleUnit('cell');

/** When a release first has an event, in milliseconds. */
function timeOf({ report, release }: Played, revision: string, event: string): number {
  const { id } = release(revision);
  return Date.parse(report.ledger.find((it) => it.release === id && it.event === event)?.at ?? '');
}

/** Plays what happens so many seconds after the first wave has started. */
async function playedWith(
  seconds: number,
  does: (world: World) => Promise<unknown>,
  scenario: object = {},
): Promise<Played> {
  const dry = await play(shop, { baseline: 'old', builds: both }, { beside });
  const startsAt = timeOf(dry, 'one', 'WaveStarted');
  return play(
    shop,
    { baseline: 'old', builds: both, ...scenario },
    {
      beside,
      prepare: async (world) => {
        const wait = (startsAt - world.clock.millis()) / 1000 + seconds;
        void world.clock.sleep(wait).then(() => does(world));
      },
    },
  );
}

async function firstRelease({ onlooker }: World) {
  const [open] = (await onlooker.table.list(ranges.releases('shop'))) ?? [];
  return readRelease(onlooker, 'shop', open!.id);
}

async function freed({ onlooker }: World): Promise<void> {
  await onlooker.table.change(CELL, (item) => {
    const { lease: _, ...rest } = item!;
    return { item: rest };
  });
}

const SLOW = {
  calls: [{ call: 'dynamodb:GetItem', how: 'slow', by: '40s', function: 'DeployTarget', times: 1 }],
};

test('a hand that is slow to deploy waits, where another release has got into its unit meanwhile', async () => {
  const played = await playedWith(
    10,
    async (world) => {
      await freed(world);
      const [other] = await world.onlooker.table.list(ranges.releases('other'));
      await lookAtGateOf(world.onlooker, other!.id);
    },
    SLOW,
  );

  expect(played.outcomes()).toEqual(['Promoted', 'Promoted']);
  expect(timeOf(played, 'one', 'DeploymentStarted')).toBeGreaterThan(
    timeOf(played, 'two', 'UnitLeft'),
  );
  expect(await played.leftBehind()).toEqual([]);
});

test('one whose unit was freed, and is nobody’s yet, takes it again before it deploys', async () => {
  const played = await playedWith(10, freed, SLOW);

  expect(played.outcomes()).toEqual(['Promoted', 'Promoted']);
  expect(timeOf(played, 'two', 'DeploymentStarted')).toBeGreaterThan(
    timeOf(played, 'one', 'UnitLeft'),
  );
  expect(await played.leftBehind()).toEqual([]);
});

test.each<[string, number, (world: World) => Promise<unknown>]>([
  [
    'has found something else in the way',
    120,
    async (world) => {
      const release = await firstRelease(world);
      await leaveQueues(world.onlooker, release, { scaleUnits: ['cell'], index: 0 });
    },
  ],
  [
    'gives back what it had taken',
    120,
    async (world) => {
      const { id } = await firstRelease(world);
      await giveBack(world.onlooker, id, new Map([['cell', 1]]));
    },
  ],
  [
    'gives back what it had taken before another look took it again, which has not deployed yet',
    10,
    async (world) => {
      const release = await firstRelease(world);
      const plan = { scaleUnits: ['cell'], index: 0 };
      await takeUnits(world.onlooker, release, plan);
      await giveBack(world.onlooker, release.id, new Map([['cell', 1]]));
    },
  ],
  [
    'is of an earlier wave of the same release',
    120,
    async (world) => {
      const { id } = await firstRelease(world);
      await leaveUnits(world.onlooker, id, [{ scaleUnits: ['cell'], index: -1 }]);
    },
  ],
  [
    'finds its release being ended',
    120,
    async (world) => {
      const { id } = await firstRelease(world);
      const { onlooker } = world;
      await onlooker.table.change(keys.wave(id, 0), (wave) => ({
        item: { ...wave!, sealedAt: onlooker.clock.now().toISOString() },
      }));
      const of = { pipeline: 'shop', release: id, wave: 0, alarms: [], token: 'late' };
      await lookAtGate(onlooker, { ...of, kind: 'gate' });
    },
  ],
])('a late look at a gate that %s frees no unit that is deployed to', async (_, seconds, does) => {
  let unit: ScaleUnit | undefined;
  let holder = '';
  const played = await playedWith(
    seconds,
    async (world) => {
      holder = (await firstRelease(world)).id;
      await does(world);
      unit = await world.onlooker.table.get(CELL);
    },
    seconds < 60 ? SLOW : {},
  );

  expect(unit?.lease?.release).toBe(holder);
  expect(await played.leftBehind()).toEqual([]);
});

test('whoever finds one of its units another’s keeps none of them', async () => {
  let alone: ScaleUnit | undefined;
  await playedWith(120, async ({ onlooker }) => {
    const [other] = await onlooker.table.list(ranges.releases('other'));
    await takeUnits(onlooker, other!, { scaleUnits: ['alone', 'cell'], index: 0 });
    alone = await onlooker.table.get(keys.scaleUnit('alone'));
  });

  expect(alone?.fence).toBe(1);
  expect(alone?.lease).toBeUndefined();
});

const user = (release: string, wave = 0) => ({
  ...{ pipeline: 'shop', release, since: '2026-11-23T09:00:00Z' },
  wave,
});

test('each taking of a unit has a fence above all before it, and only the last can be given back', () => {
  const first = takenBy(emptyUnit('cell'), user('one'))!;
  const again = takenBy(first, user('one'))!;
  const freed = givenBack(again, { release: 'one', fence: 2 });
  const later = takenBy(freed, user('two'))!;

  expect([first, again, later].map(({ lease }) => lease?.fence)).toEqual([1, 2, 3]);
  expect(givenBack(again, { release: 'one', fence: 1 })).toBe(again);
  expect(givenBack(later, { release: 'one', fence: 3 })).toBe(later);
});

test('a wave that has begun to deploy is left by its own end alone', () => {
  const begun = begunBy(takenBy(emptyUnit('cell'), user('one', 1))!, user('one', 1))!;

  expect(takenBy(begun, user('one', 1))).toBe(begun);
  expect(takenBy(begun, user('one', 2))?.lease).toMatchObject({ wave: 2, fence: 2 });
  expect(begunBy(begun, user('one', 1))).toBe(begun);
  expect(begunBy(begun, user('one', 0))).toBeUndefined();
  expect(begunBy(begun, user('two', 0))).toBeUndefined();
  expect(givenBack(begun, { release: 'one', fence: 1 })).toBe(begun);
  expect(withoutWave(begun, { release: 'one', wave: 0 })).toBe(begun);
  expect(withoutWave(begun, { release: 'one', wave: 1 }).lease).toBeUndefined();
  expect(begunBy(begun, user('one', 2))?.lease).toMatchObject({ wave: 2, fence: 2, begun: true });
});
