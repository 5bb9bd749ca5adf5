import { AwsError } from '../../service.ts';
import { CALL, machine, only, thrown, WORK, world } from './world.ts';

const invoke = (more: object = {}, pattern = '') => ({
  Type: 'Task',
  Resource: `arn:aws:states:::lambda:invoke${pattern}`,
  Arguments: { FunctionName: 'work', Payload: { token: '{% $states.context.Task.Token %}' } },
  ...more,
});
const plain = { ...invoke(), Arguments: { FunctionName: 'work', Payload: 5 } };

test("lambda:invoke gives AWS's shape, a plain ARN the payload alone", async () => {
  const integrated = await world().play(only(plain));
  const direct = await world().play(only({ Type: 'Task', Resource: WORK, Arguments: 5 }));

  expect(integrated.output).toMatchObject({
    ExecutedVersion: '$LATEST',
    Payload: 5,
    StatusCode: 200,
  });
  expect(integrated.events.slice(2, 5)).toEqual(['TaskScheduled', 'TaskStarted', 'TaskSucceeded']);
  expect(direct.output).toBe(5);
  expect(direct.events.slice(2, 5)).toEqual([
    'LambdaFunctionScheduled',
    'LambdaFunctionStarted',
    'LambdaFunctionSucceeded',
  ]);
});

test.each([
  ['what the function threw', thrown('Throttled'), 'Throttled'],
  [
    'what Lambda refused',
    new AwsError('TooManyRequestsException', 'slow down', 429),
    'Lambda.TooManyRequestsException',
  ],
])('a task fails with the name of %s', async (_what, error, name) => {
  const work = () => {
    throw error;
  };

  expect(await world({ work }).play(only(plain))).toMatchObject({ status: 'FAILED', error: name });
});

function waiting(more: object = {}) {
  const tokens: string[] = [];
  const made = world({
    work: (payload) => {
      tokens.push((payload as { token: string }).token);
      return null;
    },
  });
  const arn = made.start(made.create(only(invoke(more, '.waitForTaskToken'))));
  return { ...made, tokens, arn };
}

test('a task waits for its token, once', async () => {
  const { clock, call, tokens, told, arn } = waiting();
  await clock.play();
  const taskToken = tokens[0]!;
  expect(told(arn).events.slice(2)).toEqual(['TaskScheduled', 'TaskStarted', 'TaskSubmitted']);

  call('SendTaskSuccess', { taskToken, output: '{"ok":true}' });
  await clock.play();

  expect(told(arn)).toMatchObject({ status: 'SUCCEEDED', output: { ok: true } });
  expect(() => call('SendTaskSuccess', { taskToken, output: '1' })).toThrow(
    expect.objectContaining({ name: 'TaskTimedOut' }),
  );
});

test('a token is closed at its first answer, before the execution has moved', async () => {
  const { clock, call, tokens } = waiting();
  await clock.play();
  const taskToken = tokens[0]!;

  call('SendTaskSuccess', { taskToken, output: '1' });

  expect(() => call('SendTaskFailure', { taskToken })).toThrow(
    expect.objectContaining({ name: 'TaskTimedOut' }),
  );
});

test.each([
  ['malformed', 'x', 'InvalidToken'],
  ['of nobody', 'AQCgAAAAKgAAAAMAAAAAzzzzzzzz', 'TaskDoesNotExist'],
  ['empty', '', 'ValidationException'],
])('a token that is %s is refused', (_what, taskToken, name) => {
  const { call } = world();

  expect(() => call('SendTaskHeartbeat', { taskToken })).toThrow(expect.objectContaining({ name }));
});

test('a token answers only in its own account, and only with JSON', async () => {
  const { clock, call, tokens } = waiting();
  await clock.play();
  const taskToken = tokens[0]!;
  const stranger = { ...CALL, account: '999999999999' };

  expect(() => call('SendTaskSuccess', { taskToken, output: '1' }, stranger)).toThrow(
    expect.objectContaining({ name: 'TaskDoesNotExist' }),
  );
  expect(() => call('SendTaskSuccess', { taskToken, output: '{' })).toThrow(
    expect.objectContaining({ name: 'InvalidOutput' }),
  );
});

test('SendTaskFailure fails the task with its error and cause', async () => {
  const { clock, call, tokens, told, arn } = waiting();
  await clock.play();

  call('SendTaskFailure', { taskToken: tokens[0], error: 'Rejected', cause: 'by Ada' });
  await clock.play();

  expect(told(arn)).toMatchObject({ status: 'FAILED', error: 'Rejected', cause: 'by Ada' });
});

test('a timeout closes the token', async () => {
  const { clock, call, tokens, told, arn } = waiting({ TimeoutSeconds: '{% 20 + 10 %}' });

  await clock.play();

  expect(told(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout', seconds: 30 });
  expect(() => call('SendTaskHeartbeat', { taskToken: tokens[0] })).toThrow(
    expect.objectContaining({ name: 'TaskTimedOut' }),
  );
});

test("the heartbeat's clock starts when the function returns, and again at each beat", async () => {
  const made = world({
    work: async (payload) => {
      await made.clock.sleep(100);
      const { token } = payload as { token: string };
      made.clock.at(made.clock.millis() + 40_000, () =>
        made.call('SendTaskHeartbeat', { taskToken: token }),
      );
      return null;
    },
  });
  const { told, start, create, clock } = made;
  const arn = start(
    create(only(invoke({ HeartbeatSeconds: 60, TimeoutSeconds: 900 }, '.waitForTaskToken'))),
  );

  await clock.play();

  expect(told(arn)).toMatchObject({ error: 'States.Timeout', seconds: 200 });
});

const child = machine({
  Say: { Type: 'Pass', Output: { said: '{% $states.input.word %}' }, End: true },
});

function parentOf(pattern: string, definition: object) {
  const made = world();
  const StateMachineArn = made.create(definition, 'child');
  const Arguments = { StateMachineArn, Name: 'kid', Input: { word: 'hello' } };
  const Resource = `arn:aws:states:::states:startExecution${pattern}`;
  return {
    ...made,
    arn: made.start(made.create(only({ Type: 'Task', Resource, Arguments }), 'parent')),
  };
}

test.each([
  ['.sync:2', { said: 'hello' }],
  ['.sync', '{"said":"hello"}'],
])('startExecution%s waits and gives the output in its own form', async (pattern, Output) => {
  const { clock, told, arn } = parentOf(pattern, child);

  await clock.play();

  expect(told(arn).output).toMatchObject({ Output, Name: 'kid', Status: 'SUCCEEDED' });
});

test("a child's failure reaches the parent as States.TaskFailed", async () => {
  const { clock, told, arn } = parentOf(
    '.sync:2',
    machine({ Slow: { Type: 'Wait', Seconds: 9, End: true } }, { TimeoutSeconds: 2 }),
  );

  await clock.play();

  const { error, cause } = told(arn);
  expect(error).toBe('States.TaskFailed');
  expect(JSON.parse(cause!)).toMatchObject({ Status: 'TIMED_OUT' });
});

test('stopping the parent stops the child', async () => {
  const { clock, call, told, arn } = parentOf('.sync:2', only({ Type: 'Wait', Seconds: 1_000 }));
  await clock.play(() => clock.millis() > 0 && told(arn).events.includes('TaskSubmitted'));

  call('StopExecution', { executionArn: arn, error: 'ByHand' });
  await clock.play();

  expect(told(arn)).toMatchObject({ status: 'ABORTED', error: 'ByHand' });
  expect(told(arn.replace(/execution:parent:.*/, 'execution:child:kid')).status).toBe('ABORTED');
});
