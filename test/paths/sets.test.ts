// Slices of StackSets on days on which somebody else is at their set, or nothing goes as it should.

import { instanceText } from '../../core/set-instances.ts';
import { revisionOfTemplate } from '../../simulation/world/stack-template.ts';
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

const depot = oneTarget({ of: slice('rest', REST) })
  .replace('pipeline: shop', 'pipeline: depot')
  .replace('shop-build', 'depot-build');
const bothAtOnce = (queueing: boolean, gap: string) =>
  play(
    one,
    {
      baseline: 'old',
      ...(queueing && { sets: [{ at: '1m', target: 'live', becomes: 'queueing' }] }),
      builds: [
        { ...build('new'), at: '5m' },
        { at: gap, revision: 'other', pipeline: 'depot' },
      ],
    },
    { beside: [depot] },
  );

test.each([
  [true, '5m'],
  [true, '6m'],
  [false, '5m'],
  [false, '5m20s'],
  [false, '12m'],
])(
  'two pipelines with slices of one set go on side by side (it queues: %s, the second at %s)',
  async (queueing, gap) => {
    const { world, ended, outcomes, report } = await bothAtOnce(queueing, gap);

    const { operations, instances } = world.aws.cloudFormation.sets.find('guard', PLACE);
    const own = [FIRST, REST].map((all) => all.map((each) => `${each}/us-east-1`).join());
    expect(ended).toBe(true);
    expect(outcomes()).toEqual(['Promoted', 'Promoted']);
    expect(report.releases.map(({ reason }) => reason).join()).not.toContain('not kept');
    const brought = operations.filter(({ id }) => id.startsWith('tidegate-'));
    expect(brought).toHaveLength(2);
    for (const { results } of brought)
      expect(own).toContain(results.map(({ instance }) => instanceText(instance)).join());
    const runs = instances.map(({ stack }) => revisionOfTemplate(stack?.contents.template ?? ''));
    expect(runs).toEqual(['new', 'new', 'other']);
  },
);

test('a pipeline whose release fails takes its own slice back, and the other’s goes on', async () => {
  const { world, report } = await play(
    one,
    {
      baseline: 'old',
      builds: [
        { ...build('new'), at: '5m' },
        { at: '5m10s', revision: 'other', pipeline: 'depot' },
      ],
      misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', after: '2m' }],
    },
    { beside: [depot] },
  );

  const { instances } = world.aws.cloudFormation.sets.find('guard', PLACE);
  const ends = report.releases.map(({ pipeline, outcome }) => `${pipeline} ${outcome}`);
  expect(ends.toSorted()).toEqual(['depot Promoted', 'shop RolledBack']);
  const runs = instances.map(({ stack }) => revisionOfTemplate(stack?.contents.template ?? ''));
  expect(runs).toEqual(['old', 'old', 'other']);
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
