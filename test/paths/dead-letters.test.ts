// What functions have failed on for the last time lies in the queue of dead letters, and nothing of it is lost.

import { permissionsOf } from '../../simulation/stack/permissions.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { home } from '../../simulation/world/place.ts';
import { oneTarget } from './pipelines.ts';
import { play } from './played.ts';

test('an event that its function fails on for longer than Lambda tries is kept', async () => {
  const outage = { call: 'dynamodb:*', how: 'fails', function: 'OnBuild', from: '0s', for: '15m' };

  const { world, outcomes } = await play(oneTarget(), {
    baseline: 'old',
    builds: [{ at: '0s', revision: 'good' }],
    calls: [outage],
  });

  const { queues } = world.aws.sqs;
  const letters = queues.kept(queues.find('tidegate-local-DeadLetters', home)!);
  expect(letters.map(({ body }) => JSON.parse(body))).toMatchObject([
    {
      requestContext: { condition: 'RetriesExhausted' },
      requestPayload: { 'detail-type': 'CodeBuild Build State Change' },
      responsePayload: { errorType: 'ServiceFailed' },
    },
  ]);
  // The hourly search has found the build besides.
  expect(outcomes()).toEqual(['Promoted']);
});

test('what wakes a function is kept where the function fails on it, and may be', () => {
  const { functions } = readStack(home);
  const allows = permissionsOf(functions);
  const woken = functions.filter(({ rules, schedules }) => rules.length + schedules.length > 0);

  const kept = woken.map(({ name, onFailure }) => [name, onFailure] as const);
  const may = kept.filter(([name, arn = '']) => allows(name, 'sqs:SendMessage', arn));

  expect(woken.length).toBeGreaterThan(5);
  expect(kept.every(([, arn]) => arn?.endsWith('-DeadLetters'))).toBe(true);
  expect(may).toEqual(kept);
});
