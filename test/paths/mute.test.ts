// While a release is taken back by itself, the alarms that this explains do not act, and act again if it does not help.

import { muteRanges } from '../../core/mute-keys.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const target = (name: string, alarms: string, more = '') => `
      - name: ${name}
        account: "222233334444"
        region: eu-west-1
        lambda: { function: ${name}, alias: live, application: shop, deploymentGroup: ${name} }
        alarms: [${alarms}]${more}`;

const pipeline = (mute = '', alarms = 'box-errors, box-latency') => `
pipeline: shop
source: { project: shop-build }
${mute}
stages:
  - name: prod
    bake: { for: 30m }
    targets:${target('box', alarms)}
`;

/** A rollback that cannot begin for some minutes. */
const SLOW = [
  {
    call: 'codedeploy:CreateDeployment',
    how: 'fails',
    function: 'RollBackTarget',
    for: '14m',
  } as const,
];

const LATENCY = (at: string, lasts: string) => [
  { alarm: 'box-latency', is: 'ALARM' as const, at, for: lasts },
];

/** Harm at 10m, back some minutes later; what fires meanwhile would tell somebody. */
const BAD: ScenarioInput = {
  baseline: 'old',
  builds: [{ at: '0s', revision: 'bad' }],
  misbehaviours: [
    { how: 'alarm', revision: 'bad', target: 'box', after: '10m', alarm: 'box-errors' },
  ],
  pagers: [{ alarm: 'box-errors' }, { alarm: 'box-latency' }],
};

const said = ({ report }: Played, event: string) =>
  report.ledger.filter((line) => line.event === event).map(({ text }) => text);
const minutesOf = (played: Played) => {
  const start = Date.parse('2026-11-23T09:00:00Z');
  return (played.report.pages ?? []).map(
    ({ at, alarm }) => `${alarm} ${Math.floor((Date.parse(at) - start) / 60_000)}m`,
  );
};
const rules = ({ world }: Played) =>
  world.aws.cloudWatch.alarms.muteRules({ account: '222233334444', region: 'eu-west-1' });

async function on(played: Played, minutes: number): Promise<void> {
  const end = played.world.clock.millis() + minutes * 60_000;
  await played.world.clock.play(() => played.world.clock.millis() >= end);
}

test('what fires while it is taken back is told by nobody but Tidegate, and acts again afterwards', async () => {
  const alarms = [...LATENCY('12m', '2m'), ...LATENCY('50m', '2m')];
  const played = await play(pipeline(), { ...BAD, calls: SLOW, alarms });
  const latency = () =>
    played.world.aws.cloudWatch.alarms
      .find('box-latency', { account: '222233334444', region: 'eu-west-1' })!
      .history.filter(({ type }) => type !== 'ConfigurationUpdate')
      .map(({ type }) => type);
  await on(played, 60);

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(minutesOf(played)).toEqual(['box-errors 10m']);
  // It changed its state, as anybody may read; it acted only the second time.
  expect(latency()).toEqual([
    ...['StateUpdate', 'StateUpdate', 'StateUpdate', 'StateUpdate', 'Action', 'StateUpdate'],
  ]);
  expect(said(played, 'AlarmsMuted')).toEqual([
    expect.stringMatching(/^box-errors, box-latency may not act until 2026-11-23T09:26:00.000Z/),
  ]);
  expect(said(played, 'AlarmsUnmuted')).toEqual([
    'box-errors, box-latency may act again: the targets are back and none of them fires',
  ]);
  expect(rules(played)).toEqual([]);
  expect(await played.items(muteRanges.mutes())).toEqual([]);
});

test('a rollback that fails lets them act at once', async () => {
  const played = await play(pipeline('mute: { for: 4h }'), {
    ...{ ...BAD, calls: [{ ...SLOW[0]!, for: '9h' }], alarms: LATENCY('12m', '9h') },
  });
  await on(played, 10);

  expect(played.outcomes()).toEqual(['LeftDirty']);
  expect(said(played, 'AlarmsUnmuted')).toEqual([
    expect.stringMatching(/may act again: the rollback has not helped: it ended LeftDirty$/),
  ]);
  const end = Date.parse(played.release('bad').endedAt!);
  const acted = Date.parse(await lastAction(played, 'box-latency'));
  // As the rollback has ended: what it left is proven afterwards.
  expect(acted - end).toBeLessThan(10_000);
  expect(end - acted).toBeLessThan(120_000);
  expect(rules(played)).toEqual([]);
});

test('what still fires after the stated time acts then, though all is back', async () => {
  const played = await play(pipeline('mute: { for: 5m }'), {
    ...{ ...BAD, alarms: LATENCY('11m30s', '5h') },
    calls: [{ ...SLOW[0]!, for: '12m' }],
  });
  await on(played, 30);

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(await lastAction(played, 'box-latency')).toBe('2026-11-23T09:16:00.000Z');
  expect(said(played, 'AlarmsUnmuted')).toEqual([
    'box-errors, box-latency may act again: its time is over',
  ]);
  expect(rules(played)).toEqual([]);
});

async function lastAction({ world }: Played, name: string): Promise<string> {
  const place = { account: '222233334444', region: 'eu-west-1' };
  const actions = world.aws.cloudWatch.alarms.find(name, place)!.history;
  const last = actions.filter(({ type }) => type === 'Action').at(-1);
  return last ? new Date(last.at).toISOString() : 'never';
}

const BESIDE = `
pipeline: cart
source: { project: cart-build }
stages:
  - name: prod
    bake: { for: 30m }
    targets:${target('cart', '"arn:aws:cloudwatch:eu-west-1:222233334444:alarm:box-latency"')}
`;

test.each([
  ['an alarm of another service is not', '', 'box-errors, box-latency', BESIDE, ['box-errors']],
  [
    ...['one that is listed is, whoever has it', 'mute: { alarms: [box-latency] }'],
    ...['box-errors, box-latency', BESIDE, ['box-errors', 'box-latency']],
  ],
  ['none of a pipeline that wants none', 'mute: false', 'box-errors, box-latency', '', []],
  [...['none of Tidegate itself', '', 'box-errors, tidegate-local-letters', ''], ['box-errors']],
  ['nor one that does nothing as it fires', '', 'box-errors, box-5xx', '', ['box-errors']],
] as [string, string, string, string, string[]][])(
  'of the alarms of what goes back, %s muted',
  async (_, mute, alarms, other, wanted) => {
    const pagers = alarms
      .split(', ')
      .filter((alarm) => alarm !== 'box-5xx')
      .map((alarm) => ({ alarm }));
    const scenario = { ...BAD, calls: SLOW, pagers };
    const played = await (other
      ? play(pipeline(mute, alarms), scenario, { beside: [other] })
      : play(pipeline(mute, alarms), scenario));

    const put = played.calls.filter(({ operation }) => operation === 'PutAlarmMuteRule');
    const named = put.map(
      ({ input }) => (input as { MuteTargets: { AlarmNames: string[] } }).MuteTargets.AlarmNames,
    );
    expect(named.flat()).toEqual(wanted);
  },
);

test('a rollback that a person has asked for mutes nothing', async () => {
  const played = await play(pipeline(), {
    ...{ baseline: 'old', builds: BAD.builds, pagers: BAD.pagers },
    people: [{ at: '45m', as: 'anna', does: 'rollback', reason: 'it loses orders' }],
  });

  expect(played.outcomes()).toEqual(['Promoted', 'RolledBack']);
  expect(played.calls.filter(({ operation }) => operation.endsWith('MuteRule'))).toEqual([]);
});

describe.each([
  'dynamodb:PutItem',
  'dynamodb:GetItem',
  'dynamodb:DeleteItem',
  'cloudwatch:PutAlarmMuteRule',
  'cloudwatch:DeleteAlarmMuteRule',
  'cloudwatch:DescribeAlarms',
  'states:DescribeExecution',
])('whoever mutes dies at %s', (call) => {
  test.each(['before', 'after'] as const)('%s it took effect', async (dies) => {
    const deaths = [1, 2].map((nth) => ({ function: 'MuteAlarms', call, dies, onCall: nth }));
    const played = await play(pipeline(), { ...BAD, calls: SLOW, deaths });
    await on(played, 40);

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(rules(played)).toEqual([]);
    expect(await played.items(muteRanges.mutes())).toEqual([]);
    expect(said(played, 'AlarmsUnmuted')).toHaveLength(said(played, 'AlarmsMuted').length);
  });
});

test('events that are lost leave nothing muted: the sweep looks, and nothing waits for it', async () => {
  const played = await play(pipeline(), {
    ...{ ...BAD, calls: SLOW },
    events: [{ how: 'lost', source: 'aws.states', from: '11m' }],
  });
  await on(played, 40);

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(rules(played)).toEqual([]);
  expect(await played.items(muteRanges.mutes())).toEqual([]);
});

test('where CloudWatch refuses, the rollback goes on and nobody is paged for it', async () => {
  const played = await play(pipeline(), {
    ...BAD,
    calls: [...SLOW, { call: 'cloudwatch:PutAlarmMuteRule', how: 'denied' }],
  });
  await on(played, 40);

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(said(played, 'AlarmsMuted')).toEqual([]);
  expect(await played.items(muteRanges.mutes())).toEqual([]);
  expect(played.world.aws.statistics().functionErrors).toBeLessThan(20);
});

test('a rollback whose beginning is told after its end mutes nothing, though an alarm still fires', async () => {
  const played = await play(pipeline('mute: { for: 4h }'), {
    ...{ ...BAD, alarms: LATENCY('11m30s', '5h') },
    events: [{ how: 'late', source: 'aws.states', by: '40m', times: 50 }],
  });
  await on(played, 120);

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(said(played, 'AlarmsMuted')).toEqual([]);
  expect(rules(played)).toEqual([]);
});
