// Slices of StackSets on days on which somebody else is at their set, or nothing goes as it should.

import { instanceText } from '../../core/set-instances.ts';
import { build, oneTarget } from './pipelines.ts';
import { play, type ScenarioInput } from './played.ts';

const PLACE = { account: '111122223333', region: 'us-east-1' };
const slice = (name: string, accounts: readonly string[]) =>
  `{ name: ${name}, account: "111122223333", region: us-east-1, stackSet: { name: guard, units: [ou-ab12-11111111], accounts: [${accounts.map((each) => `"${each}"`).join(', ')}], regions: [us-east-1] }, alarms: [${name}-errors] }`;
const FIRST = ['222233334444', '333344445555'];
const REST = ['444455556666'];

const one = oneTarget({ of: slice('live', FIRST) });
const playOne = (scenario: ScenarioInput) =>
  play(one, { baseline: 'old', builds: [build('new')], ...scenario });

test('no bake is judged good while the set deploys by itself', async () => {
  const sets = [{ at: '13m', target: 'live', becomes: 'automatic' }];

  const { report } = await playOne({ sets });

  expect(report.releases).toMatchObject([
    { outcome: 'Stopped', reason: expect.stringContaining('deploys by itself') },
  ]);
});

test('it goes on as soon as that is off again', async () => {
  const sets = [
    { at: '13m', target: 'live', becomes: 'automatic' },
    { at: '16m', target: 'live', becomes: 'manual' },
  ];

  const { outcomes } = await playOne({ sets });

  expect(outcomes()).toEqual(['Promoted']);
});

test('a way back that fails is left dirty, and pages', async () => {
  const misbehaviours = [
    { how: 'deployment', revision: 'new', target: 'live', outcome: 'cannotGoBack' },
  ];

  const { outcomes, report } = await playOne({ misbehaviours });

  expect(outcomes()).toEqual(['LeftDirty']);
  expect(report.pages).not.toEqual([]);
});

test('two pipelines with slices of one set change their own instances alone, and the second asks what was there', async () => {
  const other = oneTarget({ of: slice('rest', REST) })
    .replace('pipeline: shop', 'pipeline: depot')
    .replace('shop-build', 'depot-build');

  const { world, ended, outcomes, report } = await play(
    one,
    {
      baseline: 'old',
      sets: [{ at: '1m', target: 'live', becomes: 'queueing' }],
      builds: [build('new'), { at: '10m', revision: 'other', pipeline: 'depot' }],
    },
    { beside: [other] },
  );

  const { operations } = world.aws.cloudFormation.sets.find('guard', PLACE);
  const own = [FIRST, REST].map((all) => all.map((each) => `${each}/us-east-1`).join());
  expect(ended).toBe(true);
  expect(outcomes()).toHaveLength(2);
  const brought = operations.filter(({ id }) => id.startsWith('tidegate-'));
  // What the other pipeline has kept of the set is not this one's to know: a person has to consent.
  expect(report.releases.map(({ reason }) => reason).join()).toContain(
    'what they have was not kept',
  );
  for (const { results } of brought)
    expect(own).toContain(results.map(({ instance }) => instanceText(instance)).join());
});

test('whoever begins an operation has said so in its wave: an end waits for that hand', async () => {
  const { calls } = await playOne({});

  const at = calls.findIndex(({ operation }) => operation === 'UpdateStackSet');
  const said = calls
    .slice(0, at)
    .findLast(({ input }) => JSON.stringify(input).includes('the changes of live since'));
  expect(at).toBeGreaterThan(0);
  expect(said).toMatchObject({ functionName: 'DeployTarget', operation: 'PutItem' });
});
