// The rollback triggers of stacks: alarms that CloudFormation watches while it changes them, and for a time after that.

import { embedded, home } from '../embedded.ts';

const template = (memory: string) =>
  JSON.stringify({
    Resources: { Handler: { Type: 'AWS::Lambda::Function', Properties: { memory } } },
  });

function watchedStack(minutes: number) {
  const { aws, clock, play } = embedded();
  const contents = { template: template('old'), parameters: {}, tags: {} };
  const triggers = { alarms: ['errors'], minutes };
  const made = { name: 'shop', createdAt: clock.now(), contents, triggers };
  const stack = aws.cloudFormation.addStack(made, home);
  const put = () =>
    aws.cloudWatch.alarms.put({
      ...{ kind: 'metric', ...home, name: 'errors', actionsEnabled: true, statistic: 'Sum' },
      ...{ metric: { namespace: 'Shop', name: 'errors', dimensions: {} }, threshold: 1 },
      ...{ periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1, description: '' },
      ...{ comparison: 'GreaterThanThreshold', treatMissingData: 'notBreaching' },
    });
  const is = (value: 'ALARM' | 'INSUFFICIENT_DATA') =>
    aws.cloudWatch.alarms.force('errors', home, value, clock.now());
  const update = () => aws.cloudFormation.update(stack, { ...contents, template: template('new') });
  const after = (seconds: number) => play(() => clock.sleep(seconds));
  const statuses = () => stack.events.filter(({ logicalId }) => logicalId === 'shop');
  return { stack, put, is, update, after, last: () => statuses()[0] };
}

test('what an alarm fires in is taken back, while it is monitored too', async () => {
  const { stack, put, is, update, after, last } = watchedStack(30);
  put();
  update();
  await after(20 * 60);
  expect(stack.status).toBe('UPDATE_IN_PROGRESS');

  is('ALARM');
  await after(60);

  expect(last()?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(stack.events.map(({ reason }) => reason)).toContain(
    'Rollback trigger alarm errors breached.',
  );
  expect(stack.contents.template).toBe(template('old'));
});

test('what nothing fires in is done once its monitoring time is over', async () => {
  const { stack, put, is, update, after } = watchedStack(30);
  put();
  is('INSUFFICIENT_DATA');

  update();
  await after(29 * 60);
  const before = stack.status;
  await after(3 * 60);

  expect([before, stack.status]).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE']);
});

test.each([
  ['that fires already', true],
  ['that is not there', false],
])('a trigger %s takes back whatever is begun', async (_, isThere) => {
  const { stack, put, is, update, after, last } = watchedStack(0);
  if (isThere) put();
  if (isThere) is('ALARM');

  update();
  await after(60);

  expect(last()?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(stack.contents.template).toBe(template('old'));
});
