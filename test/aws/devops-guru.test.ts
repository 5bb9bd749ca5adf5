import type { CallFault } from '@tidegate/embedded-aws/transport/faults';
import { isFailure } from '../../core/failure.ts';
import type { Insight } from '../../core/watch/insights.ts';
import { adapters, home, now } from './played.ts';

const arn = 'arn:aws:lambda:us-east-1:111122223333:function:shop';
const hour = 3_600_000;

function made(count: number, fault?: () => CallFault | undefined, more: { endedAt?: Date } = {}) {
  const world = adapters(fault && { fault });
  for (let index = 0; index < count; index += 1)
    world.aws.devOpsGuru.open(home, {
      id: `i-${index}`,
      name: 'unusual',
      severity: 'MEDIUM',
      startedAt: new Date(now.getTime() - hour),
      resources: [arn],
      ...more,
    });
  return world;
}

test('open insights are read page by page, with when they began and what they are about', async () => {
  const { run, ports, calls } = made(250);

  const found = (await run(() => ports.insights.ongoing(home))) as Insight[];

  expect([found.length, calls]).toEqual([250, ['ListInsights', 'ListInsights', 'ListInsights']]);
  expect(found[0]).toEqual({
    id: 'i-0',
    name: 'unusual',
    severity: 'MEDIUM',
    startedAt: new Date(now.getTime() - hour),
    resources: [arn],
  });
});

test('those that are closed are not', async () => {
  const { run, ports } = made(2, undefined, { endedAt: new Date(now.getTime() - 1) });

  expect(await run(() => ports.insights.ongoing(home))).toEqual([]);
});

test('a throttled call is tried again; one that stays throttled is ServiceFailed', async () => {
  let left = 2;
  const passing = made(1, () => (left-- > 0 ? { throttle: true } : undefined));
  const failing = made(1, () => ({ throttle: true }));

  const found = (await passing.run(() => passing.ports.insights.ongoing(home))) as Insight[];
  const thrown = await failing.run(() => failing.ports.insights.ongoing(home));

  expect([found.length, passing.calls.length, failing.calls.length]).toEqual([1, 3, 4]);
  expect(isFailure(thrown, 'ServiceFailed')).toBe(true);
  expect((thrown as unknown as Error).message).toContain('ThrottlingException');
});

test('who may not look does not know', async () => {
  const { run, ports, calls } = adapters({ allows: () => false });

  const thrown = await run(() => ports.insights.ongoing(home));

  expect([isFailure(thrown, 'ServiceFailed'), calls.length]).toEqual([true, 1]);
  expect((thrown as unknown as Error).message).toContain('AccessDeniedException');
});
