// tidegate rollback on a deployed Tidegate: a local one, over the wire.

import { reportOf } from '../../simulation/report.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { standing } from './standing.ts';

const { world, ask, play, close } = await standing(oneTarget(), {
  builds: [
    { at: '0s', revision: 'good' },
    { at: '5h', revision: 'bad' },
  ],
});
await play();

afterAll(close);

async function ends() {
  await play();
  const { releases, targets } = await reportOf(world);
  return [...releases.map(({ kind, revision, outcome }) => [kind, revision, outcome]), targets];
}

test.each([
  [['rollback', 'shp', '--reason', 'x'], 'did you mean shop?'],
  [['rollback', 'shop'], 'expected --reason'],
  [['rollback', 'shop', '--to', '77', '--reason', 'x'], /got 77; those are: #2 .*, #1 /],
  [['rollback', 'shop', '--stage', 'prd', '--reason', 'x'], 'did you mean prod?'],
  [['rollback', 'shop', '--target', 'life', '--reason', 'x'], 'did you mean live?'],
  [['rollback', 'shop', '--scope', 'target', '--reason', 'x'], 'there are live'],
  [['rollback', 'shop', '--scope', 'all', '--reason', 'x'], '--scope'],
  [['rollback', 'shop', '--release', '1', '--reason', 'x'], 'there is nothing to take back'],
  [['rollback', 'shop', '--to', '2', '--reason', 'x'], 'newer than #2'],
])('what cannot be done is refused, with what would be right: %j', async (words, problem) => {
  await expect(ask(...words)).rejects.toThrow(problem);
});

test('it says what it is about to do and what it did, and what it took back is barred', async () => {
  const { code, printed } = await ask('rollback', 'shop', '--reason', 'it loses orders');

  expect(code).toBe(0);
  expect(printed).toMatch(
    /^shop: #2 \w+ is taken back wherever it runs, and quarantined\n {2}live: #2 \w+ → #1 \w+\ndone .*\n {2}rollback shop-\w+-1 is started/,
  );
  expect(await ends()).toEqual([
    ['release', 'good', 'Promoted'],
    ['release', 'bad', 'Promoted'],
    ['rollback', 'bad', 'RolledBack'],
    { live: 'good' },
  ]);
  await expect(ask('start', 'shop', '2', '--retry')).rejects.toThrow('quarantined since');
});

test('its number means the release that was taken back, and its id the rollback', async () => {
  const listed = await ask('releases', 'shop', '--json');
  const { releases } = JSON.parse(listed.printed) as { releases: { id: string; kind: string }[] };
  const back = releases.find(({ kind }) => kind === 'rollback')!;

  expect(back.id).toMatch(/^shop-[0-9a-f]{12}-1$/);
  expect((await ask('releases', 'shop')).printed).toContain('rollback');
});

test('a script that waits for it is told that it was done', async () => {
  const { code, printed } = await ask('status', 'shop', '--wait', '--json');

  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ end: 'takenBack', outcome: 'RolledBack' });
});
