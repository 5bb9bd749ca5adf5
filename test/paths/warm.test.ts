// A function of which instances are kept warm: no version serves before as many of it are, and none stays so in vain.

import { keys } from '../../core/keys.ts';
import type { AliasTarget } from '../../flows/kinds/versions.ts';
import { cools } from '../../flows/kinds/warm.ts';
import { build, oneTarget } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';
import { target as alias } from './strategies.ts';

const byGroup =
  '{ name: live, account: "111122223333", region: us-east-1, lambda: { function: shop-live, alias: live, application: shop, deploymentGroup: live }, alarms: [live-errors] }';

const playOn = (of: string, scenario: ScenarioInput) =>
  play(oneTarget({ of }), { baseline: 'old', builds: [build('new')], ...scenario });

const place = { account: '111122223333', region: 'us-east-1' };

function functionOf({ world }: Played) {
  return world.aws.lambda.find('shop-live', place);
}

/** What is kept warm in the end. */
const warmIn = (played: Played) => [...functionOf(played).provisioned.keys()];

const warm = { target: 'live', takes: '4m' };
const harmAt = (from: string, after: string) => ({
  misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', from, after }],
});

test.each([
  ['Tidegate', alias('canary')],
  ['CodeDeploy', byGroup],
])(
  'a new version gets no traffic before it is as warm as the one that serves (by %s)',
  async (_, of) => {
    const played = await playOn(of, { provisioned: [warm] });

    const { shifts, provisioned } = functionOf(played);
    const [, first] = shifts;
    expect(played.outcomes()).toEqual(['Promoted']);
    expect(first!.at).toBeGreaterThanOrEqual(provisioned.get('2')!.readyAt);
    expect(warmIn(played)).toEqual(['2']);
  },
);

test.each([
  ['in a step', harmAt('shift', '2m')],
  ['in its bake', harmAt('deployed', '5m')],
])('what is taken back %s is not kept warm any more', async (_, words) => {
  const played = await playOn(alias('canary'), { provisioned: [warm], ...words });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(warmIn(played)).toEqual(['1']);
});

/** The alarm of the one that is warmed fires, while the other has the revision already. */
const besideOne = `${alias('all-at-once').replaceAll('live', 'first')}, ${alias('canary')}`;

test.each([
  [
    'as somebody moves its alias',
    {
      moves: [{ at: '12m', target: 'live', to: 'hotfix', by: 'anna' }],
      misbehaviours: [{ how: 'alarm', revision: 'hotfix', target: 'live', after: '20s' }],
    },
    'inconclusive',
  ],
  [
    'and is over',
    {
      alarms: [
        { alarm: 'live-errors', is: 'ALARM', at: '12m' },
        { alarm: 'live-errors', is: 'OK', at: '13m' },
      ],
    },
    'inconclusive',
  ],
  [
    'unheard, and its release is stopped',
    {
      alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '12m' }],
      events: [{ source: 'aws.cloudwatch', how: 'lost', times: 9 }],
      people: [{ at: '12m10s', does: 'stop', execution: 'release' }],
    },
    null,
  ],
] as const)(
  'an alarm of what is only warmed says nothing of the revision: it fires %s',
  async (_, words, verdict) => {
    const played = await playOn(besideOne, { provisioned: [{ ...warm, takes: '8m' }], ...words });

    const events = played.report.ledger.map(({ event }) => event);
    expect(played.outcomes()).toEqual(['Stopped']);
    expect(played.release('new').waves[0]!.verdict).toBe(verdict);
    expect(events).not.toContain('RevisionQuarantined');
    expect(events).not.toContain('HarmFound');
  },
);

test.each([
  ['takes too long', { takes: '2h' }, 'got IN_PROGRESS'],
  ['cannot be had', { fails: 'no room in the account' }, 'FAILED: no room in the account'],
])(
  'warmth that %s ends the release with all of the traffic where it was',
  async (_, words, said) => {
    const played = await playOn(alias('canary'), { provisioned: [{ ...warm, ...words }] });

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(played.report.releases[0]!.reason).toContain(said);
    expect(functionOf(played).shifts).toHaveLength(1);
    expect(warmIn(played)).toEqual(['1']);
  },
);

test('what a person returns to is kept warm again, and its traffic does not wait for that', async () => {
  const people = [{ at: '2h', as: 'ada', does: 'rollback', reason: 'it loses orders' }];
  const played = await playOn(alias('canary'), { provisioned: [{ ...warm, takes: '9m' }], people });

  const back = functionOf(played).shifts.at(-1)!;
  expect(played.outcomes()).toEqual(['Promoted', 'RolledBack']);
  expect(back.at - Date.parse('2026-11-23T11:00:00Z')).toBeLessThan(60_000);
  expect(warmIn(played)).toEqual(['1']);
});

test('an alias that is kept warm itself takes no weights: that is said, and nothing is moved', async () => {
  const played = await playOn(alias('canary'), { provisioned: [{ ...warm, of: 'alias' }] });

  expect(played.report.releases[0]!.reason).toContain('Lambda refuses weights on it then');
  expect(functionOf(played).shifts).toHaveLength(1);
});

test.each([
  ['to its end', {}, 'Promoted', '2'],
  ['and back', harmAt('deployed', '5m'), 'RolledBack', '1'],
  ['half-way and back', harmAt('shift', '2m'), 'RolledBack', '1'],
])(
  'weights by which Lambda itself takes such an alias over are nobody’s hand: %s',
  async (_, words, outcome, serves) => {
    const provisioned = [{ ...warm, of: 'alias' }];
    const played = await playOn(alias('blue-green'), { provisioned, ...words });

    expect(played.outcomes()).toEqual([outcome]);
    expect(functionOf(played).aliases.get('live')).toMatchObject({ version: serves, weights: {} });
  },
);

test('whoever may not look what is kept warm deploys as before', async () => {
  const calls = [{ call: 'lambda:GetProvisionedConcurrencyConfig', how: 'denied', times: 99 }];
  const played = await playOn(alias('canary'), { provisioned: [warm], calls });

  expect(played.outcomes()).toEqual(['Promoted']);
});

test('that the old version cannot be let go cold holds nothing up', async () => {
  const calls = [{ call: 'lambda:DeleteProvisionedConcurrencyConfig', how: 'fails', times: 99 }];
  const played = await playOn(alias('canary'), { provisioned: [warm], calls });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(await played.leftBehind()).toEqual([]);
});

test('a version without its snapshot yet is waited for', async () => {
  const played = await play(
    oneTarget({ of: alias('canary') }),
    { baseline: 'old', builds: [build('new')] },
    {
      prepare: async ({ aws }) => aws.lambda.script(() => ({ seconds: 240, isSnapshot: true })),
    },
  );

  const { shifts, versions } = functionOf(played);
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(shifts[1]!.at - versions[1]!.publishedAt.getTime()).toBeGreaterThanOrEqual(240_000);
});

test('what another alias points to stays warm', async () => {
  const played = await play(
    oneTarget({ of: alias('canary') }),
    { baseline: 'old', builds: [build('new')], provisioned: [warm] },
    {
      prepare: async ({ aws }) => {
        const { aliases } = aws.lambda.find('shop-live', place);
        aliases.set('partner', { ...aliases.get('live')!, name: 'partner' });
      },
    },
  );

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(warmIn(played)).toEqual(['1', '2']);
});

test.each([
  ['is somebody’s version now', { version: '3', weights: {} }],
  ['is not whole', { version: '2', weights: { 3: 0.3 } }],
])('where the alias %s, nothing is let go cold', async (_, found) => {
  const played = await playOn(alias('canary'), { provisioned: [warm] });
  const { onlooker, targets } = played.world;
  const { aliases, provisioned } = functionOf(played);
  provisioned.set('1', provisioned.get('2')!);
  aliases.set('live', { ...aliases.get('live')!, ...found });
  const [target] = targets as AliasTarget[];

  await cools.cool(onlooker, target!, (await onlooker.table.get(keys.target('shop', 'live')))!);

  expect(warmIn(played)).toEqual(['2', '1']);
});
