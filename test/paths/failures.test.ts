import { ranges } from '../../core/keys.ts';
import { DEPLOYED, ENDED, FAILED, ROLLED_BACK, STOPPED, TAKEN_BACK } from './known-paths.ts';
import { build, oneTarget, target, wholeWay } from './pipelines.ts';
import { play } from './played.ts';

const TESTED = ['RunTests', 'RunTest', 'Tested?'];

test('a failed test in a stage of tests alone ends the release, with nothing to take back', async () => {
  const { wave, of, report, release } = await play(wholeWay(), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'test', revision: 'bad', test: 'package' }],
  });

  expect(wave('bad', 0).path).toEqual(['OpenGate', 'GateOpen?', ...TESTED, ...FAILED]);
  expect(of('rollback')[0]!.path).toEqual(ROLLED_BACK(0));
  expect(release('bad').outcome).toBe('RolledBack');
  expect(of('wave')).toHaveLength(1);
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['old']));
});

test.each([
  ['beta', 'destructive', 1, { beta: 'old', gamma: 'old' }],
  ['gamma', 'journey', 2, { beta: 'bad', gamma: 'old' }],
])('a failed test rolls back %s, before its bake', async (_stage, name, index, targets) => {
  const { wave, of, report, release, leftBehind } = await play(wholeWay(), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'test', revision: 'bad', test: name }],
  });

  expect(wave('bad', index).path).toEqual([...DEPLOYED(1), ...TESTED, ...FAILED]);
  expect(of('rollback')[0]!.path).toEqual(ROLLED_BACK(1));
  expect(of('release')[0]!.path.slice(-5)).toEqual(TAKEN_BACK('RolledBack').slice(-5));
  expect(report.targets).toMatchObject(targets);
  expect(release('bad').waves[index]).toMatchObject({ outcome: 'RolledBack', verdict: 'fail' });
  expect(release('bad').waves[index + 1]).toMatchObject({ outcome: 'NotStarted', verdict: null });
  expect(await leftBehind()).toEqual([]);
});

const twoWaves = (rollback = '') => `pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    tests: [{ name: smoke, project: shop-smoke }]
    ${rollback}
    waves:
      - name: one-box
        targets: [{ name: one-box, account: "111122223333", region: us-east-1, ec2: { application: shop, deploymentGroup: one-box } }]
      - name: rest
        targets: [{ name: west, account: "111122223333", region: us-west-2, lambda: { function: shop, alias: live, application: shop, deploymentGroup: west } }]
`;

test('a test that fails in a later wave rolls back its whole stage', async () => {
  const { wave, of, report, release } = await play(twoWaves(), {
    baseline: 'old',
    builds: [build('bad'), build('bad-too', '1h')],
    misbehaviours: [
      { how: 'deployment', revision: 'bad', target: 'west', outcome: 'succeeds', takes: '10m' },
      { how: 'test', revision: 'bad-too', test: 'smoke' },
    ],
  });

  expect(release('bad').outcome).toBe('Promoted');
  expect(wave('bad-too', 0).path).toEqual([...DEPLOYED(1), ...TESTED, ...FAILED]);
  expect(of('rollback')[0]!.path).toEqual(ROLLED_BACK(1));
  expect(report.targets).toEqual({ 'one-box': 'bad', west: 'bad' });
});

test.each([['STOPPED'], ['FAULT']])(
  'a test whose build ends %s has neither passed nor failed: the release stops where nobody answers',
  async (status) => {
    const { wave, of, report, release } = await play(wholeWay(), {
      baseline: 'old',
      builds: [build('new')],
      misbehaviours: [{ how: 'test', revision: 'new', test: 'destructive', status }],
    });

    expect(wave('new', 1).path).toEqual([...DEPLOYED(1), ...TESTED, 'AwaitAnswer', ...STOPPED]);
    expect(of('rollback')).toEqual([]);
    expect(release('new')).toMatchObject({
      outcome: 'Stopped',
      waves: [{}, { outcome: 'Stopped', verdict: 'inconclusive' }, {}, {}, {}],
    });
    expect(report.targets).toMatchObject({ beta: 'new', gamma: 'old' });
  },
);

test('a deployment that fails on one of three targets takes the whole wave back', async () => {
  const { wave, of, report, release, leftBehind } = await play(wholeWay(), {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'deployment', revision: 'bad', target: 'south' }],
  });

  expect(wave('bad', 4).path).toEqual([...DEPLOYED(3), ...FAILED]);
  expect(wave('bad', 4).output.reason).toMatch(/^not deployed: south \(.*HEALTH_CONSTRAINTS/);
  expect(of('rollback')[0]!.path).toEqual(ROLLED_BACK(3));
  expect(report.targets).toMatchObject({
    'one-box': 'bad',
    west: 'old',
    east: 'old',
    south: 'old',
  });
  expect(release('bad').outcome).toBe('RolledBack');
  expect(await leftBehind()).toEqual([]);
});

test.each([['live'], ['box']])(
  'a deployment that hangs on %s times out, is tried once more, is stopped and taken back',
  async (name) => {
    const box =
      '{ name: box, account: "111122223333", region: us-east-1, ec2: { application: shop, deploymentGroup: box }, alarms: [box-errors] }';
    const { wave, of, report, leftBehind } = await play(
      oneTarget({ more: 'deployTimeout: 20m', ...(name === 'box' && { of: box }) }),
      {
        baseline: 'old',
        builds: [build('stuck')],
        misbehaviours: [{ how: 'deployment', revision: 'stuck', target: name, outcome: 'hangs' }],
      },
    );

    const { path, visits } = wave('stuck', 0);

    expect(path).toEqual([...DEPLOYED(1), ...FAILED]);
    expect(Math.round((visits[4]!.at - visits[3]!.at) / 60)).toBe(41);
    expect(of('rollback')[0]!.path).toEqual(ROLLED_BACK(1));
    expect(of('release')[0]!.path).toEqual(TAKEN_BACK('RolledBack'));
    expect(report.targets).toEqual({ [name]: 'old' });
    expect(await leftBehind()).toEqual([]);
  },
);

test('a first release that fails has nothing to return to: it is stopped where it is', async () => {
  const { of, report, release } = await play(oneTarget(), {
    builds: [build('first')],
    misbehaviours: [{ how: 'alarm', revision: 'first', target: 'live', after: '3m' }],
  });

  expect(of('rollback')[0]).toMatchObject({
    path: ROLLED_BACK(1, 'Stopped'),
    output: { outcome: 'Stopped' },
  });
  expect(of('release')[0]!.path).toEqual(TAKEN_BACK('Stopped'));
  expect(release('first')).toMatchObject({ outcome: 'Stopped', waves: [{ outcome: 'Stopped' }] });
  expect(report.targets).toEqual({ live: 'first' });
});

// A function would have the version already when its way back is tried again.
const servers = target('live', { ec2: true });
const nowhereToGo = {
  baseline: 'old',
  builds: [build('bad')],
  misbehaviours: [
    { how: 'alarm', revision: 'bad', target: 'live', after: '3m' },
    { how: 'deployment', revision: 'old', target: 'live', outcome: 'fails' },
  ],
};

test('a rollback whose deployment fails leaves the target dirty, and its stage frozen', async () => {
  const { of, items, release, leftBehind } = await play(oneTarget({ of: servers }), nowhereToGo);

  const [stage] = await items(ranges.stages('shop'));

  expect(of('rollback')[0]).toMatchObject({
    path: ROLLED_BACK(1, 'LeftDirty'),
    output: { outcome: 'LeftDirty' },
  });
  expect(of('release')[0]).toMatchObject({ path: TAKEN_BACK('LeftDirty'), error: 'LeftDirty' });
  expect(release('bad').waves).toMatchObject([{ outcome: 'LeftDirty' }]);
  expect(stage!.frozen!.reason).toContain('live');
  expect(await leftBehind()).toEqual([]);
});

test('nothing enters a frozen stage, however new', async () => {
  const { wave, outcomes, of } = await play(
    oneTarget({ pipeline: 'gateTimeout: 1h', of: servers }),
    {
      ...nowhereToGo,
      builds: [build('bad'), build('better', '2h')],
    },
  );

  expect(outcomes()).toEqual(['LeftDirty', 'Stopped']);
  expect(wave('better', 0).path).toEqual(['OpenGate', ...STOPPED]);
  expect(of('release')[1]!.path).toEqual(ENDED('Stopped'));
});

test('a rollback that hangs is not trusted: the release is left dirty', async () => {
  const { of, release, items } = await play(oneTarget({ more: 'deployTimeout: 20m' }), {
    ...nowhereToGo,
    misbehaviours: [
      nowhereToGo.misbehaviours[0],
      { how: 'deployment', revision: 'old', target: 'live', outcome: 'hangs' },
    ],
  });

  const [stage] = await items(ranges.stages('shop'));

  expect(of('rollback')[0]!.path).toEqual([
    'PlanRollback',
    'Before?',
    'RollBackTargets',
    'RollBackTarget',
    'TargetNotBack',
    'After?',
    'Back?',
    'LeftDirty',
  ]);
  expect(release('bad').outcome).toBe('LeftDirty');
  expect(stage!.frozen).toBeDefined();
});
