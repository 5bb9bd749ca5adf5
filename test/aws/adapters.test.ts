import type { CallFault, FaultedCall } from '@tidegate/embedded-aws/transport/faults';
import * as z from 'zod';
import { configurationFor } from '../../aws/clients.ts';
import { type Key, noun } from '../../core/noun.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { adapters, home, openMember } from './played.ts';

const member = { account: '222233334444', region: 'eu-west-1' };

interface Options {
  readonly fault?: (call: FaultedCall) => CallFault | undefined;
  readonly allows?: (action: string) => boolean;
}

async function made({ fault, allows = () => true }: Options = {}) {
  const played = adapters({
    ...(fault && { fault }),
    allows: (_function, action) => allows(action),
  });
  const { aws } = played;
  await aws.operate('dynamodb', 'CreateTable', {
    TableName: 'tidegate',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  return played;
}

const counter = noun(
  'counter',
  z.strictObject({ count: z.number(), text: z.string().exactOptional() }),
);
const keyOf = (sk: string): Key<{ count: number; text?: string }> => ({
  noun: counter,
  pk: 'a',
  sk,
});
const counters = { noun: counter, partitions: ['a'], prefix: '' };

const target: TargetDefinition = {
  name: 'box',
  ...home,
  ec2: { application: 'shop', deploymentGroup: 'box' },
  alarms: [],
};

test('a read that is throttled is tried again, and its wait is virtual time', async () => {
  let left = 3;
  const { ports, run, clock, calls } = await made({
    fault: () => (left-- > 0 ? { throttle: true } : undefined),
  });
  const before = clock.millis();

  const item = await run(() => ports.table.get(keyOf('b')));

  expect(item).toBeUndefined();
  expect(calls).toEqual(['GetItem', 'GetItem', 'GetItem', 'GetItem']);
  expect(clock.millis()).toBeGreaterThan(before + 100);
});

test('an error that does not pass becomes ServiceFailed, and keeps its cause', async () => {
  const { ports, run } = await made({ fault: () => ({ throttle: true }) });

  const thrown = await run(() => ports.table.get(keyOf('b')));

  expect(thrown).toMatchObject({ name: 'ServiceFailed', cause: { name: 'ThrottlingException' } });
});

test('what the role does not allow is said by its action', async () => {
  const { ports, run } = await made({ allows: (action) => action !== 'cloudwatch:DescribeAlarms' });

  const thrown = await run(() => ports.alarms.states(home, ['errors']));

  expect(thrown).toMatchObject({ name: 'ServiceFailed' });
  expect((thrown as Error).message).toContain('cloudwatch:DescribeAlarms');
});

test('a client of our own account uses its own role, one of a member account assumes the member’s', async () => {
  const { aws, ports, run, calls } = await made();
  openMember(aws);

  await run(() => ports.alarms.states(home, ['errors']));
  await run(() => ports.alarms.states(member, ['errors']));
  await run(() => ports.alarms.states(member, ['errors']));

  expect(calls).toEqual(['DescribeAlarms', 'AssumeRole', 'DescribeAlarms', 'DescribeAlarms']);
});

test('a member account that trusts nobody is ServiceFailed, by the name of its role', async () => {
  const { ports, run } = await made();

  const thrown = await run(() => ports.alarms.states(member, ['errors']));

  expect(thrown).toMatchObject({ name: 'ServiceFailed' });
  expect((thrown as Error).message).toContain('assuming role tidegate-prod-reads');
});

test('an alarm that is not there is MISSING, of hundreds too', async () => {
  const { ports, run, calls } = await made();
  const names = Array.from({ length: 250 }, (_, index) => `alarm-${index}`);

  const states = (await run(() => ports.alarms.states(home, names))) as Map<string, unknown>;

  expect([...states.values()].every((state) => JSON.stringify(state).includes('MISSING'))).toBe(
    true,
  );
  expect(states.size).toBe(250);
  expect(calls).toHaveLength(3);
});

/** Of a build that is known to have run at any time. */
const ever = { startedAt: '2000-01-01T00:00:00Z' };

test('an artifact is pinned by its version and its SHA-256', async () => {
  const { aws, ports, run } = await made();
  aws.s3.objects.create('artifacts', home.account, home.region);
  const stored = aws.s3.objects.put('artifacts', 'shop.zip', { body: 'first' });
  aws.s3.objects.put('artifacts', 'other.zip', { body: 'second' });

  const pinned = await run(() =>
    ports.artifacts.pin(home, { bucket: 'artifacts', key: 'shop.zip' }, ever),
  );

  expect(pinned).toMatchObject({
    version: stored.versionId,
    digest: `sha256:${Buffer.from(stored.sha256, 'base64').toString('hex')}`,
  });
});

test('an artifact that is gone is Refused, and named', async () => {
  const { aws, ports, run } = await made();
  aws.s3.objects.create('artifacts', home.account, home.region);

  const thrown = await run(() =>
    ports.artifacts.pin(home, { bucket: 'artifacts', key: 'gone.zip' }, ever),
  );

  expect(thrown).toMatchObject({ name: 'Refused' });
  expect((thrown as Error).message).toContain('s3://artifacts/gone.zip');
});

test('a deployment is asked for once, even if nobody knows whether it took effect', async () => {
  const { aws, ports, run, calls } = await made({
    fault: ({ operation }) =>
      operation === 'CreateDeployment' ? { errorAfterEffect: true } : undefined,
  });
  aws.s3.objects.create('artifacts', home.account, home.region);
  const stored = aws.s3.objects.put('artifacts', 'shop.zip', { body: 'first' });
  aws.codeDeploy.addGroup({
    ...home,
    application: 'shop',
    name: 'box',
    platform: 'Server',
    instances: ['i-1'],
  });
  const artifact = {
    ...home,
    bucket: 'artifacts',
    key: 'shop.zip',
    version: stored.versionId,
    eTag: stored.eTag.replaceAll('"', ''),
  };

  const since = '2026-11-20T08:00:00Z';
  const thrown = await run(() =>
    ports.deployments.start(
      target,
      { kind: 'ec2', artifact, isBack: false, ignoreStopFailures: false },
      'mark',
    ),
  );
  const found = await run(() => ports.deployments.find(target, 'mark', since));
  const again = await run(() => ports.deployments.find(target, 'another mark', since));

  expect(thrown).toMatchObject({ name: 'ServiceFailed', cause: { name: 'InternalFailure' } });
  expect(calls.filter((call) => call === 'CreateDeployment')).toHaveLength(1);
  expect(found).toMatchObject({ description: 'mark' });
  expect(again).toBeUndefined();
});

test('a decision on an item is taken again when somebody else was faster', async () => {
  const { ports, run } = await made();
  const key = keyOf('b');
  const add = () =>
    ports.table.change(key, (item) => ({
      item: { count: (item?.count ?? 0) + 1 },
    }));

  await run(() => Promise.all([add(), add(), add()]));

  expect(await run(() => ports.table.get(key))).toEqual({ count: 3 });
});

test('twenty who change one item at once all get through, one after another', async () => {
  const { ports, run } = await made();
  const key = keyOf('one');
  const add = () =>
    ports.table.change(key, (item) => ({
      item: { count: (item?.count ?? 0) + 1 },
    }));

  await run(() => Promise.all(Array.from({ length: 20 }, add)));

  expect(await run(() => ports.table.get(key))).toEqual({ count: 20 });
});

test('a list is read to its last page', async () => {
  const { ports, run } = await made();
  const text = 'x'.repeat(300_000);
  for (const sk of ['1', '2', '3', '4', '5']) {
    await run(() => ports.table.put(keyOf(sk), { count: Number(sk), text }));
  }

  const items = await run(() => ports.table.list(counters));

  expect(items).toMatchObject([1, 2, 3, 4, 5].map((count) => ({ count })));
});

test('an execution that is gone does not run', async () => {
  const { ports, run } = await made();
  const arn = 'arn:aws:states:us-east-1:111122223333:execution:release:gone';

  expect(await run(() => ports.workflows.endOf(arn))).toEqual({ status: 'GONE' });
});

test('the SDK waits for nothing itself: the delay it is told is none', async () => {
  const { clock } = await made();
  const { retryStrategy } = configurationFor({ home }, clock, home.region);

  const first = await retryStrategy.acquireInitialRetryToken();
  const refused = retryStrategy.refreshRetryTokenForRetry(first, { errorType: 'CLIENT_ERROR' });

  expect(first.getRetryDelay()).toBe(0);
  await expect(refused).rejects.toThrow('Expected an error that may pass');
});
