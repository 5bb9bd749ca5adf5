import { type Answer, CALL, machine, only, ROLE, world } from './world.ts';

const wait = only({ Type: 'Wait', Seconds: 60 });
const named = (name: string) => expect.objectContaining({ name });

test('StartExecution is idempotent while it runs, and the name is taken for 90 days after', async () => {
  const { clock, create, start } = world();
  const arn = create(wait);
  const first = start(arn, { a: 1 }, 'release-1');

  expect(start(arn, { a: 1 }, 'release-1')).toBe(first);
  expect(() => start(arn, { a: 2 }, 'release-1')).toThrow(named('ExecutionAlreadyExists'));
  await clock.play();
  expect(() => start(arn, { a: 1 }, 'release-1')).toThrow(named('ExecutionAlreadyExists'));
  clock.at(clock.millis() + 90 * 86_400_000, () => {});
  await clock.play();
  expect(start(arn, { a: 3 }, 'release-1')).toBe(first);
});

test.each([
  [
    'a machine that is not there',
    { stateMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:none' },
    'StateMachineDoesNotExist',
  ],
  ['what is no ARN', { stateMachineArn: 'none' }, 'InvalidArn'],
  ['no ARN', {}, 'ValidationException'],
  ['a number', { stateMachineArn: 5 }, 'ValidationException'],
])('StartExecution on %s is refused', (_what, request, name) => {
  expect(() => world().call('StartExecution', request)).toThrow(named(name));
});

test.each([
  ['input that is no JSON', { input: '{' }, 'InvalidExecutionInput'],
  ['too much input', { input: JSON.stringify('x'.repeat(262_144)) }, 'ValidationException'],
  ['a name with a space', { name: 'a b' }, 'InvalidName'],
  ['a name of 81 characters', { name: 'x'.repeat(81) }, 'InvalidName'],
])('StartExecution with %s is refused', (_what, request, name) => {
  const { call, create } = world();
  const stateMachineArn = create(wait);

  expect(() => call('StartExecution', { stateMachineArn, ...request })).toThrow(named(name));
});

test.each(['DescribeExecution', 'StopExecution', 'GetExecutionHistory'])(
  '%s of nothing says so',
  (action) => {
    const executionArn = 'arn:aws:states:us-east-1:111122223333:execution:machine:none';

    expect(() => world().call(action, { executionArn })).toThrow(named('ExecutionDoesNotExist'));
  },
);

test('the history is numbered, linked, paged and can be read backwards', async () => {
  const { call, play } = world();
  const { arn } = await play(
    machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Assign: { x: 1 }, End: true } }),
    { in: 1 },
  );

  const first = call('GetExecutionHistory', { executionArn: arn, maxResults: 4 });
  const rest = call('GetExecutionHistory', {
    executionArn: arn,
    maxResults: 4,
    nextToken: first.nextToken,
  });
  const reverse = call('GetExecutionHistory', {
    executionArn: arn,
    reverseOrder: true,
    includeExecutionData: false,
  });

  expect(
    (first.events as Answer[]).map(({ id, previousEventId, type }) => [id, previousEventId, type]),
  ).toEqual([
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'PassStateEntered'],
    [3, 2, 'PassStateExited'],
    [4, 3, 'PassStateEntered'],
  ]);
  expect(rest.events).toMatchObject([
    {
      id: 5,
      stateExitedEventDetails: { name: 'B', output: '{"in":1}', assignedVariables: { x: '1' } },
    },
    { id: 6, type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: '{"in":1}' } },
  ]);
  expect(rest.nextToken).toBeUndefined();
  expect((reverse.events as Answer[]).map(({ id }) => id)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(JSON.stringify(reverse)).not.toContain('"output"');
});

test('each change of status is announced as AWS announces it', async () => {
  const { clock, call, create, start, emitted } = world();
  const arn = start(create(wait), { a: 1 }, 'one');
  call('StopExecution', { executionArn: arn, error: 'ByHand', cause: 'no' });
  await clock.play();

  expect(emitted.map(({ detail }) => [detail.status, detail.error, detail.redriveStatus])).toEqual([
    ['RUNNING', null, 'NOT_REDRIVABLE'],
    ['ABORTED', 'ByHand', 'REDRIVABLE'],
  ]);
  expect(emitted[0]).toMatchObject({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    account: '111122223333',
    time: '2026-11-20T14:00:00Z',
    resources: [arn],
    detail: { input: '{"a":1}', stopDate: null, output: null, startDate: 1795183200000 },
  });
});

test('ListExecutions gives the newest first, by status', async () => {
  const { clock, call, create, start } = world();
  const stateMachineArn = create(wait);
  for (const name of ['one', 'two', 'three']) start(stateMachineArn, {}, name);
  call('StopExecution', { executionArn: start(stateMachineArn, {}, 'four') });
  await clock.play();
  const names = (answer: Answer) => (answer.executions as Answer[]).map(({ name }) => name);

  const page = call('ListExecutions', { stateMachineArn, maxResults: 2 });

  expect(names(page)).toEqual(['four', 'three']);
  expect(
    names(call('ListExecutions', { stateMachineArn, maxResults: 2, nextToken: page.nextToken })),
  ).toEqual(['two', 'one']);
  expect(names(call('ListExecutions', { stateMachineArn, statusFilter: 'ABORTED' }))).toEqual([
    'four',
  ]);
  expect(() => call('ListExecutions', { stateMachineArn, nextToken: '?' })).toThrow(
    named('InvalidToken'),
  );
});

test('versions stay as they were published, and an alias leads to one', async () => {
  const { clock, call, create, start, told } = world();
  const say = (word: string) => JSON.stringify(only({ Type: 'Pass', Output: word }));
  const stateMachineArn = create(JSON.parse(say('old')) as object);
  const { stateMachineVersionArn } = call('PublishStateMachineVersion', { stateMachineArn }) as {
    stateMachineVersionArn: string;
  };
  const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
  const { stateMachineAliasArn } = call('CreateStateMachineAlias', {
    name: 'live',
    routingConfiguration,
  }) as { stateMachineAliasArn: string };
  call('UpdateStateMachine', { stateMachineArn, definition: say('new') });

  const arns = [stateMachineArn, stateMachineVersionArn, stateMachineAliasArn].map((arn) =>
    start(arn),
  );
  await clock.play();

  expect(arns.map((arn) => told(arn).output)).toEqual(['new', 'old', 'old']);
  expect(stateMachineVersionArn).toBe(`${stateMachineArn}:1`);
  expect(call('DescribeExecution', { executionArn: arns[2] })).toMatchObject({
    stateMachineAliasArn,
    stateMachineVersionArn,
  });
  expect(() => call('DeleteStateMachineVersion', { stateMachineVersionArn })).toThrow(
    named('ConflictException'),
  );
  expect(call('ListExecutions', { stateMachineArn: stateMachineAliasArn }).executions).toHaveLength(
    1,
  );
});

test('a machine can be created again the same, not another under its name', () => {
  const { call, create } = world();
  const arn = create(wait);

  expect(create(wait)).toBe(arn);
  expect(() => create(only({ Type: 'Succeed2' }))).toThrow(named('StateMachineAlreadyExists'));
  expect(() =>
    call('CreateStateMachine', { name: 'other', roleArn: ROLE, definition: '{' }),
  ).toThrow(named('InvalidDefinition'));
});

test('accounts and regions do not see each other', () => {
  const { call, create } = world();
  create(wait);

  const elsewhere = call('ListStateMachines', {}, { ...CALL, region: 'eu-west-1' });

  expect(call('ListStateMachines').stateMachines).toHaveLength(1);
  expect(elsewhere.stateMachines).toEqual([]);
});

test('machines that start each other without end leave the world in charge', async () => {
  const { clock, create, start, engine } = world();
  const StateMachineArn = '{% $states.context.StateMachine.Id %}';
  const Resource = 'arn:aws:states:::states:startExecution';
  start(create(only({ Type: 'Task', Resource, Arguments: { StateMachineArn } })));

  const stopped = await clock.play(() => engine.statistics().executions > 100);

  expect(stopped).toBe(true);
});

test('the same seed gives the same run', async () => {
  const definition = only({
    Type: 'Pass',
    Output: ['{% $uuid() %}', '{% $random() %}', '{% $now() %}'],
  });

  const [first, again, other] = await Promise.all(
    [1, 1, 2].map(async (seed) => (await world({ seed }).play(definition)).output),
  );

  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('pages of a list that grows meanwhile repeat nothing', () => {
  const { call, create, start } = world();
  const stateMachineArn = create(only({ Type: 'Pass' }));
  for (const name of ['a', 'b', 'c']) start(stateMachineArn, {}, name);
  const list = (more: object) => {
    const page = call('ListExecutions', { stateMachineArn, maxResults: 2, ...more });
    return { ...page, names: (page.executions as { name: string }[]).map(({ name }) => name) };
  };
  const first = list({}) as { names: string[]; nextToken?: string };

  start(stateMachineArn, {}, 'd');

  expect(first.names).toEqual(['c', 'b']);
  expect(list({ nextToken: first.nextToken })).toMatchObject({ names: ['a'] });
  expect(list({ nextToken: first.nextToken })).not.toHaveProperty('nextToken', expect.anything());
});
