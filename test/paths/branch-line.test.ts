// What a repository of CodeCommit tells: its default branch, where a commit stands, what it changed.

import { keys } from '../../core/keys.ts';
import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const [older, newer] = ['a', 'b'].map((digit) => digit.repeat(40)) as [string, string];

/** Both were pushed before either was built. */
async function pushBoth({ aws, clock }: World): Promise<void> {
  for (const id of [older, newer])
    aws.codeCommit.push('shop', home, { id, branch: 'main', at: clock.now() });
}

const overtaken = {
  baseline: 'old',
  builds: [
    { ...build('new', '10m'), commit: newer },
    { ...build('late', '2h'), commit: older },
  ],
};

test('an older commit of the branch is older, although it is built for the first time after a newer one', async () => {
  const { report, world } = await play(oneTarget(), overtaken, { prepare: pushBoth });

  expect(report.releases).toMatchObject([
    { revision: 'new', outcome: 'Promoted' },
    { revision: 'late', outcome: 'Superseded' },
  ]);
  expect(await world.onlooker.table.get(keys.line('shop', 'main'))).toEqual({
    places: { [newer]: 0, [older]: -1 },
    released: { commit: newer, at: 0 },
  });
});

test('where nobody may read the commits, the first builds say what is newer', async () => {
  const denied = { call: 'codecommit:*', how: 'denied', times: 100 };
  const { outcomes } = await play(
    oneTarget(),
    { ...overtaken, calls: [denied] },
    { prepare: pushBoth },
  );

  expect(outcomes()).toEqual(['Promoted', 'Promoted']);
});

test('a repository that fails stops no release', async () => {
  const fails = { call: 'codecommit:*', how: 'fails', times: 1_000 };
  const { outcomes } = await play(
    oneTarget(),
    { ...overtaken, calls: [fails] },
    { prepare: pushBoth },
  );

  expect(outcomes()).toEqual(['Promoted', 'Promoted']);
});

test('what changed nothing that is released is no release, until something has', async () => {
  const source = 'source: { project: shop-build, paths: ["services/shop/**"] }';
  const { report } = await play(oneTarget().replace('source: { project: shop-build }', source), {
    baseline: 'old',
    builds: [
      build('good', '1m'),
      { ...build('told', '1h'), changes: ['docs/a.md'] },
      { ...build('both', '2h'), changes: ['docs/b.md', 'services/shop/b.ts'] },
    ],
    people: [{ at: '1h30m', does: 'start', input: { pipeline: 'shop', revision: 2 } }],
  });

  expect(report.releases).toMatchObject([
    { revision: 'good', outcome: 'Promoted' },
    {
      outcome: 'Refused',
      reason: expect.stringContaining('nothing that it changed is of services/shop/**'),
    },
    { revision: 'both', outcome: 'Promoted' },
  ]);
});
