// What would never end, or would take the process with it, ends as a failed execution.

import { mayRunLong } from '../../engine/expressions/watchdog.ts';
import { jsonata } from '../../engine/jsonata/jsonata.ts';
import { playCase } from '../../engine/play-case.ts';
import { machine, only, thrown, WORK, world } from './world.ts';

const YEAR_SECONDS = 365 * 86_400;
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const output = (expression: string) => only({ Type: 'Pass', Output: `{% ${expression} %}` });

test.each([
  ['a regular expression that backtracks', "$contains($pad('', 50, 'a') & 'b', /^(a+)+$/)"],
  ['a picture that does', "$toMillis($pad('', 99999, '1') & 'x', '[Y][M][D][H][m][s]')"],
])('%s is stopped', async (_what, expression) => {
  const played = await world().play(output(expression));

  expect(played).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  expect(played.cause).toContain('Expression evaluation timeout');
});

test.each([
  ['$contains(x, /a+/)', true],
  ["$map(xs, function($x) { $replace($x, /a{2}/, 'b') })", true],
  ["$toMillis(x, '[Y]')", true],
  ["x ~> $toMillis('[Y]')", true],
  ["$formatNumber(1, $pad('', 9, '0'))", true],
  ["$formatNumber(1, '0.00')", false],
  ['$contains(x, /abc|d/)', false],
  ['$toMillis(x)', false],
])('whether %s is watched: %s', (source, watched) => {
  expect(mayRunLong(jsonata(source).ast())).toBe(watched);
});

test.each([
  ['comparing all objects with all', '$distinct([1..20000].{"a": $})'],
  [
    'merging again and again',
    '$reduce([1..20000], function($a, $b) { $merge([$a, {$string($b): 1}]) }, {})',
  ],
  ['appending again and again', '[1..100000]{"all": $}'],
  [
    'one value in a text a billion times',
    '( $twice := function($x, $n) { $n = 0 ? $x : $twice([[$x], [$x]], $n - 1) }; $string($twice(1, 30)) )',
  ],
])('%s takes too long', async (_what, expression) => {
  const { error, cause } = await world().play(output(expression));

  expect(error).toBe('States.QueryEvaluationError');
  expect(cause).toContain('Expression evaluation timeout');
});

test.each([
  ['$count($distinct([1..100000]))', 100_000],
  ['$count($spread([1..50000].{"a": $}))', 50_000],
  [
    "$distinct([1, '1', 1.0, null, null, {'a': 1, 'b': 2}, {'b': 2, 'a': 1}, [1], [1]])",
    [1, '1', null, { a: 1, b: 2 }, [1]],
  ],
  ["$merge([{'a': 1}, {'__proto__': {'b': 2}}]).b ~> $exists()", false],
])('%s is worked out', async (expression, value) => {
  const { output: got } = await world().play(output(expression));

  expect(got).toEqual(value);
});

test.each([
  "$pad('', 100000000000)",
  '[1..10000000]',
  "$replace($pad('', 400000), ' ', $pad('', 9999))",
])('%s uses too much memory', async (expression) => {
  const { error, cause } = await world().play(output(expression));

  expect(error).toBe('States.QueryEvaluationError');
  expect(cause).toContain('memory limit exceeded');
});

test('an execution is open for a year at most', async () => {
  const wait = (Timestamp: string) => only({ Type: 'Wait', Timestamp });

  const within = await world().play(wait('2027-11-20T14:00:00Z'));
  const beyond = await world().play(wait('2027-11-20T14:00:01Z'));

  expect(within).toMatchObject({ status: 'SUCCEEDED', seconds: YEAR_SECONDS });
  expect(beyond).toMatchObject({ status: 'TIMED_OUT', seconds: YEAR_SECONDS });
});

test('retries that back off beyond all time end with the year', async () => {
  const work = () => {
    throw thrown('Broken');
  };
  const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 99_999_999, BackoffRate: 1e300 }];
  const made = world({ work });

  const played = await made.play(only({ Type: 'Task', Resource: WORK, Retry }));

  expect(played).toMatchObject({ status: 'TIMED_OUT', seconds: YEAR_SECONDS });
  made.clock.at(made.clock.millis() + 1, () => {});
  await made.clock.play();
  expect(made.call('DescribeExecution', { executionArn: played.arn })).toMatchObject({
    redriveStatus: 'NOT_REDRIVABLE',
  });
});

test('input nested without end is refused, and so are a task and an expression that make it', async () => {
  const made = world({ work: () => JSON.parse(nested(50_000)) });
  const stateMachineArn = made.create(only({ Type: 'Task', Resource: WORK }));
  const start = (input: string) => made.call('StartExecution', { stateMachineArn, input });

  expect(() => start(nested(50_000))).toThrow(/InvalidExecutionInput|at most 1000 levels/);
  const { executionArn } = start(nested(1_000));
  await made.clock.play();
  const parsed = await world().play(output("$parse($pad('', 2000, '[') & $pad('', 2000, ']'))"));

  expect(made.told(executionArn as string)).toMatchObject({ error: 'States.DataLimitExceeded' });
  expect(parsed).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

test('a case nested without end says so', async () => {
  const result = await playCase({
    id: JSON.parse(nested(50_000)),
    definition: machine({ A: { Type: 'Succeed' } }),
    input: JSON.parse(nested(50_000)),
  });

  expect(result).toMatchObject({ id: null, status: 'FAILED', error: 'ValidationException' });
});
