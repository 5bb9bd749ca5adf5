// What a rollback would put back is deleted: before the gate, between it and the rollback, in part and whole.

import { build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

const functions = oneTarget();
const servers = oneTarget({ of: target('live', { ec2: true }) });
const versions = {};
const artifact = { versions: false, artifact: true };
const both = { artifact: true };
/** A canary's alias points to the version that it began from: AWS deletes that only after it. */
const canary = [{ target: 'live', configuration: 'LambdaCanary10Percent5Minutes' }];
const MISSING = /there is no way back of live to #0 .* was deleted.*; put the artifact back/;

test.each([
  ['a version, before the gate', functions, versions, '5m', 'RolledBack', 'old'],
  ['a version, in the bake', functions, versions, '12m', 'RolledBack', 'old'],
  ['the artifact alone, before the gate', functions, artifact, '5m', 'RolledBack', 'old'],
  ['the artifact alone, in the bake', functions, artifact, '12m', 'RolledBack', 'old'],
  ['both, in the bake', functions, both, '12m', 'LeftDirty', 'new'],
  ['both, as the alarm fires', functions, both, '15m6s', 'LeftDirty', 'new'],
  ['the artifact of instances, in the shift', servers, artifact, '10m30s', 'LeftDirty', 'new'],
  ['the artifact of instances, in the bake', servers, artifact, '12m', 'LeftDirty', 'new'],
])('the way back is deleted (%s), and the end says what is so', async (_what, ...row) => {
  const [pipeline, what, at, outcome, runs] = row;

  const { release, report } = await play(pipeline, {
    baseline: 'old',
    builds: [build('new')],
    prunes: [{ at, target: 'live', revision: 'old', ...what }],
    misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', after: '5m' }],
  });

  const { reason, waves, startedAt, endedAt } = release('new');
  expect([release('new').outcome, waves[0]!.outcome, report.targets.live]).toEqual([
    outcome,
    outcome,
    runs,
  ]);
  // Nothing is tried for a quarter of an hour that must fail.
  expect(Date.parse(endedAt!) - Date.parse(startedAt)).toBeLessThan(8 * 60_000);
  if (outcome === 'LeftDirty') {
    expect(reason).toMatch(MISSING);
    expect(reason).not.toContain('ServiceFailed');
    expect(reason?.match(/not taken back/g)).toHaveLength(1);
    expect(report.ledger.map(({ event }) => event)).toContain('StageFrozen');
  }
});

test('a way back that hangs on its version alone is told as its wave starts', async () => {
  const { report } = await play(functions, {
    baseline: 'old',
    builds: [build('new')],
    prunes: [{ at: '5m', target: 'live', revision: 'old', ...artifact }],
  });

  const started = report.ledger.find(({ event }) => event === 'WaveStarted');
  expect(started?.text).toMatch(/way back of live to #0 .* is version 1 of shop-live alone/);
});

test('an alarm in a canary finds the way back though its artifact was deleted', async () => {
  const { release, report } = await play(functions, {
    baseline: 'old',
    builds: [build('new')],
    deployments: canary,
    prunes: [{ at: '11m', target: 'live', revision: 'old', ...both }],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '12m' }],
  });

  expect([release('new').outcome, report.targets.live]).toEqual(['RolledBack', 'old']);
});

test('instances that a shift has left half-way are left dirty where there is no way back', async () => {
  const { release } = await play(servers, {
    baseline: 'old',
    builds: [build('new')],
    prunes: [{ at: '10m10s', target: 'live', revision: 'old', ...artifact }],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '10m40s' }],
  });

  expect(release('new').outcome).toBe('LeftDirty');
  expect(release('new').reason).toMatch(MISSING);
});

test('a gate stays shut where a version and its artifact are gone', async () => {
  const { release, report } = await play(functions, {
    baseline: 'old',
    builds: [build('new')],
    moves: [{ at: '4m', target: 'live', to: 'new', by: 'anna' }],
    prunes: [{ at: '5m', target: 'live', revision: 'old', ...both }],
  });

  expect(release('new')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringMatching(MISSING),
  });
  expect(report.ledger.map(({ event }) => event)).not.toContain('WaveStarted');
});

test('a way back that cannot be read as it is needed is tried all the same', async () => {
  const { release, report } = await play(servers, {
    baseline: 'old',
    builds: [build('new')],
    calls: [{ call: 's3:HeadObject', how: 'denied', function: 'RollBackTarget', times: 99 }],
    misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', after: '5m' }],
  });

  expect([release('new').outcome, report.targets.live]).toEqual(['RolledBack', 'old']);
});
