import { validateDefinition } from '../../engine/validator/validate.ts';
import { machine, only, WORK, world } from './world.ts';

const pass = { Type: 'Pass' };
const done = { Type: 'Succeed' };
const task = { Type: 'Task', Resource: WORK };
const withRetry = (retrier: object) => only({ ...task, Retry: [retrier] });
const inner = (name: string, state: object) => ({
  StartAt: name,
  States: { [name]: { ...state, End: true } },
});

const found = (definition: unknown) => validateDefinition(JSON.stringify(definition));
const errors = (definition: unknown) =>
  found(definition).filter(({ severity }) => severity === 'ERROR');

test.each<[string, unknown, string]>([
  ['text', 'x', 'SCHEMA_VALIDATION_FAILED'],
  ['nothing inside', {}, 'SCHEMA_VALIDATION_FAILED'],
  ['no states', machine({}), 'SCHEMA_VALIDATION_FAILED'],
  [
    'an unknown field of the machine',
    machine({ A: done }, { Statess: 1 }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  ['an unknown field of a state', only({ ...pass, Outputt: 1 }), 'SCHEMA_VALIDATION_FAILED'],
  ['a field of JSONPath', only({ ...pass, Parameters: {} }), 'SCHEMA_VALIDATION_FAILED'],
  [
    'a state in JSONPath',
    machine({ A: done }, { QueryLanguage: 'JSONPath' }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  [
    'a JSONPath state in a JSONata machine',
    machine({ A: { ...done, QueryLanguage: 'JSONPath' } }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  ['an unknown type', machine({ A: { Type: 'constructor' } }), 'SCHEMA_VALIDATION_FAILED'],
  [
    'a timestamp that is none',
    only({ Type: 'Wait', Timestamp: '2026-11-20 14:45:10Z' }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  ['Catch on a Pass', only({ ...pass, Catch: [] }), 'SCHEMA_VALIDATION_FAILED'],
  [
    'TimeoutSeconds on a Map',
    only({ Type: 'Map', TimeoutSeconds: 1, ItemProcessor: inner('I', pass) }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  ['neither Next nor End', machine({ A: pass, B: done }), 'SCHEMA_VALIDATION_FAILED'],
  [
    'both Next and End',
    machine({ A: { ...pass, Next: 'B', End: true }, B: done }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  [
    'a state that is missing',
    machine({ A: { ...pass, Next: 'None' }, B: done }),
    'MISSING_TRANSITION_TARGET',
  ],
  ['a state that cannot be reached', machine({ A: done, B: done }), 'MISSING_TRANSITION_TARGET'],
  ['a start that is missing', machine({ A: done }, { StartAt: 'B' }), 'MISSING_TRANSITION_TARGET'],
  ['no end', machine({ A: { ...pass, Next: 'A' } }), 'MISSING_END_STATE'],
  [
    'a name twice',
    machine({ A: { Type: 'Parallel', Branches: [inner('A', pass)], End: true } }),
    'DUPLICATE_STATE_NAME',
  ],
  ['a name of 81 characters', machine({ ['x'.repeat(81)]: done }), 'INVALID_STATE_NAME'],
  ['a resource that is none', only({ ...task, Resource: 'work' }), 'INVALID_RESOURCE'],
  [
    'an expression that does not parse',
    only({ ...pass, Output: { a: '{% 1 + %}' } }),
    'INVALID_JSONATA_EXPRESSION',
  ],
  [
    'an operator of a later jsonata',
    only({ ...pass, Output: '{% $a ?? 1 %}' }),
    'INVALID_JSONATA_EXPRESSION',
  ],
  [
    'a name without a context',
    only({ ...pass, Output: '{% phone.number %}' }),
    'UNSUPPORTED_JSONATA_EXPRESSION',
  ],
  [
    '$states.result in a Pass',
    only({ ...pass, Output: '{% $states.result %}' }),
    'UNSUPPORTED_JSONATA_EXPRESSION',
  ],
  [
    '$states.result in Arguments',
    only({ ...task, Arguments: '{% $states.result %}' }),
    'UNSUPPORTED_JSONATA_EXPRESSION',
  ],
  [
    '$states.errorOutput outside a catcher',
    only({ ...task, Output: '{% $states.errorOutput %}' }),
    'UNSUPPORTED_JSONATA_EXPRESSION',
  ],
  [
    'States.ALL beside another',
    withRetry({ ErrorEquals: ['States.ALL', 'A'] }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  ['no error names', withRetry({ ErrorEquals: [] }), 'SCHEMA_VALIDATION_FAILED'],
  [
    'a back-off below 1',
    withRetry({ ErrorEquals: ['A'], BackoffRate: 0.5 }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  [
    'a jitter of another kind',
    withRetry({ ErrorEquals: ['A'], JitterStrategy: 'SOME' }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  [
    'a heartbeat as long as the timeout',
    only({ ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  ['a reserved variable', only({ ...pass, Assign: { states: 1 } }), 'SCHEMA_VALIDATION_FAILED'],
  [
    'Seconds and Timestamp',
    only({ Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z' }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  [
    'a reader of an inline Map',
    only({ Type: 'Map', ItemReader: {}, ItemProcessor: inner('I', pass) }),
    'SCHEMA_VALIDATION_FAILED',
  ],
  [
    'an outer variable assigned inside',
    machine({
      A: { ...pass, Assign: { x: 1 }, Next: 'B' },
      B: { Type: 'Parallel', Branches: [inner('C', { ...pass, Assign: { x: 2 } })], End: true },
    }),
    'SCHEMA_VALIDATION_FAILED',
  ],
])('%s is refused', (_what, definition, code) => {
  expect(errors(definition).map((each) => each.code)).toContain(code);
});

test.each<[string, object]>([
  [
    'a lambda with parameters',
    only({ ...pass, Output: '{% $map([1], function($v, $i){ $v + $i }) %}' }),
  ],
  [
    'names inside a step',
    only({ ...pass, Output: '{% $states.input.items[price > 1].{ "n": name } %}' }),
  ],
  ['a variable bound in a block', only({ ...pass, Output: '{% ($x := 1; $x + 1) %}' })],
  ['text with the marks inside', only({ ...pass, Output: ' {% not one %} ' })],
  ['an empty text assigned', only({ ...pass, Assign: { reason: '' } })],
  ['$states.result in Output of a Task', only({ ...task, Output: '{% $states.result %}' })],
  [
    '$states.errorOutput in a catcher',
    machine({
      A: {
        ...task,
        Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput %}', Next: 'B' }],
        Next: 'B',
      },
      B: done,
    }),
  ],
  [
    'a loop with an end',
    machine({
      A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'A' }], Default: 'B' },
      B: done,
    }),
  ],
  [
    'a state of its own language',
    { StartAt: 'A', States: { A: { ...done, QueryLanguage: 'JSONata' } } },
  ],
  [
    'the same variable in two branches',
    only({
      Type: 'Parallel',
      Branches: [
        inner('A', { ...pass, Assign: { x: 1 } }),
        inner('B', { ...pass, Assign: { x: 1 } }),
      ],
    }),
  ],
])('%s is accepted', (_what, definition) => {
  expect(errors(definition)).toEqual([]);
});

test('a variable that nothing assigns is a warning: AWS creates the machine', () => {
  const definition = only({ ...pass, Output: '{% $nope %}' });

  expect(found(definition)).toMatchObject([
    { severity: 'WARNING', code: 'UNASSIGNED_VARIABLE', location: '/States/Only/Output' },
  ]);
  expect(
    world().call('ValidateStateMachineDefinition', { definition: JSON.stringify(definition) }),
  ).toEqual({
    result: 'OK',
    diagnostics: [],
    truncated: false,
  });
});

test('InvalidDefinition says what is wrong and where, in the words of AWS', () => {
  expect(() => world().create(machine({ A: { ...pass, Next: 'B' } }))).toThrow(
    "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null'",
  );
});

test('a definition nested without end is refused, not followed', () => {
  const text = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
  const expression = only({ ...pass, Output: `{% ${'('.repeat(100_000)} %}` });

  expect(validateDefinition(text)).toMatchObject([{ code: 'TOO_DEEPLY_NESTED' }]);
  expect(errors(expression)).toMatchObject([{ code: 'INVALID_JSONATA_EXPRESSION' }]);
});

test('an Express machine waits neither for a token nor for a job', () => {
  const waits = only({ ...task, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' });
  const text = JSON.stringify(waits);

  expect(validateDefinition(text, 'EXPRESS')).toMatchObject([
    { location: '/States/Only/Resource', code: 'SCHEMA_VALIDATION_FAILED' },
  ]);
  expect(validateDefinition(text, 'STANDARD')).toEqual([]);
});
