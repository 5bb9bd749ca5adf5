import { machine, only, thrown, WORK, world } from './world.ts';

const named = (name: string) => expect.objectContaining({ name });

test('a redrive goes on where the execution failed, with its variables and a fresh timeout', async () => {
  let broken = true;
  const work = () => {
    if (broken) throw thrown('Broken');
    return 'mended';
  };
  const { clock, call, play, told } = world({ work });
  const { arn } = await play(
    machine({
      Set: { Type: 'Pass', Assign: { kept: 1 }, Next: 'Work' },
      Work: {
        Type: 'Task',
        Resource: WORK,
        Output: ['{% $states.result %}', '{% $kept %}'],
        End: true,
      },
    }),
  );
  broken = false;

  call('RedriveExecution', { executionArn: arn });
  await clock.play();

  expect(told(arn)).toMatchObject({
    status: 'SUCCEEDED',
    output: ['mended', 1],
    path: ['Set', 'Work'],
  });
  expect(call('DescribeExecution', { executionArn: arn })).toMatchObject({ redriveCount: 1 });
  expect(() => call('RedriveExecution', { executionArn: arn })).toThrow(
    named('ExecutionNotRedrivable'),
  );
});

test('a redrive that is asked for twice with one token happens once', async () => {
  const work = () => {
    throw thrown('Broken');
  };
  const { clock, call, play } = world({ work });
  const { arn: executionArn } = await play(only({ Type: 'Task', Resource: WORK }));
  const redrive = () => call('RedriveExecution', { executionArn, clientToken: 'once' });
  const count = () => call('DescribeExecution', { executionArn }).redriveCount;

  const first = redrive();
  await clock.play();

  expect(redrive()).toEqual(first);
  expect(count()).toBe(1);
  clock.at(clock.millis() + 16 * 60_000, () => {});
  await clock.play();
  redrive();
  expect(count()).toBe(2);
});

test('a redrive keeps the branches that succeeded', async () => {
  const seen: unknown[] = [];
  const work = (payload: unknown) => {
    seen.push(payload);
    if (payload === 'bad' && seen.length < 3) throw thrown('Broken');
    return payload;
  };
  const branch = (name: string, wait: number) => ({
    StartAt: `Wait${name}`,
    States: {
      [`Wait${name}`]: { Type: 'Wait', Seconds: wait, Next: name },
      [name]: { Type: 'Task', Resource: WORK, Arguments: name, End: true },
    },
  });
  const made = world({ work: work as never });
  const Branches = [branch('good', 1), branch('bad', 2)];
  const { arn } = await made.play(only({ Type: 'Parallel', Branches }));

  made.call('RedriveExecution', { executionArn: arn });
  await made.clock.play();

  expect(made.told(arn).output).toEqual(['good', 'bad']);
  expect(seen).toEqual(['good', 'bad', 'bad']);
});
