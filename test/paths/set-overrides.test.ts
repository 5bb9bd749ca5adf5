// Instances of a StackSet with parameters of their own: a release keeps them, a hand that changes them is seen, and a
// way back gives back what was there.

import type { World } from '../../simulation/world/world.ts';

import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };
const one = oneTarget({
  of: '{ name: live, account: "111122223333", region: us-east-1, stackSet: { name: guard, units: [ou-ab12-11111111], accounts: ["222233334444", "333344445555"], regions: [us-east-1] }, alarms: [live-errors] }',
});

async function playOne(scenario: ScenarioInput, prepare?: (world: World) => Promise<void>) {
  const wanted = { baseline: 'old', builds: [build('new')], ...scenario };
  const played = await play(one, wanted, prepare && { prepare });
  const { instances, operations } = played.world.aws.cloudFormation.sets.find('guard', PLACE);
  return { ...played, instances, operations };
}

const OWN = { MemorySize: '1024' };

test('a release keeps what instances override', async () => {
  const sets = [{ at: '1m', target: 'live', becomes: 'overridden' }];

  const { outcomes, instances } = await playOne({
    sets,
    builds: [{ ...build('new'), at: '10m' }],
  });

  expect(outcomes()).toEqual(['Promoted']);
  expect(instances.map(({ overrides }) => overrides)).toEqual([OWN, {}]);
  expect(instances[0]?.stack?.contents.parameters).toMatchObject(OWN);
});

test('a hand that overrides a parameter while it bakes is seen, and named', async () => {
  const sets = [{ at: '13m', target: 'live', becomes: 'overridden' }];

  const { report, instances } = await playOne({ sets });

  expect(report.releases).toMatchObject([
    { outcome: 'Stopped', reason: expect.stringMatching(/values of its own.*MemorySize/) },
  ]);
  expect(instances.map(({ overrides }) => overrides)).toEqual([OWN, {}]);
});

const harm = { how: 'alarm', revision: 'new', target: 'live', after: '1m' };

test('the way back leaves what instances override', async () => {
  const sets = [{ at: '1m', target: 'live', becomes: 'overridden' }];
  const builds = [{ ...build('new'), at: '10m' }];

  const { outcomes, instances, operations } = await playOne({
    ...{ sets, builds, misbehaviours: [harm] },
  });

  expect(outcomes()).toEqual(['RolledBack']);
  expect(instances.map(({ overrides }) => overrides)).toEqual([OWN, {}]);
  expect(operations.filter(({ id }) => id.endsWith('-then-1'))).toEqual([]);
});

test.each([
  ['was lost', {}, 1],
  ['has come to be there besides', { MemorySize: '512' }, 2],
])('the way back makes good what %s', async (_, left, count) => {
  const sets = [{ at: '1m', target: 'live', becomes: 'overridden' }];
  const builds = [{ ...build('new'), at: '10m' }];

  const { outcomes, instances, operations } = await playOne(
    { sets, builds, misbehaviours: [harm] },
    async ({ aws }) =>
      aws.cloudFormation.sets.follow((what, set, { id }) => {
        // As if the new template had not declared it any more.
        if (what === 'ends' && id.startsWith('tidegate-deploy-'))
          for (const [at, each] of set.instances.entries()) each.overrides = at === 0 ? {} : left;
      }),
  );

  expect(outcomes()).toEqual(['RolledBack']);
  expect(instances.map(({ overrides }) => overrides)).toEqual([OWN, {}]);
  expect(instances[0]?.stack?.contents.parameters).toMatchObject(OWN);
  const after = operations.filter(({ id }) => /-then-\d$/.test(id));
  expect(after.map(({ status }) => status)).toEqual(Array(count).fill('SUCCEEDED'));
});

test('what nobody can give back is named, and left dirty', async () => {
  const sets = [{ at: '1m', target: 'live', becomes: 'overridden' }];
  const builds = [{ ...build('new'), at: '10m' }];

  const { outcomes, report } = await playOne(
    { sets, builds, misbehaviours: [harm] },
    async ({ aws }) =>
      aws.cloudFormation.sets.follow((what, set, { id }) => {
        if (what !== 'ends' || !id.startsWith('tidegate-')) return;
        for (const each of set.instances) each.overrides = {};
      }),
  );

  expect(outcomes()).toEqual(['LeftDirty']);
  expect(report.releases[0]?.reason).toMatch(
    /222233334444\/us-east-1 has other values of its own of MemorySize: give them back by hand/,
  );
});
