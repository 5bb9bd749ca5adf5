import { within } from '../../aws/time-left.ts';
import { Failure } from '../../core/failure.ts';
import { fromThere } from '../../core/progress.ts';
import { inTime } from '../../flows/in-time.ts';
import type { Ports } from '../../flows/ports.ts';
import { adapters } from '../aws/played.ts';
import { makeTable } from '../aws/table.ts';

async function working() {
  const { aws, clock, ports: bare, run } = adapters();
  await makeTable(aws);
  const counted: unknown[][] = [];
  const ports: Ports = { ...bare, count: (...count) => void counted.push(count) };

  /** A run of a function that may take so many seconds; resolves to the keys that had their turn. */
  async function runOf(seconds: number, keys: readonly string[], look: (key: string) => unknown) {
    const end = clock.millis() + seconds * 1000;
    const looked: string[] = [];
    const turns = keys.map((key) => ({
      key,
      look: async () => {
        looked.push(key);
        await look(key);
      },
    }));
    const done = await run(() =>
      within(
        () => (end - clock.millis()) / 1000,
        () => inTime(ports, { name: 'waits', turns, sparesSeconds: 60 }),
      ),
    );
    if (done instanceof Error) throw done;
    return { looked, ...done, endedAt: clock.millis(), end };
  }
  return { runOf, counted, clock };
}

const five = Array.from(
  { length: 500 },
  (_, index) => `pipeline-${String(index).padStart(3, '0')}`,
);

test('of five hundred that take too long together, each has its turn, and no run overruns', async () => {
  const { runOf, counted, clock } = await working();
  const slow = () => clock.sleep(8);
  const runs = [];

  for (let index = 0; index < 4; index += 1) runs.push(await runOf(300, five, slow));

  const turns = Map.groupBy(
    runs.flatMap(({ looked }) => looked),
    (key) => key,
  );
  expect(turns.size).toBe(500);
  // In two runs, and round again in the next two: nobody is ahead of the others by more than one.
  expect(new Set([...turns.values()].map(({ length }) => length))).toEqual(new Set([2, 3]));
  for (const { endedAt, end } of runs) expect(endedAt).toBeLessThan(end - 50_000);
  expect(counted[0]).toEqual(['Skipped', 'waits', runs[0]!.left]);
});

test('one that fails and one with a defect keep nobody from a turn, and are counted', async () => {
  const { runOf, counted } = await working();

  const { looked, thrown, left } = await runOf(300, five.slice(0, 30), (key) => {
    if (key === 'pipeline-003') throw new Failure('ServiceFailed', 'no');
    if (key === 'pipeline-004') throw new TypeError('a defect');
  });

  expect(looked).toHaveLength(30);
  expect(thrown.map((each) => (each as Error).name)).toEqual(['ServiceFailed', 'TypeError']);
  expect(left).toBe(0);
  expect(counted).toEqual([['Failed', 'waits', 2]]);
});

test('a run that came to its end begins anew the next time', async () => {
  const { runOf, clock } = await working();
  await runOf(100, five.slice(0, 60), () => clock.sleep(30));
  await runOf(300, five.slice(0, 60), () => undefined);

  const { looked } = await runOf(300, five.slice(0, 60), () => undefined);

  expect(looked).toEqual(five.slice(0, 60));
});

test.each([
  ['b', 'c d a b'],
  ['x', 'a b c d'],
  [undefined, 'a b c d'],
  ['bb', 'c d a b'],
  ['d', 'a b c d'],
])('after %s come %s', (after, expected) => {
  const items = [...'dbca'].map((key) => ({ key }));

  expect(
    fromThere(items, after)
      .map(({ key }) => key)
      .join(' '),
  ).toBe(expected);
});
