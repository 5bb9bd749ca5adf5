// What exactly a version logs, where several share a group, and where what logged is gone.

import { tasksOf } from '@tidegate/embedded-aws/services/ecs/tasks';
import { memberAccess, NO_ROLES } from '../../aws/sts.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { logsOfTarget } from '../../flows/logs/kinds.ts';
import { adapters, home } from '../aws/played.ts';

const HOUR = 3_600_000;

function placed(fault?: Parameters<typeof adapters>[0]) {
  const { aws, clock, run } = adapters(fault);
  const sdk = { ...aws.sdkConfig(), home };
  const access = memberAccess(sdk, clock, NO_ROLES);
  const start = clock.millis();
  const look = async (target: object, version: string, more: object = {}) => {
    const looking = {
      target: { ...home, name: 'box', alarms: [], ...target } as unknown as TargetDefinition,
      brought: { version },
      since: start,
      from: start,
      until: clock.millis() + 1,
      text: undefined,
      home,
      ...more,
    };
    return logsOfTarget(access, looking);
  };
  return { aws, clock, run, start, look };
}

const FUNCTION = { lambda: { function: 'shop', alias: 'live' }, strategy: 'all-at-once' };
const SERVICE = { ecs: { cluster: 'shop', service: 'web' }, strategy: 'rolling' };

test('in a group that functions share, the streams of the one function’s version are shown', async () => {
  const { aws, clock, run, start, look } = placed();
  aws.lambda.register({ ...home, name: 'shop', aliases: ['live'], logGroup: '/shop/all' });
  const put = (stream: string, text: string) =>
    aws.logs.put(home, '/shop/all', { stream, at: start + 1_000, text });
  put('2026/11/20/shop[1][aa]', 'ours');
  put('2026/11/20/shop[2][bb]', 'of another version');
  put('2026/11/20/shop-b[1][cc]', 'of another function');
  put('2026/11/19/shop[1][dd]', 'of an environment that came up yesterday');

  const told = await run(async () => {
    await clock.sleep(60);
    return look(FUNCTION, '1');
  });

  expect(told).toMatchObject({
    lines: [{ text: 'of an environment that came up yesterday' }, { text: 'ours' }],
    notices: [],
  });
});

test('a version that is gone is looked for where its function logs now', async () => {
  const { aws, clock, run, start, look } = placed();
  aws.lambda.register({ ...home, name: 'shop', aliases: ['live'] });
  const line = { stream: '2026/11/20/[9]aa', at: start + 1_000, text: 'ours' };
  aws.logs.put(home, '/aws/lambda/shop', line);

  const told = await run(async () => {
    await clock.sleep(60);
    return look(FUNCTION, '9');
  });

  expect(told).toMatchObject({ lines: [{ text: 'ours' }], notices: [] });
});

test('a group that is not there yet, and a function that is gone, are said', async () => {
  const { aws, run, look } = placed();
  const gone = await run(() => look(FUNCTION, '1'));
  aws.lambda.register({ ...home, name: 'shop', aliases: ['live'] });
  const quiet = await run(() => look(FUNCTION, '1'));

  expect(gone).toEqual({ lines: [], notices: ['box: there is no function shop any more'] });
  expect(quiet).toEqual({
    lines: [],
    notices: ['box: there is no log group /aws/lambda/shop yet: version 1 has logged nothing'],
  });
});

test('a throttled call is made again, and nothing is missing', async () => {
  let left = 2;
  const { aws, clock, run, start, look } = placed({
    fault: ({ operation }) => {
      if (operation !== 'FilterLogEvents' || left === 0) return undefined;
      left -= 1;
      return { throttle: true };
    },
  });
  aws.lambda.register({ ...home, name: 'shop', aliases: ['live'] });
  const line = { stream: '2026/11/20/[1]aa', at: start + 1_000, text: 'ours' };
  aws.logs.put(home, '/aws/lambda/shop', line);

  const told = await run(async () => {
    await clock.sleep(60);
    return look(FUNCTION, '1');
  });

  expect(told).toMatchObject({ lines: [{ text: 'ours' }] });
});

const logConfiguration = (driver: string) => ({
  logDriver: driver,
  options: { 'awslogs-group': '/web', 'awslogs-stream-prefix': 'web' },
});

function withService(driver = 'awslogs') {
  const parts = placed();
  const { aws } = parts;
  const container = { name: 'app', image: 'app:1', logConfiguration: logConfiguration(driver) };
  const definition = aws.ecs.register(home, 'web', [container]);
  const service = { ...home, cluster: 'shop', name: 'web', definition, desiredCount: 1 };
  aws.ecs.addService(service);
  return { ...parts, definition };
}

test('a task that ECS has forgotten is taken by when it began, and that is said', async () => {
  const { aws, clock, run, start, look, definition } = withService();
  const put = (task: string, at: number, text: string) =>
    aws.logs.put(home, '/web', { stream: `web/app/${task}`, at, text });
  put('gone', start + 1_000, 'ours, and gone');
  put('before', start - HOUR, 'of a task that was there before');
  put('before', start + 1_000, 'of the same, later');

  const told = await run(async () => {
    await clock.sleep(60);
    return look(SERVICE, definition);
  });

  expect(told).toMatchObject({
    lines: [{ text: 'ours, and gone', resource: 'web:1 app gone' }],
    notices: [expect.stringMatching(/^box: one task ended more than an hour ago/)],
  });
});

test('a task of another revision, which ECS knows, is left out, however late it began', async () => {
  const { aws, clock, run, look, definition } = withService();
  const service = aws.ecs.find('shop', 'web', home);
  const other = aws.ecs.register(home, 'web', [
    { name: 'app', image: 'app:2', logConfiguration: logConfiguration('awslogs') },
  ]);

  const told = await run(async () => {
    aws.ecs.deploy(service, other);
    await clock.sleep(300);
    for (const { id, definition: its } of tasksOf(service))
      aws.logs.put(home, '/web', {
        stream: `web/app/${id}`,
        at: clock.millis() - 60_000,
        text: its,
      });
    return look(SERVICE, definition);
  });

  expect(told).toMatchObject({ lines: [{ text: definition }], notices: [] });
});

test('a container that logs elsewhere is named', async () => {
  const { run, look, definition } = withService('splunk');

  expect(await run(() => look(SERVICE, definition))).toEqual({
    lines: [],
    notices: [
      'box: nothing is told of container app: it logs by splunk, and not to CloudWatch Logs',
    ],
  });
});

test('more lines than are read at once are said', async () => {
  const { aws, clock, run, start, look } = placed();
  aws.lambda.register({ ...home, name: 'shop', aliases: ['live'] });
  for (let index = 0; index < 10_050; index += 1) {
    const line = { stream: '2026/11/20/[1]aa', at: start + index, text: `${index}` };
    aws.logs.put(home, '/aws/lambda/shop', line);
  }

  const told = await run(async () => {
    await clock.sleep(60);
    return look(FUNCTION, '1');
  });

  expect(told).toMatchObject({ notices: [expect.stringMatching(/^box: more than 10000 lines/)] });
  expect(told).toHaveProperty('lines.length', 10_000);
});
