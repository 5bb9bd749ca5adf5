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

  const { release, calls, leftBehind } = await play(PIPELINE, { ...DAY, events }, { prepare });

  expect(seen.length).toBeGreaterThan(2);
  // One that runs by itself goes on: its next run is waited for.
  expect(startsOf(calls, 'shop-pay')).toEqual([]);
  expect(release('new').outcome).toBe('Promoted');
  expect(await leftBehind()).toEqual([]);
});

const startsOf = (calls: Awaited<ReturnType<typeof play>>['calls'], name: string) =>
  calls.filter(({ operation, input }) => {
    const { Name } = input as { Name?: string };
    return operation === 'StartCanary' && Name === name;
  });

/** Every call of whoever begins the test, before it and after it: the intent, both starts, what is read between. */
const CALLS = [
  ['dynamodb:PutItem', 1],
  ['dynamodb:PutItem', 2],
  ['dynamodb:PutItem', 3],
  ['dynamodb:PutItem', 4],
  ['dynamodb:TransactWriteItems', 1],
  ['synthetics:GetCanary', 1],
  ['synthetics:GetCanary', 2],
  ['synthetics:StartCanary', 1],
  ['synthetics:StartCanary', 2],
  ['synthetics:GetCanaryRuns', 1],
  ['synthetics:GetCanaryRuns', 3],
] as const;
const DEATHS = CALLS.flatMap(([call, onCall]) =>
  (['before', 'after'] as const).map((dies) => ({ call, onCall, dies })),
);

test.each(DEATHS)(
  'whoever begins it and dies $dies call $onCall of $call has each canary run once, for one run of the test',
  async (death) => {
    const runs: string[] = [];
    const prepare = async ({ aws }: World) => {
      for (const name of ['shop-browse', 'shop-pay'])
        aws.synthetics.add(home, {
          name,
          run: () => {
            runs.push(name);
            return { state: 'PASSED', seconds: 2 };
          },
        });
    };
    const deaths = [{ function: 'RunTest', ...death }];

    const { release, report, leftBehind } = await play(PIPELINE, { ...DAY, deaths }, { prepare });

    expect(release('new').outcome).toBe('Promoted');
    expect(runs).toEqual(['shop-browse', 'shop-pay']);
    const events = report.ledger.map(({ event }) => event);
    expect(events.filter((event) => event === 'TestStarted')).toHaveLength(1);
    expect(events.filter((event) => event === 'TestEnded')).toHaveLength(1);
    expect(await leftBehind()).toEqual([]);
  },
);

test('one that was started for somebody else, and does not run by itself, is waited for and started', async () => {
  const states = ['FAILED', 'PASSED'] as const;
  let runs = 0;
  const prepare = async ({ aws, clock, startAt }: World) => {
    // The first one fails, and is of somebody else: it says nothing of the test.
    const run = () => ({ state: states[runs++] ?? 'PASSED', seconds: runs === 1 ? 400 : 5 });
    aws.synthetics.add(home, { name: 'shop-pay', run });
    clock.at(startAt.getTime() + 500_000, () => {
      void aws.operate('synthetics', 'StartCanary', { Name: 'shop-pay' });
    });
  };

  const { release, report, calls } = await play(PIPELINE, DAY, { prepare });

  const started = report.ledger.find(({ event }) => event === 'TestStarted');
  expect(release('new').outcome).toBe('Promoted');
  expect(started!.at < report.ledger.find(({ event }) => event === 'TestEnded')!.at).toBe(true);
  expect(runs).toBe(2);
  expect(startsOf(calls, 'shop-browse')).toHaveLength(1);
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
