// Tests that are canaries of Synthetics: each must pass, in a run that began after the test did.

import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const PIPELINE = oneTarget({
  more: 'tests: [{ name: browse, synthetics: [shop-browse, shop-pay], timeout: 10m }]',
});
const DAY = { baseline: 'old', builds: [build('new')] };

test('canaries that pass let the wave go on, by the events of their ends', async () => {
  const { release, report, calls, leftBehind } = await play(PIPELINE, DAY);

  expect(release('new').outcome).toBe('Promoted');
  const ended = report.ledger.find(({ event }) => event === 'TestEnded');
  expect(ended?.text).toBe(
    'test browse ended, pass: canary shop-browse ended PASSED, canary shop-pay ended PASSED',
  );
  const started = calls.filter(({ operation }) => operation === 'StartCanary');
  expect(started.map(({ input }) => input)).toEqual([
    { Name: 'shop-browse' },
    { Name: 'shop-pay' },
  ]);
  const seconds =
    Date.parse(ended!.at) -
    Date.parse(report.ledger.find(({ event }) => event === 'TestStarted')!.at);
  expect(seconds).toBeLessThan(60_000);
  expect(await leftBehind()).toEqual([]);
});

test.each([
  ['fails', 'FAILED', {}, 'RolledBack', 1],
  ['has a runner that fails once', 'FAULT', { times: 1 }, 'Promoted', 2],
  ['has a runner that fails', 'FAULT', {}, 'Stopped', 2],
  ['never ends', 'TIMED_OUT', {}, 'RolledBack', 2],
] as const)('a canary of two that %s', async (_, status, more, outcome, runs) => {
  const misbehaviours = [{ how: 'test', revision: 'new', test: 'shop-pay', status, ...more }];

  const { release, report, leftBehind } = await play(PIPELINE, { ...DAY, misbehaviours });

  expect(release('new').outcome).toBe(outcome);
  expect(report.ledger.filter(({ event }) => event === 'TestStarted')).toHaveLength(runs);
  expect(await leftBehind()).toEqual([]);
});

test('events that are lost cost minutes, and a run from before the test says nothing', async () => {
  const seen: string[] = [];
  const prepare = async ({ aws, clock, startAt }: World) => {
    const runs = ['FAILED', 'PASSED', 'PASSED'] as const;
    const run = () => {
      const state = runs[seen.length] ?? 'PASSED';
      seen.push(state);
      return { state, seconds: 40 };
    };
    aws.synthetics.add(home, { name: 'shop-pay', everySeconds: 60, run });
    clock.at(startAt.getTime() + 500_000, () => {
      void aws.operate('synthetics', 'StartCanary', { Name: 'shop-pay' });
    });
  };
  const events = [{ source: 'aws.synthetics', how: 'lost' }];

  const { release, leftBehind } = await play(PIPELINE, { ...DAY, events }, { prepare });

  expect(seen.length).toBeGreaterThan(2);
  expect(release('new').outcome).toBe('Promoted');
  expect(await leftBehind()).toEqual([]);
});

test('a canary that is not there says nothing', async () => {
  const prepare = async ({ aws }: World) => {
    aws.synthetics.add(home, { name: 'shop-pay', run: () => ({ state: 'PASSED', seconds: 1 }) });
    aws.synthetics.remove(home, 'shop-browse');
  };

  const { release } = await play(PIPELINE, DAY, { prepare });

  expect(release('new')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringContaining('there is no canary shop-browse'),
  });
});
