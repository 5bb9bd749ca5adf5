import { chanceFrom } from '../../chance.ts';
import { errorEquals, errorOutputOf } from '../../engine/failure.ts';
import { retryDelaySeconds } from '../../engine/retry.ts';
import { machine, thrown, WORK, world } from './world.ts';

test.each([
  ['its own name', ['Broken'], { error: 'Broken' }, true],
  ['States.ALL', ['States.ALL'], { error: 'Broken' }, true],
  ['States.ALL, without a name', ['States.ALL'], {}, true],
  ['States.ALL, too much data', ['States.ALL'], { error: 'States.DataLimitExceeded' }, false],
  [
    'States.ALL, a result with too much data',
    ['States.ALL'],
    { error: 'States.DataLimitExceeded', ofResult: true } as const,
    true,
  ],
  [
    'too much data by name',
    ['States.DataLimitExceeded'],
    { error: 'States.DataLimitExceeded' },
    true,
  ],
  ['States.ALL, runtime', ['States.ALL'], { error: 'States.Runtime' }, false],
  ['runtime by name', ['States.Runtime'], { error: 'States.Runtime' }, false],
  ['States.TaskFailed', ['States.TaskFailed'], { error: 'Broken' }, true],
  ['States.TaskFailed, timeout', ['States.TaskFailed'], { error: 'States.Timeout' }, false],
  [
    'a missed heartbeat as timeout',
    ['States.Timeout'],
    { error: 'States.Timeout', alias: 'States.HeartbeatTimeout' },
    true,
  ],
  [
    'a missed heartbeat by name',
    ['States.HeartbeatTimeout'],
    { error: 'States.Timeout', alias: 'States.HeartbeatTimeout' },
    true,
  ],
  [
    "a worker's own missed heartbeat as timeout",
    ['States.Timeout'],
    { error: 'States.HeartbeatTimeout' },
    true,
  ],
  [
    'States.TaskFailed, missed heartbeat',
    ['States.TaskFailed'],
    { error: 'States.HeartbeatTimeout' },
    false,
  ],
  ['another timeout', ['States.HeartbeatTimeout'], { error: 'States.Timeout' }, false],
])('ErrorEquals: %s', (_what, names, failure, expected) => {
  expect(errorEquals(names, failure)).toBe(expected);
});

test.each([
  ['a timeout', { error: 'States.Timeout' }, { Error: 'States.Timeout', Cause: '' }],
  ['an error without a cause', { error: 'Broken' }, { Error: 'Broken', Cause: null }],
  ['a failure that says nothing', {}, { Error: null, Cause: null }],
  ['an error with one', { error: 'Broken', cause: 'so' }, { Error: 'Broken', Cause: 'so' }],
])('a catcher is told all of %s', (_what, failure, told) => {
  expect(errorOutputOf(failure)).toEqual(told);
});

const retrier = {
  errorEquals: ['E'],
  intervalSeconds: 2,
  maxAttempts: 9,
  backoffRate: 2,
  jitter: false,
};

test.each([
  [0, undefined, 2],
  [3, undefined, 16],
  [3, 5, 5],
])(
  'after %d retries, with a longest delay of %s, the next waits %d seconds',
  (earlier, most, expected) => {
    const bounded = most === undefined ? retrier : { ...retrier, maxDelaySeconds: most };

    expect(retryDelaySeconds(bounded, earlier)).toBe(expected);
  },
);

const Task = { Type: 'Task', Resource: WORK };

test('a retrier tries again with back-off, and the context counts', async () => {
  const seen: unknown[] = [];
  const work = (payload: unknown) => {
    seen.push(payload);
    throw thrown('Flaky');
  };
  const Retry = [{ ErrorEquals: ['Flaky'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }];
  const Try = { ...Task, Arguments: '{% $states.context.State.RetryCount %}', Retry, End: true };

  const { status, error, seconds, path } = await world({ work }).play(machine({ Try }));

  expect({ status, error, seconds, path }).toEqual({
    status: 'FAILED',
    error: 'Flaky',
    seconds: expect.closeTo(7, 1),
    path: ['Try'],
  });
  expect(seen).toEqual([0, 1, 2, 3]);
});

test('full jitter waits anything up to the delay, by the seed', async () => {
  const work = () => {
    throw thrown('Flaky');
  };
  const Retry = [
    { ErrorEquals: ['States.ALL'], IntervalSeconds: 10, MaxAttempts: 1, JitterStrategy: 'FULL' },
  ];
  const definition = machine({ Try: { ...Task, Retry, End: true } });
  const seconds = async (seed: number) => (await world({ work, seed }).play(definition)).seconds;

  const [first, again, other] = [await seconds(1), await seconds(1), await seconds(2)];

  expect(first).toBe(again);
  expect(first).not.toBe(other);
  expect(first).toBeLessThan(10);
  expect(chanceFrom(1).next()).toBeLessThan(1);
});

test('a catcher assigns outside, gives its output and leads on', async () => {
  const work = () => {
    throw thrown('Broken', 'by hand');
  };
  const { output, path } = await world({ work }).play(
    machine({
      Try: {
        ...Task,
        Catch: [
          { ErrorEquals: ['Other'], Next: 'After' },
          {
            ErrorEquals: ['Broken'],
            Assign: { why: '{% $states.errorOutput.Error %}' },
            Next: 'After',
          },
        ],
        End: true,
      },
      After: {
        Type: 'Pass',
        Output: { why: '{% $why %}', said: '{% $parse($states.input.Cause).errorMessage %}' },
        End: true,
      },
    }),
  );

  expect(path).toEqual(['Try', 'After']);
  expect(output).toEqual({ why: 'Broken', said: 'by hand' });
});

test('an expression that fails in a task is caught; in a catcher it is not', async () => {
  const after = { Type: 'Succeed' };
  const caught = {
    ...Task,
    Output: '{% $nope %}',
    Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'After' }],
    End: true,
  };
  const twice = {
    ...caught,
    Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $nope %}', Next: 'After' }],
  };

  const first = await world().play(machine({ Try: caught, After: after }));
  const second = await world().play(machine({ Try: twice, After: after }));

  expect(first.path).toEqual(['Try', 'After']);
  expect(second).toMatchObject({
    status: 'FAILED',
    error: 'States.QueryEvaluationError',
    path: ['Try'],
  });
});
