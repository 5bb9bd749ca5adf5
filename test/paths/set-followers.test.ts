// A way back of a StackSet whose instances had many values of their own: as many operations follow it, one by one.

import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

/** More than a state is tried again for errors. */
const MANY = 16;
const accounts = Array.from({ length: MANY }, (_, index) => `"${222233330000 + index}"`);
const PLACE = { account: '111122223333', region: 'us-east-1' };
const pipeline = oneTarget({
  of: `{ name: live, account: "111122223333", region: us-east-1, stackSet: { name: guard, units: [ou-ab12-11111111], accounts: [${accounts}], regions: [us-east-1] }, alarms: [live-errors] }`,
});

test('each gets back what it had, in minutes', async () => {
  const { world, report, outcomes } = await play(
    pipeline,
    {
      baseline: 'old',
      builds: [{ ...build('new'), at: '10m' }],
      misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', after: '1m' }],
    },
    {
      prepare: async ({ aws }) => {
        const { sets } = aws.cloudFormation;
        const { instances } = sets.find('guard', PLACE);
        for (const [index, each] of instances.entries())
          each.overrides = { MemorySize: `${128 + index}` };
        // As CloudFormation lets go of what a template no longer declares.
        sets.follow((what, set, { id }) => {
          if (what !== 'ends' || !id.startsWith('tidegate-deploy-')) return;
          for (const each of set.instances) each.overrides = {};
        });
      },
    },
  );

  const { instances } = world.aws.cloudFormation.sets.find('guard', PLACE);
  expect(outcomes()).toEqual(['RolledBack']);
  expect(instances.map(({ overrides }) => overrides.MemorySize)).toEqual(
    Array.from({ length: MANY }, (_, index) => `${128 + index}`),
  );
  const [release] = report.releases;
  const took = Date.parse(release!.endedAt!) - Date.parse(release!.startedAt);
  expect(took).toBeLessThan(1_800_000);
});
