// A file of tests that does not end is named, and ends the run.

import HungReporter from './hung-reporter.mjs';

const MINUTES = 60_000;

test('the file that does not end is named, once, and the run fails; one that has ended is not', () => {
  jest.useFakeTimers();
  const exits: number[] = [];
  const told = jest.spyOn(console, 'error').mockImplementation(() => {});
  const reporter = new HungReporter({}, { exit: (code: number) => exits.push(code) });
  reporter.onTestFileStart({ path: `${process.cwd()}/test/a.test.ts` });
  reporter.onTestFileStart({ path: `${process.cwd()}/test/b.test.ts` });
  reporter.onTestFileResult({ path: `${process.cwd()}/test/a.test.ts` });

  jest.advanceTimersByTime(39 * MINUTES);
  const early = exits.length;
  jest.advanceTimersByTime(2 * MINUTES);
  const lines = told.mock.calls.map(([line]) => String(line));
  jest.useRealTimers();

  expect(early).toBe(0);
  expect(exits).toEqual([1]);
  expect(lines).toEqual([expect.stringContaining('expected test/b.test.ts to end')]);
});
