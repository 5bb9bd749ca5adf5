import fc from 'fast-check';
import type { Json } from '../../engine/json.ts';
import { jsonBytes } from '../../engine/json-size.ts';
import { machine, only, WORK, world } from './world.ts';

test('the size of a value is that of its JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as Json;

      expect(jsonBytes(plain)).toBe(Buffer.byteLength(JSON.stringify(plain)));
    }),
  );
});

test('a result above 256 KiB fails the task, and is caught as any error of it', async () => {
  const work = () => 'x'.repeat(262_143);
  const handled = (name: string) =>
    machine({
      Try: {
        Type: 'Task',
        Resource: WORK,
        Catch: [{ ErrorEquals: [name], Next: 'After' }],
        End: true,
      },
      After: { Type: 'Succeed' },
    });

  const names = ['States.ALL', 'States.TaskFailed', 'States.DataLimitExceeded'];
  const played = await Promise.all(names.map((name) => world({ work }).play(handled(name))));
  const unhandled = await world({ work }).play(handled('States.Timeout'));

  expect(played.map(({ path }) => path)).toEqual(names.map(() => ['Try', 'After']));
  expect(unhandled).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

test('what a task is given is held to the limit too, and there States.ALL does not catch it', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'After' }];
  const Arguments = { big: "{% $pad('', 262144, 'x') %}" };
  const states = {
    Try: { Type: 'Task', Resource: WORK, Arguments, Catch, End: true },
    After: { Type: 'Succeed' },
  };

  const { status, error } = await world().play(machine(states));

  expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

test('256 KiB exactly is passed on', async () => {
  const work = () => 'x'.repeat(262_142);

  expect(await world({ work }).play(only({ Type: 'Task', Resource: WORK }))).toMatchObject({
    status: 'SUCCEEDED',
  });
});

test('an output above 256 KiB ends a Pass', async () => {
  const Output = "{% $join($map([1..30000], function($n){ 'ten bytes.' })) %}";

  expect(await world().play(only({ Type: 'Pass', Output }))).toMatchObject({
    error: 'States.DataLimitExceeded',
  });
});

test('one Assign holds 256 KiB, all variables 10 MiB', async () => {
  const big = "{% $pad('', 250000, 'x') %}";
  const states = Object.fromEntries(
    Array.from({ length: 50 }, (_, n) => [
      `S${n}`,
      { Type: 'Pass', Assign: { [`v${n}`]: big }, Next: `S${n + 1}` },
    ]),
  );

  const many = await world().play(machine({ ...states, S50: { Type: 'Succeed' } }));
  const one = await world().play(only({ Type: 'Pass', Assign: { a: big, b: big } }));

  expect(many).toMatchObject({ error: 'States.DataLimitExceeded' });
  expect(many.path).toHaveLength(42);
  expect(one).toMatchObject({ error: 'States.DataLimitExceeded' });
});

test('the 25,000th event is the end of an execution that loops', async () => {
  const made = world();
  const arn = made.start(
    made.create(
      machine({
        Loop: {
          Type: 'Choice',
          Choices: [{ Condition: '{% false %}', Next: 'Done' }],
          Default: 'Loop',
        },
        Done: { Type: 'Succeed' },
      }),
    ),
  );

  await made.clock.play();

  expect(made.call('DescribeExecution', { executionArn: arn })).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: 'The execution reached the maximum number of history events (25000).',
    redriveStatus: 'NOT_REDRIVABLE',
  });
  const [last] = made.call('GetExecutionHistory', {
    executionArn: arn,
    reverseOrder: true,
    maxResults: 1,
  }).events as object[];
  expect(last).toMatchObject({ id: 25_000, previousEventId: 24_999, type: 'ExecutionFailed' });
  expect(made.engine.statistics().maxHistoryEvents).toBe(25_000);
});
