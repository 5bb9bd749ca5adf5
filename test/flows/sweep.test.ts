// What a sweep reads of the table: each list once, and what nothing can be in not at all.

import { keys, ranges } from '../../core/keys.ts';
import { openNoun } from '../../core/release.ts';
import { apartByAsking } from '../../flows/look-at-waiting.ts';
import type { Ports } from '../../flows/ports.ts';
import { lookAtAll } from '../../flows/sweep.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from '../paths/pipelines.ts';
import { type Played, play } from '../paths/played.ts';

const FIVE_MINUTES = 300;

/** How many queries of the table the sweeps between two times make, each; in seconds since the scenario's start. */
function queriesBetween({ calls }: Pick<Played, 'calls'>, from: number, until: number): number[] {
  const counts = new Map<number, number>();
  for (const { functionName, operation, at } of calls) {
    if (functionName !== 'Sweep' || operation !== 'Query' || at < from || at >= until) continue;
    const sweep = Math.floor(at / FIVE_MINUTES);
    counts.set(sweep, (counts.get(sweep) ?? 0) + 1);
  }
  return [...counts.values()];
}

test('a sweep reads each list once while a release bakes, and fewer where none is open', async () => {
  const day = { baseline: 'old', builds: [build('new'), build('next', '5h')] };

  const played = await play(oneTarget({ bake: '{ for: 2h }' }), day, { sweeps: 'all' });

  const baking = queriesBetween(played, 1_800, 5_400);
  const idle = queriesBetween(played, 10_800, 14_400);
  expect(played.outcomes()).toEqual(['Promoted', 'Promoted']);
  // In the first of an hour it asks for the pipelines, whose targets may be read again.
  expect(baking.toSorted((a, b) => a - b)).toEqual([...Array(11).fill(12), 16]);
  // Once an hour it looks for what somebody has left behind.
  expect(idle.toSorted((a, b) => a - b)).toEqual([...Array(11).fill(8), 16]);
});

/** Whoever looks has read what is open before a release began, of which it then finds a wait. */
function readEarlier(ports: Ports, missed: (release: string) => boolean): Ports {
  const other = { execution: 'another', pipeline: 'other', release: 'other-000000000000-1' };
  let isFirst = true;
  const readable: Ports['table']['readable'] = async (range) => {
    const found = await ports.table.readable(range);
    if ((range.noun as unknown) !== openNoun || !isFirst) return found;
    isFirst = false;
    const items = (found.items as { release: string }[]).filter(({ release }) => !missed(release));
    return { ...found, items: [...items, other] as never };
  };
  const running = async () => new Set([...(await ports.workflows.running()), other.execution]);
  const table = { ...ports.table, readable };
  return { ...ports, table, workflows: { ...ports.workflows, running } };
}

test('a wait of a release that began between the two readings is no orphan', async () => {
  const seen: unknown[] = [];
  const prepare = async ({ clock, onlooker }: World) => {
    clock.at(clock.millis() + 600_000 + 1_800_000, () => {
      clock.track(async () => {
        await lookAtAll(readEarlier(onlooker, (release) => release.startsWith('shop-')));
        const [open] = await onlooker.table.list(ranges.open());
        seen.push(await onlooker.table.get(keys.bakeWait(open!.release, 0)));
      });
    });
  };

  const { outcomes } = await play(
    oneTarget({ bake: '{ for: 2h }' }),
    { baseline: 'old', builds: [build('new')] },
    { prepare },
  );

  expect(seen).toEqual([expect.objectContaining({ kind: 'bake' })]);
  expect(outcomes()).toEqual(['Promoted']);
});

test('of what waits, a sweep measures for how long the oldest of each kind has', async () => {
  const measured: unknown[][] = [];
  const prepare = async ({ clock, onlooker }: World) => {
    clock.at(clock.millis() + 4_200_000, () => {
      const count: Ports['count'] = (...each) => void measured.push(each);
      clock.track(() => lookAtAll({ ...onlooker, count }));
    });
  };
  const builds = [build('new'), build('next', '30m'), build('last', '1h')];

  const { outcomes } = await play(
    oneTarget({ bake: '{ for: 2h }' }),
    { baseline: 'old', builds },
    { prepare },
  );

  expect(outcomes()).toEqual(['Promoted', 'Superseded', 'Promoted']);
  // Fifty minutes after the first build, and half an hour after the second, whose place the third has just taken.
  expect(
    measured.map(([name, kind, seconds]) => [name, kind, Math.round(Number(seconds) / 60)]),
  ).toEqual([
    ['WaitAge', 'bake', 50],
    ['WaitAge', 'gate', 30],
  ]);
});

test('where no call has all that is open, each release of a wait is asked for, once an hour', async () => {
  const seen: (readonly [number, number])[] = [];
  const handedOnBefore: number[] = [];
  const prepare = async ({ clock, onlooker }: World) => {
    const start = clock.millis();
    const lookAt = (millis: number) =>
      clock.at(millis, () => {
        clock.track(async () => {
          const [ended] = await onlooker.table.list(ranges.releases('shop'));
          const { pipeline, id: release } = ended!;
          const waits = ['1', '2'].map((token, wave) => ({
            ...{ kind: 'bake' as const, token, pipeline, release, wave },
            ...{ alarms: [], lastLook: false },
          }));
          const other = { ...waits[0]!, release: 'shop-ffffffffffff-1' };
          const all = [...waits, other];
          const found = await apartByAsking(onlooker, all);
          // A share is of the hour that it was handed on in.
          const before = await apartByAsking(onlooker, all, new Date(millis - 300_000));
          seen.push([found.waits.length, found.orphans.length]);
          handedOnBefore.push(before.orphans.length);
        });
      });
    const hour = Math.ceil(start / 3_600_000) * 3_600_000;
    // It is open still, then it has ended: at the first minute of an hour, and later.
    for (const minutes of [61, 301, 307]) lookAt(hour + minutes * 60_000);
  };

  const { outcomes } = await play(
    oneTarget({ bake: '{ for: 3h }' }),
    { baseline: 'old', builds: [build('new'), build('next', '8h')] },
    { prepare },
  );

  expect(outcomes()).toEqual(['Promoted', 'Promoted']);
  expect(seen).toEqual([
    [3, 0],
    [1, 2],
    [3, 0],
  ]);
  expect(handedOnBefore).toEqual([0, 0, 2]);
});
