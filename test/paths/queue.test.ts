// Many revisions are pushed at one pipeline, and start at nearly the same moment: which are let in, and in which order.

import { ranges } from '../../core/keys.ts';
import { measureGates } from '../../flows/measure-gates.ts';
import { build, oneTarget } from './pipelines.ts';
import { type Played, play } from './played.ts';

const BAKE = '{ for: 1m, judge: { mode: off } }';
const pushes = (count: number, at = (_index: number) => '60s') =>
  Array.from({ length: count }, (_, index) => build(`r${index + 1}`, at(index)));

/** The builds that a ledger's event tells of, in their order. */
async function builds(played: Played, event: string): Promise<number[]> {
  const releases = await played.items(ranges.releases('shop'));
  const numbers = new Map(releases.map(({ id, revision }) => [id, revision.build.number]));
  const told = (await played.items(ranges.ledger('shop'))).filter((it) => it.event === event);
  return told.map(({ release }) => numbers.get(release)!);
}

test('a stage that keeps order lets in all of those that start at once, each once, the oldest first', async () => {
  const played = await play(oneTarget({ pipeline: 'mode: queue', bake: BAKE }), {
    baseline: 'old',
    builds: pushes(40),
  });

  const inOrder = Array.from({ length: 40 }, (_, index) => index + 1);
  expect(await builds(played, 'StageEntered')).toEqual(inOrder);
  expect(await builds(played, 'DeploymentStarted')).toEqual(inOrder);
  expect(new Set(played.outcomes())).toEqual(new Set(['Promoted']));
  expect(await played.leftBehind()).toEqual([]);
});

test('of two hundred that start at once the newest is promoted last, and those that gave way say so', async () => {
  const played = await play(oneTarget({ bake: BAKE }), { baseline: 'old', builds: pushes(200) });

  const entered = await builds(played, 'StageEntered');
  expect(entered).toEqual(entered.toSorted((a, b) => a - b));
  expect(entered.at(-1)).toBe(200);
  expect(await builds(played, 'DeploymentStarted')).toEqual(entered);
  const ends = Map.groupBy(played.outcomes(), (outcome) => outcome);
  expect([...ends.keys()].toSorted()).toEqual(['Promoted', 'Superseded']);
  expect(ends.get('Promoted')).toHaveLength(entered.length);
  expect(ends.get('Superseded')).toHaveLength(200 - entered.length);
  expect(await played.leftBehind()).toEqual([]);
});

test('an older build whose event comes first of all, and whose claim is slow, keeps its turn', async () => {
  const played = await play(oneTarget({ pipeline: 'mode: queue', bake: BAKE }), {
    baseline: 'old',
    builds: pushes(2, (index) => `${60 + index}s`),
    calls: [
      { call: 'codebuild:BatchGetBuilds', how: 'throttled', function: 'ClaimRelease', times: 6 },
    ],
  });

  expect(await builds(played, 'StageEntered')).toEqual([1, 2]);
});

test('one that is stopped while it waits in a queue lets those behind it go on', async () => {
  const played = await play(oneTarget({ pipeline: 'mode: queue', bake: '{ for: 20m }' }), {
    baseline: 'old',
    builds: [build('one', '1m'), build('two', '2m'), build('three', '3m')],
    people: [{ at: '5m', as: 'ann', does: 'stop', release: 'two', reason: 'not that one' }],
  });

  expect(await builds(played, 'StageEntered')).toEqual([1, 3]);
  expect(played.outcomes()).toEqual(['Promoted', 'Stopped', 'Promoted']);
  expect(await played.leftBehind()).toEqual([]);
});

test('one that fails while others wait in a queue holds the stage only against what is no newer', async () => {
  const played = await play(oneTarget({ pipeline: 'mode: queue', bake: '{ for: 20m }' }), {
    baseline: 'old',
    builds: [build('bad', '1m'), build('two', '2m'), build('three', '3m')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '5m' }],
  });

  expect(played.outcomes()).toEqual(['RolledBack', 'Promoted', 'Promoted']);
  expect(await builds(played, 'StageEntered')).toEqual([1, 2, 3]);
});

test('what piles up in front of a gate is measured, with how long the first of it waits', async () => {
  const measures: unknown[][] = [];
  await play(
    oneTarget({ bake: '{ for: 40m }' }),
    { baseline: 'old', builds: ['1m', '2m', '6m', '9m'].map((at, it) => build(`r${it}`, at)) },
    {
      prepare: async (world) => {
        world.clock.at(world.startAt.getTime() + 1_200_000, async () => {
          const ports = {
            ...world.onlooker,
            measure: (...all: unknown[]) => void measures.push(all),
          };
          await measureGates(ports, await ports.table.list(ranges.waits()));
        });
      },
    },
  );

  const [revisions, oldest] = measures;
  expect(revisions).toEqual(['WaitingRevisions', { pipeline: 'shop', stage: 'prod' }, 3]);
  expect(oldest?.[0]).toBe('OldestWaiting');
  expect(Number(oldest?.[2])).toBeGreaterThan(17 * 60);
});
