import { embedded, home } from '../embedded.ts';

test('what has failed for the last time goes to the function’s destination, if its role may send there', async () => {
  const world = embedded({ allows: (role) => role === 'sends' });
  const { queues } = world.aws.sqs;
  const queue = queues.create('failed', home, {});
  const fails = (role: string) => ({
    ...home,
    name: role,
    handler: async () => Promise.reject(new TypeError('no')),
    onFailure: { queueArn: queue.arn, role },
  });
  world.aws.lambda.register(fails('sends'));
  world.aws.lambda.register(fails('may-not'));

  await world.play(async () => {
    world.aws.lambda.invokeLater('sends', { a: 1 }, home);
    world.aws.lambda.invokeLater('may-not', { a: 2 }, home);
    await world.clock.sleep(600);
  });

  expect(queues.kept(queue).map(({ body }) => JSON.parse(body))).toMatchObject([
    {
      requestContext: {
        functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:sends:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { a: 1 },
      responsePayload: { errorType: 'TypeError', errorMessage: 'no' },
    },
  ]);
});
