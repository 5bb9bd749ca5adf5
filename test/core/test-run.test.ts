// How often a test is run again, and what it is called that passes only then.

import { earlierOf, isRunAgain, passText, type TestRun } from '../../core/test-run.ts';

type Fault = 'infrastructure' | 'assertions';

const begun = { build: 'b', startedAt: '2026-11-20T10:00:00Z' };
const earlier = (...faults: readonly Fault[]) =>
  faults.map((fault) => ({ build: 'a', reason: 'why', fault }));
const failed = (fault: Fault, ...before: readonly Fault[]): TestRun => ({
  ...{ ...begun, earlier: earlier(...before), status: 'ended', reason: 'why' },
  ...{ verdict: 'inconclusive', fault },
});

test.each<[string, TestRun, boolean]>([
  ['runs', { ...begun, status: 'running' }, false],
  ['has passed', { ...begun, status: 'ended', verdict: 'pass', reason: '' }, false],
  ['was stopped', { ...begun, status: 'ended', verdict: 'inconclusive', reason: '' }, false],
  ['could not be run', failed('infrastructure'), true],
  ['could not be run twice', failed('infrastructure', 'infrastructure'), false],
  ['failed twice', failed('assertions', 'assertions'), true],
  ['failed three times', failed('assertions', 'assertions', 'assertions'), false],
  ['could not be run, and failed before', failed('infrastructure', 'assertions'), true],
])('a test that %s is run again, or not', (_, run, isAgain) => {
  expect(isRunAgain(run, { retries: { infrastructure: 1, assertions: 2 } })).toBe(isAgain);
  expect(isRunAgain(run, {})).toBe(false);
});

test('what failed before is kept, and makes a pass flaky', () => {
  const before = earlierOf(failed('assertions', 'infrastructure'));

  expect(before.map(({ fault }) => fault)).toEqual(['infrastructure', 'assertions']);
  expect(passText({ earlier: before }, 'its build succeeded')).toBe(
    'its build succeeded; flaky: it had failed once before',
  );
  expect(passText({ earlier: earlier('infrastructure') }, 'its build succeeded')).toBe(
    'its build succeeded',
  );
});
