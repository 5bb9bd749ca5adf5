import { machine, only, START, WORK, world } from './world.ts';

const done = { Type: 'Succeed' };

test('Assign and Output see the values from before either, and the next state the new ones', async () => {
  const { output } = await world().play(
    machine({
      First: { Type: 'Pass', Assign: { n: 1 }, Next: 'Second' },
      Second: { Type: 'Pass', Assign: { n: '{% $n + 1 %}' }, Output: '{% $n %}', Next: 'Third' },
      Third: { Type: 'Pass', Output: ['{% $states.input %}', '{% $n %}'], End: true },
    }),
  );

  expect(output).toEqual([1, 2]);
});

test('names such as __proto__ work for states, variables and keys', async () => {
  const definition = JSON.parse(`{"QueryLanguage": "JSONata", "StartAt": "__proto__", "States": {
    "__proto__": {"Type": "Pass", "Assign": {"constructor": 1, "__proto__": 2}, "Output": {"__proto__": 3}, "Next": "toString"},
    "toString": {"Type": "Pass", "Output": ["{% $constructor %}", "{% $__proto__ %}", "{% $states.input.__proto__ %}"], "End": true}}}`);

  const { path, output } = await world().play(definition);

  expect(path).toEqual(['__proto__', 'toString']);
  expect(output).toEqual([1, 2, 3]);
});

test('a Choice takes the first rule that holds, with its Assign and Output', async () => {
  const definition = machine({
    'Big?': {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input > 10 %}', Output: 'big', Next: 'Done' },
        { Condition: '{% $states.input > 5 %}', Output: 'middling', Next: 'Done' },
      ],
      Default: 'Done',
      Output: 'small',
    },
    Done: done,
  });

  const outputs = await Promise.all(
    [11, 6, 1].map(async (n) => (await world().play(definition, n)).output),
  );

  expect(outputs).toEqual(['big', 'middling', 'small']);
});

test.each([
  ['a condition that is no boolean', '{% 1 %}', 'States.QueryEvaluationError'],
  ['no rule that holds and no Default', '{% false %}', 'States.Runtime'],
])('a Choice with %s ends the execution', async (_what, Condition, error) => {
  const definition = machine({
    Ask: { Type: 'Choice', Choices: [{ Condition, Next: 'Done' }] },
    Done: done,
  });

  expect(await world().play(definition)).toMatchObject({ status: 'FAILED', error, path: ['Ask'] });
});

test.each([
  ['Seconds', { Seconds: 90 }, 90],
  ['computed Seconds', { Seconds: '{% 30 * 2 %}' }, 60],
  ['a Timestamp', { Timestamp: '2026-11-20T14:02:00Z' }, 120],
  ['a Timestamp with an offset', { Timestamp: '2026-11-20T15:01:00+01:00' }, 60],
  ['a Timestamp that has passed', { Timestamp: START.toISOString().replace('2026', '2016') }, 0],
])('Wait with %s takes its virtual time', async (_what, field, seconds) => {
  expect(await world().play(only({ Type: 'Wait', ...field }))).toMatchObject({
    status: 'SUCCEEDED',
    seconds,
  });
});

test.each([
  ['2016-12-05 21:29:29Z'],
  ['2016-12-05T25:29:29Z'],
  ['2016-02-30T00:00:00Z'],
  ['2016-13-01T00:00:00Z'],
  ['yesterday'],
])('Wait refuses the timestamp %s', async (time) => {
  const Timestamp = '{% $states.input %}';

  const { error } = await world().play(only({ Type: 'Wait', Timestamp }), time);

  expect(error).toBe('States.QueryEvaluationError');
});

test('Fail computes its error and cause', async () => {
  const Fail = { Type: 'Fail', Error: "{% 'Left' & 'Dirty' %}", Cause: '{% $states.input.why %}' };

  const played = await world().play(machine({ Fail }), { why: 'unknown' });

  expect(played).toMatchObject({ status: 'FAILED', error: 'LeftDirty', cause: 'unknown' });
});

test('an expression that gives nothing names its field, and the history says so', async () => {
  const { cause, events } = await world().play(
    only({ Type: 'Pass', Output: { a: [1, '{% $nope %}'] } }),
  );

  expect(cause).toBe(
    "An error occurred while executing the state 'Only' (entered at the event id #2). " +
      "The JSONata expression '$nope' specified for the field 'Output/a[1]' returned nothing (undefined).",
  );
  expect(events).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'EvaluationFailed',
    'ExecutionFailed',
  ]);
});

const branch = (name: string, state: object) => ({
  StartAt: name,
  States: { [name]: { ...state, End: true } },
});

test('Parallel gives its branches the same input and keeps their order', async () => {
  const definition = machine({
    Set: { Type: 'Pass', Assign: { outer: 5 }, Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Arguments: { n: 1 },
      Branches: [
        branch('Slow', { Type: 'Wait', Seconds: 9, Output: '{% $outer %}' }),
        branch('Fast', { Type: 'Pass', Assign: { mine: 1 }, Output: '{% $states.input.n %}' }),
      ],
      Assign: { sum: '{% $sum($states.result) %}' },
      Next: 'End',
    },
    End: { Type: 'Pass', Output: { sum: '{% $sum %}', all: '{% $states.input %}' }, End: true },
  });

  const { output, seconds } = await world().play(definition);

  expect(output).toEqual({ sum: 6, all: [5, 1] });
  expect(seconds).toBe(9);
});

test('a branch that fails stops the others, and the state can catch it', async () => {
  const definition = machine({
    Both: {
      Type: 'Parallel',
      Branches: [
        branch('Slow', { Type: 'Wait', Seconds: 900 }),
        { StartAt: 'Break', States: { Break: { Type: 'Fail', Error: 'Broken' } } },
      ],
      Catch: [{ ErrorEquals: ['Broken'], Output: '{% $states.errorOutput %}', Next: 'Done' }],
      End: true,
    },
    Done: done,
  });

  const { output, seconds, events } = await world().play(definition);

  expect({ output, seconds }).toEqual({ output: { Error: 'Broken', Cause: null }, seconds: 0 });
  expect(events).toEqual(
    expect.arrayContaining(['WaitStateAborted', 'ParallelStateFailed', 'ParallelStateExited']),
  );
});

test('an execution ends when its TimeoutSeconds have passed', async () => {
  const definition = machine(
    { Long: { Type: 'Wait', Seconds: 100, End: true } },
    { TimeoutSeconds: 10 },
  );

  const { status, seconds, events } = await world().play(definition);

  expect({ status, seconds, last: events.at(-1) }).toEqual({
    status: 'TIMED_OUT',
    seconds: 10,
    last: 'ExecutionTimedOut',
  });
});

test('what an expression throws has its code, as on AWS', async () => {
  const { cause } = await world().play(only({ Type: 'Pass', Output: '{% $nope(1) %}' }));

  expect(cause).toMatch(/'Output' threw an error during evaluation. T1006: Attempted to invoke/);
});

test('keys that end in .$ are keys like any other', async () => {
  const Output = { 'a.$': '$', b: { 'c.$': '{% 1 + 1 %}' } };

  const { output } = await world().play(only({ Type: 'Pass', Output }));

  expect(output).toEqual({ 'a.$': '$', b: { 'c.$': 2 } });
});

test('the context counts retries where a state can be tried again, and nowhere else', async () => {
  const told = { Output: '{% $states.context.State %}', End: true };
  const block = { StartAt: 'In', States: { In: { Type: 'Pass', ...told } } };
  const play = (state: object) => world().play(machine({ Only: { ...state, ...told } }), [0]);

  const plain = [{ Type: 'Pass' }, { Type: 'Wait', Seconds: 1 }];
  const tried = [
    { Type: 'Task', Resource: WORK },
    { Type: 'Map', ItemProcessor: block },
    { Type: 'Parallel', Branches: [block] },
  ];

  for (const state of plain) expect((await play(state)).output).not.toHaveProperty('RetryCount');
  for (const state of tried) expect((await play(state)).output).toHaveProperty('RetryCount', 0);
});
