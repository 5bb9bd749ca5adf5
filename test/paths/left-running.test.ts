// A release ends while production still runs its quarantined bytes where it never came: an earlier one had
// brought them.

import { build, target } from './pipelines.ts';
import { play } from './played.ts';

const pipeline = `pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 10m }
    waves:
      - { name: first, targets: [${target('one')}] }
      - { name: rest, targets: [${target('two')}, ${target('three')}] }
`;

const again = {
  baseline: 'old',
  builds: [build('good')],
  people: [{ at: '3h', does: 'start', input: { pipeline: 'shop', retry: true } }],
  alarms: [{ alarm: 'one-errors', is: 'ALARM', at: '3h5m', for: '2m' }],
};

test('what a second try of it leaves running where the first had brought it is told', async () => {
  const { outcomes, report } = await play(pipeline, again);

  expect(outcomes()).toEqual(['Promoted', 'RolledBack']);
  expect(report.targets).toMatchObject({ one: 'old', two: 'good', three: 'good' });
  expect(report.releases[1]?.reason).toMatch(
    /three; two still run it, though it is quarantined; to take it back: tidegate rollback/,
  );
});

test('what somebody else has moved there meanwhile is not said to run it', async () => {
  const { report } = await play(pipeline, {
    ...again,
    moves: [{ at: '3h1m', target: 'two', to: 'hotfix', by: 'anna' }],
  });

  const { reason } = report.releases[1]!;
  expect(reason).toMatch(/; three still runs it/);
  expect(reason).not.toMatch(/three; two/);
});
