// What targets run is read at a bounded pace, and kept: what somebody moved after a release stands on the board.

import { renderBoard } from '../../board/board.ts';
import { readerOf } from '../../board/reader.ts';
import { fleetView } from '../../core/board/fleet-view.ts';
import { pipelineView } from '../../core/board/view.ts';
import { isDue, targetsRead } from '../../core/targets-read.ts';
import { readBoard } from '../../flows/read-board.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from '../paths/pipelines.ts';
import { play } from '../paths/played.ts';

test('what is moved when nothing is released is on the board within the hour, and who moved it', async () => {
  const seen: Awaited<ReturnType<typeof readBoard>>[] = [];
  const look = async ({ onlooker, clock }: World, seconds: number) => {
    clock.at(clock.millis() + seconds * 1000, () => {
      clock.track(async () => void seen.push(await readBoard(onlooker, 'shop')));
    });
  };
  const moves = [
    // Not in the moment at which the sweep reads: who did it is told a moment later.
    { at: '2h58m', target: 'live', to: 'old', by: 'anna' },
    { at: '6h', target: 'live', to: 'new', by: 'anna' },
  ];
  const builds = [build('new'), build('next', '9h')];

  const { outcomes } = await play(
    oneTarget(),
    { baseline: 'old', builds, moves },
    {
      sweeps: 'all',
      prepare: async (world) => {
        for (const seconds of [10_000, 15_000, 31_000]) await look(world, seconds);
      },
    },
  );

  const [before, moved, back] = seen.map((items) => {
    const at = Date.parse(items.read?.at ?? '');
    const view = pipelineView(items, at);
    const [service] = fleetView([items], [], at).services;
    return { items, view, service, target: view.stages.at(-1)!.waves.at(-1)!.targets[0]! };
  });
  expect(outcomes()[0]).toBe('Promoted');
  expect(before!.target.differs).toBeUndefined();
  expect(moved!.target.differs).toMatchObject({ is: 'drifted' });
  expect(moved!.target.differs!.text).toContain('UpdateAlias of shop-live by user/anna');
  expect(moved!.service!.states).toEqual(['drifted']);
  expect(moved!.service!.stages.at(-1)!.regions[0]!.drifted).toBe(1);
  expect(renderBoard(moved!.view)).toMatch(/<strong>Drifted<\/strong>, seen <time/);
  expect(renderBoard(moved!.view, undefined, readerOf({ lang: 'ko' }))).toContain('드리프트');
  // It runs what it should again, by another setting: it was touched, and has not drifted.
  expect(back!.target.differs).toBeUndefined();
});

describe('a reading', () => {
  const at = '2026-11-23T12:00:00.000Z';
  const differing = { target: 'a', release: 'r', is: 'drifted' as const, text: 'moved' };
  const before = targetsRead({ pipeline: 'shop', at }, [differing], undefined);

  test.each([
    ['nothing was read', undefined, false, 0, true],
    ['the last one is of this hour', before, false, 1_800, false],
    ['the last one is an hour old', before, false, 3_300, true],
    ['it is an hour old, and a release is open', before, true, 3_600, false],
    ['it is six hours old, and a release is open', before, true, 21_300, true],
  ])('where %s: is due %s', (_, last, isBusy, seconds, expected) => {
    expect(isDue(last, isBusy, Date.parse(at) + seconds * 1000)).toBe(expected);
  });

  test('says since when it is so, whatever it says again, and of another release anew', () => {
    const later = '2026-11-23T13:00:00.000Z';
    const found = [differing, { ...differing, release: 's' }];

    const now = targetsRead({ pipeline: 'shop', at: later }, found, before);

    expect(now.differing.map(({ since }) => since)).toEqual([at, later]);
  });
});
