// Somebody else’s deployment, or hand on the revision’s own share, while a release shifts a target.

import { ranges } from '../../core/keys.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput, secondsAt } from './played.ts';

const small = oneTarget();
const servers = oneTarget({ of: target('live', { ec2: true }) });
const by = (configuration: object, of = 'live') => [{ target: of, ...configuration }];
const slow = { configuration: 'LambdaCanary10Percent30Minutes' };
const canary = by(slow);
const day: ScenarioInput = { baseline: 'old', builds: [build('new')], deployments: canary };
const theirs = { target: 'live', to: 'hotfix', by: 'codedeploy' };
const raised = { target: 'live', to: 'new', by: 'anna' };

const told = ({ report }: Played, wanted: string) =>
  report.ledger.filter(({ event }) => event === wanted).map(({ text }) => text);
const endOf = ({ release, world }: Played) => {
  const { outcome, waves, endedAt } = release('new');
  return [outcome, waves.at(-1)!.verdict, secondsAt(world, endedAt!)] as const;
};

test.each([
  ['a canary of half an hour', small, canary],
  ['steps of ten minutes', small, by({ configuration: 'LambdaLinear10PercentEvery10Minutes' })],
  [
    'a canary of three hours',
    small,
    by({ configuration: 'Mine', canary: { percent: 25, after: '3h' } }),
  ],
  ['a way of a minute', small, by({ configuration: 'Mine', linear: { percent: 50, every: '1m' } })],
  ['instances', servers, []],
])(
  'who stops ours and deploys something else by %s is found at once, and left alone',
  async (...row) => {
    const [, pipeline, deployments] = row;

    const played = await play(pipeline, {
      ...day,
      deployments,
      moves: [{ ...theirs, at: '10m40s', stops: true }],
    });

    const [outcome, verdict, endedAt] = endOf(played);
    expect([outcome, verdict]).toEqual(['Stopped', 'inconclusive']);
    expect(endedAt).toBeLessThan(650);
    expect(told(played, 'DriftFound')[0]).toMatch(
      /deployment d-\w+, not of Tidegate, is under way/,
    );
    expect(told(played, 'RevisionQuarantined')).toEqual([]);
    expect(told(played, 'StageFrozen')).toEqual([]);
    expect(told(played, 'RollbackStarted')).toEqual([]);
    const [item] = await played.items(ranges.targets('shop'));
    expect(item?.intent).toMatchObject({ end: { result: 'Moved' } });
  },
);

test('who begins a slow deployment between the gate and ours is not waited for', async () => {
  const played = await play(small, { ...day, moves: [{ ...theirs, at: '10m' }] });

  const [outcome, verdict, endedAt] = endOf(played);
  expect([outcome, verdict]).toEqual(['Stopped', 'inconclusive']);
  expect(endedAt).toBeLessThan(610);
  expect(told(played, 'DriftFound')[0]).toMatch(/not of Tidegate, is under way/);
});

test('what somebody else begins to deploy after an alarm has stopped ours is left to them', async () => {
  const played = await play(small, {
    ...day,
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '16m' }],
    calls: [{ call: 'codedeploy:ListDeployments', how: 'throttled', from: '16m', times: 8 }],
    moves: [{ ...theirs, at: '16m1s' }],
  });

  const [outcome, , endedAt] = endOf(played);
  expect(outcome).toBe('Stopped');
  expect(endedAt).toBeLessThan(1_200);
  expect(played.release('new').reason).toMatch(/left as it is: deployment d-\w+, not of Tidegate/);
});

test.each([
  [
    'more',
    { at: '16m', percent: 50 },
    /sends 50% to version 2 .*gives it 10% by now \(UpdateAlias of shop-live by user\/anna/,
  ],
  ['all', { at: '16m', percent: 100 }, /sends 100% to version 2 .*gives it 10% by now/],
  ['less', { at: '16m', percent: 5 }, /sends 5% to version 2 .*, where it sent 10%/],
])(
  'a hand that gives the revision %s of the traffic stops its shift, which is taken back',
  async (_how, more, text) => {
    const played = await play(small, { ...day, moves: [{ ...raised, ...more }] });

    const [outcome, verdict, endedAt] = endOf(played);
    expect([outcome, verdict, played.report.targets.live]).toEqual([
      'RolledBack',
      'inconclusive',
      'old',
    ]);
    expect(endedAt).toBeLessThan(16 * 60 + 20);
    expect(told(played, 'DriftFound')[0]).toMatch(text);
    expect(told(played, 'RevisionQuarantined')).toEqual([]);
    expect(await played.leftBehind()).toEqual([]);
  },
);

const linear = by({ configuration: 'LambdaLinear10PercentEvery10Minutes' });
const steps = oneTarget({
  of: target('live').replace(
    /lambda: \{[^}]*\}/,
    'lambda: { function: shop-live, alias: live }, strategy: { canary: { percent: 10, after: 1h } }',
  ),
});

test.each([
  ['a canary', small, canary, { percent: 50 }],
  ['a canary, all of it', small, canary, { percent: 100 }],
  ['a canary, a little', small, canary, { percent: 12 }],
  ['linear steps', small, linear, { percent: 30 }],
  ['linear steps, all of it', small, linear, { percent: 100 }],
  ['steps of Tidegate’s own', steps, [], { percent: 50 }],
  ['steps of Tidegate’s own, to the same', steps, [], { percent: 10 }],
] as const)(
  'a hand on the share in %s is found by the next look where no trail tells',
  async (_in, pipeline, deployments, more) => {
    const { by: _, ...unknown } = raised;
    const played = await play(pipeline, {
      ...day,
      deployments,
      moves: [{ ...unknown, at: '16m', ...more }],
    });

    const [outcome, verdict, endedAt] = endOf(played);
    expect([outcome, verdict, played.report.targets.live]).toEqual([
      'RolledBack',
      'inconclusive',
      'old',
    ]);
    expect(endedAt).toBeLessThan(20 * 60 + 20);
    expect(told(played, 'DriftFound')[0]).toMatch(/who did it is not known/);
    expect(told(played, 'RevisionQuarantined')).toEqual([]);
    expect(await played.leftBehind()).toEqual([]);
  },
);

test.each([
  ['a canary', canary],
  ['linear steps', linear],
  ['its own steps', by({ configuration: 'Mine', linear: { percent: 15, every: '1m' } })],
])('what nobody touches in %s is no drift, though every sweep looks', async (_in, deployments) => {
  const played = await play(small, { ...day, deployments }, { sweeps: 'all' });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(told(played, 'DriftFound')).toEqual([]);
});

test('a hand on one target’s share takes back the ones beside it, wherever they are', async () => {
  const of = ['live', 'slow', 'done'].map((name) => target(name)).join(', ');

  const played = await play(oneTarget({ of }), {
    ...day,
    deployments: [...canary, ...by(slow, 'slow')],
    moves: [{ ...raised, at: '16m', percent: 50 }],
  });

  expect(endOf(played).slice(0, 2)).toEqual(['RolledBack', 'inconclusive']);
  expect(played.report.targets).toEqual({ live: 'old', slow: 'old', done: 'old' });
});

test('an alarm since somebody has moved a target is told, and proves nothing', async () => {
  const of = `${target('live')}, ${target('other')}`;

  const played = await play(oneTarget({ of }), {
    ...day,
    deployments: [...canary, ...by(slow, 'other')],
    moves: [{ ...raised, to: 'hotfix', at: '16m' }],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '20m' }],
  });

  expect(endOf(played).slice(0, 2)).toEqual(['Stopped', 'inconclusive']);
  expect(played.release('new').reason).toMatch(
    /heard since: alarm live-errors of live is in ALARM/,
  );
  expect(told(played, 'RevisionQuarantined')).toEqual([]);
});
