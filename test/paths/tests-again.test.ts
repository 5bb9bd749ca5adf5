// Tests that are run again.

import { test as aTest, build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const smoke = (retries = '') =>
  oneTarget({
    more: `tests: [${aTest('smoke').replace(' }', `${retries && `, retries: ${retries}`} }`)}]`,
  });
const fails = (status: string, times?: number) => [
  { how: 'test', revision: 'new', test: 'smoke', status, ...(times && { times }) },
];

test.each([
  ['could not be run once', '', fails('FAULT', 1), 'Promoted', 2],
  ['could not be run twice', '', fails('FAULT'), 'Stopped', 2],
  ['was to be run no second time', '{ infrastructure: 0 }', fails('FAULT', 1), 'Stopped', 1],
  ['did not end in its build’s time once', '', fails('TIMED_OUT', 1), 'Promoted', 2],
  ['failed', '', fails('FAILED', 1), 'RolledBack', 1],
  ['failed once of two times', '{ assertions: 1 }', fails('FAILED', 1), 'Promoted', 2],
  ['failed both times', '{ assertions: 1 }', fails('FAILED'), 'RolledBack', 2],
  ['was stopped by a person', '', fails('STOPPED', 1), 'Stopped', 1],
] as const)('a test that %s', async (_, retries, misbehaviours, outcome, runs) => {
  const { release, report, leftBehind } = await play(smoke(retries), {
    baseline: 'old',
    builds: [build('new')],
    misbehaviours,
  });

  expect(release('new').outcome).toBe(outcome);
  const texts = report.ledger
    .filter(({ event }) => event === 'TestStarted')
    .map(({ text }) => text);
  expect(texts).toEqual(['test smoke started', 'test smoke started again'].slice(0, runs));
  expect(report.ledger.some(({ text }) => text.includes('flaky'))).toBe(
    outcome === 'Promoted' && misbehaviours[0]?.status === 'FAILED',
  );
  expect(await leftBehind()).toEqual([]);
});

test.each(['OnBuild', 'RunTest'])(
  'a %s that dies leaves the next run to whoever comes',
  async (name) => {
    const { release, leftBehind } = await play(smoke(), {
      baseline: 'old',
      builds: [build('new')],
      misbehaviours: fails('FAULT', 1),
      deaths: [{ function: name, call: 'dynamodb:PutItem', dies: 'after', onCall: 2 }],
    });

    expect(release('new').outcome).toBe('Promoted');
    expect(await leftBehind()).toEqual([]);
  },
);
