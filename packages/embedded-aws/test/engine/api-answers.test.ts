// What the API answers to those who ask amiss, or look closely.

import { machine, only, ROLE, WORK, world } from './world.ts';

const definition = JSON.stringify(machine({ Done: { Type: 'Succeed' } }));
const wait = only({ Type: 'Wait', Seconds: 60 });

function made() {
  const { call, create, start, ...rest } = world();
  const arn = create(wait);
  const refused = (action: string, input: object) => {
    try {
      call(action, input);
    } catch (error) {
      return (error as Error).name;
    }
    throw new Error(`Expected ${action} to be refused, got an answer`);
  };
  return { call, create, start, arn, refused, ...rest };
}

test.each<[string, object, string]>([
  ['a role that is none', { roleArn: 'admin' }, 'InvalidArn'],
  ['a description of no version', { versionDescription: 'first' }, 'ValidationException'],
])('CreateStateMachine refuses %s', (_what, more, error) => {
  const { refused } = made();

  expect(refused('CreateStateMachine', { name: 'new', definition, roleArn: ROLE, ...more })).toBe(
    error,
  );
});

test('UpdateStateMachine refuses to change nothing', () => {
  const { arn, refused } = made();

  expect(refused('UpdateStateMachine', { stateMachineArn: arn })).toBe('MissingRequiredParameter');
  expect(refused('UpdateStateMachine', { stateMachineArn: arn, roleArn: 'admin' })).toBe(
    'InvalidArn',
  );
});

test('an update that publishes tells of its version and of no other time', () => {
  const { arn, call } = made();

  const answer = call('UpdateStateMachine', { stateMachineArn: arn, definition, publish: true });

  expect(Object.keys(answer).sort()).toEqual([
    'revisionId',
    'stateMachineVersionArn',
    'updateDate',
  ]);
});

test('a machine without settings is described with the usual ones', () => {
  const { arn, call } = made();

  expect(call('DescribeStateMachine', { stateMachineArn: arn })).toMatchObject({
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
    encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
  });
});

test('an execution’s input is told as it was given', () => {
  const { arn, call, history, emitted } = made();
  const input = '{ "wave": 1.0 }';
  const { executionArn } = call('StartExecution', { stateMachineArn: arn, input });

  const [started, entered] = [history(executionArn as string)[0], emitted[0]];

  expect(call('DescribeExecution', { executionArn }).input).toBe(input);
  expect(started).toMatchObject({ executionStartedEventDetails: { input } });
  expect(entered?.detail.input).toBe(input);
});

test('executions are listed of what has any', () => {
  const { arn, call, refused } = made();
  const express = { name: 'fast', definition, roleArn: ROLE, type: 'EXPRESS' };
  const { stateMachineArn } = call('CreateStateMachine', express);
  const mapRunArn = arn.replace(':stateMachine:machine', ':mapRun:machine/Each:none');

  expect(refused('ListExecutions', { stateMachineArn })).toBe('StateMachineTypeNotSupported');
  expect(refused('ListExecutions', { mapRunArn })).toBe('ResourceNotFound');
});

test('an alias that is missing is a resource that is', () => {
  const { arn, call, refused } = made();
  const { stateMachineVersionArn } = call('PublishStateMachineVersion', { stateMachineArn: arn });
  const route = { stateMachineVersionArn, weight: 50 };
  const missing = { stateMachineAliasArn: `${arn}:live` };

  for (const action of ['Describe', 'Update', 'Delete']) {
    expect(refused(`${action}StateMachineAlias`, missing)).toBe('ResourceNotFound');
  }
  expect(
    refused('CreateStateMachineAlias', { name: 'live', routingConfiguration: [route, route] }),
  ).toBe('ValidationException');
});

test('what is deleted already can be deleted again', () => {
  const { arn, call, refused } = made();

  call('DeleteStateMachineVersion', { stateMachineVersionArn: `${arn}:7` });
  call('DeleteStateMachine', { stateMachineArn: arn });
  call('DeleteStateMachine', { stateMachineArn: arn });

  expect(refused('DeleteStateMachine', { stateMachineArn: 'mine' })).toBe('InvalidArn');
});

test('an operation that Step Functions lacks is an error that a state can catch', async () => {
  const Resource = 'arn:aws:states:::aws-sdk:sfn:bakeBread';
  const { error } = await world().play(only({ Type: 'Task', Resource, Arguments: {} }));

  expect(error).toBe('Sfn.UnknownOperationException');
});

test.each([
  ['text', 'string', 'text'],
  [null, 'object', 'null'],
])('a function that throws %j fails with its type', async (what, errorType, errorMessage) => {
  const work = () => {
    throw what;
  };
  const { error, cause } = await world({ work }).play(only({ Type: 'Task', Resource: WORK }));

  expect({ error, cause }).toEqual({
    error: errorType,
    cause: JSON.stringify({ errorType, errorMessage }),
  });
});

test('thirty Parallels may stand inside each other', async () => {
  let state: object = { Type: 'Pass', End: true };
  for (let level = 0; level < 30; level += 1) {
    const name = `Level ${level}`;
    state = {
      Type: 'Parallel',
      Branches: [{ StartAt: name, States: { [name]: state } }],
      End: true,
    };
  }

  const { status } = await world().play(machine({ Top: state }));

  expect(status).toBe('SUCCEEDED');
});

test('what a Standard machine may say, an Express one that is made of the same is refused for', () => {
  const { refused, call } = made();
  const Resource = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
  const waits = only({ Type: 'Task', Resource, Arguments: { FunctionName: 'work' } });
  const machine = { name: 'waits', definition: JSON.stringify(waits), roleArn: ROLE };

  call('CreateStateMachine', machine);
  const express = refused('CreateStateMachine', { ...machine, name: 'fast', type: 'EXPRESS' });

  expect(express).toBe('InvalidDefinition');
});
