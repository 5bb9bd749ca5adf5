// Tests that are functions of teams: what they answer counts, and what keeps them from answering proves nothing.

import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const smoke = (more = '') =>
  oneTarget({ more: `tests: [{ name: smoke, lambda: "shop-smoke:live", timeout: 10m${more} }]` });
const fails = (status: string, times?: number) => [
  { how: 'test', revision: 'new', test: 'smoke', status, ...(times && { times }) },
];

test('a function that answers passed lets the wave go on, with its link in the ledger', async () => {
  const { of, wave, release, report, leftBehind } = await play(smoke(), {
    baseline: 'old',
    builds: [build('new')],
  });

  expect(release('new').outcome).toBe('Promoted');
  expect(wave('new', 0).path).toContain('RunTest');
  expect(of('call').map(({ path }) => path)).toEqual([['Beside?', 'CallFunction']]);
  const ended = report.ledger.find(({ event }) => event === 'TestEnded');
  expect(ended?.text).toMatch(
    /^test smoke ended, pass: function shop-smoke:live said passed \(https:\/\/tests\.example\.com\/shop-.*\)$/,
  );
  expect(await leftBehind()).toEqual([]);
});

test.each([
  ['failed', '', fails('FAILED', 1), 'RolledBack', 1],
  ['failed once of two times', ', retries: { assertions: 1 }', fails('FAILED', 1), 'Promoted', 2],
  ['threw once', '', fails('FAULT', 1), 'Promoted', 2],
  ['threw twice', '', fails('FAULT'), 'Stopped', 2],
  ['answered no word that is known', '', fails('STOPPED'), 'Stopped', 2],
  ['did not answer in its time once', '', fails('TIMED_OUT', 1), 'Promoted', 2],
] as const)('a function that %s', async (_, more, misbehaviours, outcome, runs) => {
  const { release, report, leftBehind } = await play(smoke(more), {
    baseline: 'old',
    builds: [build('new')],
    misbehaviours,
  });

  expect(release('new').outcome).toBe(outcome);
  expect(report.ledger.filter(({ event }) => event === 'TestStarted')).toHaveLength(runs);
  expect(report.ledger.some(({ text }) => text.includes('flaky'))).toBe(
    outcome === 'Promoted' && misbehaviours[0]?.status === 'FAILED',
  );
  expect(await leftBehind()).toEqual([]);
});

test('the end of a call whose event is lost is found by the sweep', async () => {
  const { release, leftBehind } = await play(smoke(), {
    baseline: 'old',
    builds: [build('new')],
    events: [{ source: 'aws.states', how: 'lost' }],
  });

  expect(release('new').outcome).toBe('Promoted');
  expect(await leftBehind()).toEqual([]);
});

test.each([
  ['of its own run', 'parcels', 'Promoted'],
  ['of another run', 'other/0/smoke', 'Stopped'],
])('an answer with a key %s', async (_, key, outcome) => {
  const prepare = async ({ aws }: World) => {
    aws.lambda.register({
      ...home,
      name: 'shop-smoke',
      timeoutSeconds: 60,
      tags: { tidegate: 'local' },
      aliases: ['live'],
      handler: async (asked: unknown) => ({
        status: 'passed',
        key: key === 'parcels' ? (asked as { key: string }).key : key,
      }),
    });
  };

  const { release } = await play(smoke(), { baseline: 'old', builds: [build('new')] }, { prepare });

  expect(release('new').outcome).toBe(outcome);
  if (outcome === 'Stopped')
    expect(release('new').reason).toContain('function shop-smoke:live answered for another run');
});
