// Tests that are experiments: they must complete while no alarm fires, and none goes on for a wave that has ended.

import { home } from '../../simulation/world/place.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const PIPELINE = oneTarget({ more: 'tests: [{ name: lost, experiment: EXTlost, timeout: 10m }]' });
const DAY = { baseline: 'old', builds: [build('new')] };
const HANGS = { how: 'test', revision: 'new', test: 'lost', status: 'TIMED_OUT' };

async function played(day: object) {
  const { world, ...all } = await play(PIPELINE, { ...DAY, ...day });
  const statuses = world.aws.fis.experiments(home).map(({ status }) => status);
  return { ...all, statuses };
}

test.each([
  ['completes', undefined, 'Promoted', ['completed']],
  ['fails by itself', 'FAULT', 'Stopped', ['failed', 'failed']],
  ['is stopped', 'STOPPED', 'Stopped', ['stopped']],
  ['never ends', 'TIMED_OUT', 'RolledBack', ['stopped', 'stopped']],
] as const)('an experiment that %s', async (_, status, outcome, ends) => {
  const misbehaviours = status === undefined ? [] : [{ ...HANGS, status }];

  const { release, statuses, leftBehind } = await played({ misbehaviours });

  expect(release('new').outcome).toBe(outcome);
  expect(statuses).toEqual(ends);
  expect(await leftBehind()).toEqual([]);
});

test('an alarm that fires meanwhile takes the wave back, and stops what breaks it', async () => {
  const alarm = { how: 'alarm', revision: 'new', target: 'live', after: '1m' };

  const { release, report, statuses, leftBehind } = await played({ misbehaviours: [alarm, HANGS] });

  expect(release('new').outcome).toBe('RolledBack');
  expect(statuses).toEqual(['stopped']);
  expect(report.ledger.some(({ event }) => event === 'HarmFound')).toBe(true);
  expect(await leftBehind()).toEqual([]);
});

test('a person who stops the release stops its experiment', async () => {
  const people = [{ at: '12m', as: 'ada', does: 'stop', reason: 'a fair' }];

  const { release, statuses } = await played({ misbehaviours: [HANGS], people });

  expect(release('new').outcome).not.toBe('Promoted');
  expect(statuses).toEqual(['stopped']);
});

test('a lost event costs minutes, and a second start of one run starts nothing', async () => {
  const { release, statuses } = await played({
    events: [{ source: 'aws.fis', how: 'lost' }],
    deaths: [{ function: 'RunTest', call: 'fis:StartExperiment', dies: 'after', onCall: 1 }],
  });

  expect(release('new').outcome).toBe('Promoted');
  expect(statuses).toEqual(['completed']);
});
