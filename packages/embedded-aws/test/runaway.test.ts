// Machines and rules that start themselves: each is bounded, as AWS bounds it, and somebody is told.

import { virtualClock } from '../clock.ts';
import { stepFunctions } from '../engine/step-functions.ts';
import { embedded, home } from './embedded.ts';
import { CALL, machine, only, ROLE, START } from './engine/world.ts';

const ARN = 'arn:aws:states:us-east-1:111122223333:stateMachine:';
const PASS = only({ Type: 'Pass' });

function running(name: string, definition: object) {
  const told: string[] = [];
  const world = embedded({ notice: (text) => told.push(text) });
  const states = (operation: string, input: object) =>
    world.aws.operate('states', operation, input);
  const create = () =>
    states('CreateStateMachine', { name, roleArn: ROLE, definition: JSON.stringify(definition) });
  const start = () => states('StartExecution', { stateMachineArn: `${ARN}${name}` });
  const count = () => world.aws.stepFunctions.statistics().executions;
  return { ...world, told, states, create, start, count };
}

test.each(['states:startExecution', 'states:startExecution.sync:2', 'aws-sdk:sfn:startExecution'])(
  'a machine that starts itself by %s is throttled at AWS’s own rate, and somebody is told once',
  async (how) => {
    const Arguments = { StateMachineArn: `${ARN}self`, Input: '{}' };
    const self = only({ Type: 'Task', Resource: `arn:aws:states:::${how}`, Arguments });
    const { create, start, clock, count, told, states } = running('self', self);
    await create();
    await start();

    await clock.play();

    expect(count()).toBe(1_301);
    expect(told).toEqual([expect.stringContaining('start each other faster than AWS lets them')]);
    const { executions } = (await states('ListExecutions', {
      stateMachineArn: `${ARN}self`,
      statusFilter: 'FAILED',
    })) as { executions: { executionArn: string }[] };
    const last = await states('DescribeExecution', executions[0]!);
    expect((last as { cause: string }).cause.length).toBeLessThanOrEqual(32_768);
  },
);

test('a rule that takes the events of the machine it starts goes on at AWS’s rate', async () => {
  const { create, start, clock, count, told, aws } = running('listener', PASS);
  aws.events.putRule({
    ...home,
    name: 'loop',
    pattern: { source: ['aws.states'] },
    targets: ['a', 'b', 'c'].map((id) => ({ id, arn: `${ARN}listener`, input: '{}' })),
  });
  await create();
  await start();
  const end = clock.millis() + 6_000;

  await clock.play(() => clock.millis() > end);

  expect(count()).toBeLessThan(1_300 + 300 * 7);
  expect(told.join()).toContain('start each other faster');
});

test('deliveries that wait are no more than a process bears, and what is dropped is told', () => {
  const { aws, told } = running('nobody', PASS);
  const queue = 'arn:aws:sqs:us-east-1:111122223333:nowhere';
  aws.events.putRule({
    ...home,
    name: 'all',
    pattern: { source: ['me'] },
    targets: [{ id: 'a', arn: queue }],
  });

  for (let sent = 0; sent < 20_001; sent += 1)
    aws.emit({ ...home, source: 'me', 'detail-type': 'x', detail: {} });

  expect(told).toEqual([expect.stringContaining('More than 20,000 deliveries of events wait')]);
});

describe('of executions that have ended', () => {
  function small(limits: { ended: number; bytes: number }) {
    const clock = virtualClock({ startAt: START, seed: 1 });
    const host = {
      invokeFunction: async () => ({ payload: null, executedVersion: '1' }),
      callService: async () => null,
      emit: () => {},
    };
    const engine = stepFunctions({ clock, host, limits });
    const call = (operation: string, input: object) =>
      engine.service.operations[operation]!(input, CALL) as Record<string, unknown>;
    const definition = JSON.stringify(
      machine({ A: { Type: 'Wait', Seconds: 1, Next: 'B' }, B: { Type: 'Succeed' } }),
    );
    call('CreateStateMachine', { name: 'm', roleArn: ROLE, definition });
    const start = (name: string, input = '{}') =>
      call('StartExecution', { stateMachineArn: `${ARN}m`, name, input }).executionArn as string;
    const names = () =>
      (call('ListExecutions', { stateMachineArn: `${ARN}m` }).executions as { name: string }[]).map(
        ({ name }) => name,
      );
    return { clock, call, start, names };
  }

  test('the oldest are forgotten', async () => {
    const { clock, call, start, names } = small({ ended: 20, bytes: Number.POSITIVE_INFINITY });
    const first = start('e1');
    await clock.play();
    for (let n = 2; n <= 25; n += 1) start(`e${n}`);
    await clock.play();

    expect(names()).toHaveLength(20);
    expect(names()).not.toContain('e1');
    expect(() => call('DescribeExecution', { executionArn: first })).toThrow('e1');
    expect(() => start('e1')).not.toThrow();
  });

  test('those with long histories are forgotten first where memory is short', async () => {
    const { clock, start, names } = small({ ended: 20, bytes: 60_000 });
    const long = JSON.stringify({ text: 'x'.repeat(4_000) });
    for (let n = 1; n <= 8; n += 1) {
      start(`e${n}`, long);
      await clock.play();
    }

    expect(names()).toContain('e8');
    expect(names()).not.toContain('e1');
  });

  test('none is there to forget where all are open: one more is refused in AWS’s words', () => {
    const { start } = small({ ended: 20, bytes: 10_000 });
    start('e1', JSON.stringify({ text: 'x'.repeat(20_000) }));

    expect(() => start('e2')).toThrow(expect.objectContaining({ name: 'ExecutionLimitExceeded' }));
  });

  test('an execution that alone is too much for this process fails, and says why', async () => {
    const { clock, call, start } = small({ ended: 20, bytes: 10_000 });
    const executionArn = start('e1', JSON.stringify({ text: 'x'.repeat(20_000) }));
    await clock.play();

    expect(call('DescribeExecution', { executionArn })).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The histories of all executions are more than this process holds.',
    });
  });
});
