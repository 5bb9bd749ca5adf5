// The alias of a state machine that Tidegate shifts, while functions die, calls fail, and others move it.

import { linear, machineOf, runs, settingsOf, shifting } from './machines.ts';
import { build } from './pipelines.ts';

const builds = [build('good')];

test('each step is a setting of the alias, and the version says whose it is', async () => {
  const played = await shifting(linear, { builds });

  const made = machineOf(played).versions.get(3);
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(settingsOf(played)).toEqual(['2 60 3 40', '2 20 3 80', '3']);
  expect(made?.description).toMatch(/^tidegate deploy \S+ wave \d+ target live/);
  expect(machineOf(played).revision.roleArn).toContain('shop-runs');
});

test.each([
  ['DeployTarget', 'states:UpdateStateMachine', 'before'],
  ['DeployTarget', 'states:UpdateStateMachine', 'after'],
  ['DeployTarget', 'states:UpdateStateMachineAlias', 'after'],
  ['ShiftTraffic', 'states:UpdateStateMachineAlias', 'before'],
  ['ShiftTraffic', 'states:UpdateStateMachineAlias', 'after'],
])('%s may die at %s, %s it took effect: one version is published', async (name, call, dies) => {
  const deaths = [{ function: name, call, dies }];
  const played = await shifting(linear, { builds, deaths });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(settingsOf(played)).toEqual(['2 60 3 40', '2 20 3 80', '3']);
  expect([...machineOf(played).versions.keys()]).toEqual([1, 2, 3]);
  expect(await played.leftBehind()).toEqual([]);
});

test.each(['throttled', 'fails', 'failsAfterEffect'])(
  'calls of Step Functions that are %s for a while change when steps are taken, and nothing else',
  async (how) => {
    const calls = ['UpdateStateMachine', 'UpdateStateMachineAlias'].map((operation) => ({
      ...{ call: `states:${operation}`, how, times: 5 },
    }));
    const played = await shifting(linear, { builds, calls });

    expect(played.outcomes()).toEqual(['Promoted']);
    expect(new Set(settingsOf(played))).toEqual(new Set(['2 60 3 40', '2 20 3 80', '3']));
    expect([...machineOf(played).versions.keys()]).toEqual([1, 2, 3]);
  },
);

test('an alias that is told of as it was, half a minute ago, is nobody’s hand, and is taken back all the same', async () => {
  const calls = [{ call: 'states:DescribeStateMachineAlias', how: 'lags', by: '30s', times: 999 }];
  const promoted = await shifting(linear, { builds, calls });
  const back = await shifting(linear, {
    builds,
    calls,
    misbehaviours: [{ how: 'alarm', revision: 'good', target: 'live', from: 'shift', after: '5s' }],
  });

  expect(promoted.outcomes()).toEqual(['Promoted']);
  expect(back.outcomes()).toEqual(['RolledBack']);
  expect(runs(back)).toBe('2');
});

test('a shift that may not be made is told, and leaves all executions where they were', async () => {
  const calls = [{ call: 'states:UpdateStateMachineAlias', how: 'denied', times: 999 }];
  const played = await shifting(linear, { builds, calls });

  expect(played.outcomes()).not.toContain('Promoted');
  expect(runs(played)).toBe('2');
  expect(await played.leftBehind()).toEqual([]);
});

test.each(['release', 'wave'])(
  'an execution of the %s that is stopped in a step leaves all executions where they were',
  async (execution) => {
    const people = [{ at: '12m', does: 'stop', revision: 'good', execution }];
    const played = await shifting(linear, { builds, people });

    expect(played.outcomes()).not.toContain('Promoted');
    expect(runs(played)).toBe('2');
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('an alias that somebody points elsewhere in a shift is left to them, who are named', async () => {
  const moves = [{ at: '12m', target: 'live', to: 'hotfix', by: 'anna' }];
  const played = await shifting(linear, { builds, moves });

  expect(played.outcomes()).toEqual(['Stopped']);
  expect(runs(played)).toBe('4');
  expect(played.release('good').reason).toContain('UpdateStateMachineAlias of shop by user/anna');
});

test('a version that the way back needs, and somebody has deleted, is published again', async () => {
  const played = await shifting(linear, {
    builds,
    prunes: [{ at: '22m', target: 'live', revision: 'old' }],
    misbehaviours: [{ how: 'alarm', revision: 'good', target: 'live', after: '10m' }],
  });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(played.report.targets).toEqual({ live: 'old' });
  expect([...machineOf(played).versions.keys()]).toEqual([1, 3, 4]);
});
