import type { ReportedBudget } from '../../aws/application-signals.ts';
import { isFailure } from '../../core/failure.ts';
import type { Objective } from '../../core/watch/objectives.ts';
import { adapters, home, now } from './played.ts';

const on = { Type: 'Service', Name: 'shop', Environment: 'lambda:default' };
const metric = { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'shop' } };
const hour = 3_600_000;

function made(spentAt: (at: number) => number | undefined = () => 0.5, count = 1) {
  const world = adapters();
  for (let index = 0; index < count; index += 1)
    world.aws.applicationSignals.add(home, {
      name: `slo-${index}`,
      keyAttributes: index % 2 === 0 ? on : {},
      metric,
      createdAt: new Date(now.getTime() - hour),
      goalPercent: 99.9,
      days: 10,
      spentAt,
    });
  return world;
}
const arn = (name: string) => `arn:aws:application-signals:us-east-1:111122223333:slo/${name}`;

test('objectives are listed page by page, with what they are set on', async () => {
  const { run, ports, calls } = made(undefined, 120);

  const listed = (await run(() => ports.objectives.list(home))) as Objective[];

  expect(listed).toHaveLength(120);
  expect(calls).toHaveLength(3);
  expect(listed.slice(0, 2)).toEqual([
    { arn: arn('slo-0'), name: 'slo-0', on, createdAt: new Date(now.getTime() - hour) },
    { arn: arn('slo-1'), name: 'slo-1', on: {}, createdAt: new Date(now.getTime() - hour) },
  ]);
});

test('a budget says what is left of it, for how long it is, and what measures it', async () => {
  const { run, ports } = made();

  const budgets = await run(() => ports.objectives.budgets(home, [arn('slo-0'), arn('gone')], now));

  expect([...(budgets as Map<string, ReportedBudget>)]).toEqual([
    [
      arn('slo-0'),
      {
        status: 'OK',
        of: 'seconds',
        total: 864,
        remaining: 432,
        intervalSeconds: 864_000,
        metrics: [{ namespace: 'AWS/Lambda', metric: 'Errors', dimensions: metric.dimensions }],
      },
    ],
  ]);
});

test.each([
  ['OK', 0.5, 0],
  ['WARNING', 0.6, 0],
  ['BREACHED', 1.2, 0],
  ['INSUFFICIENT_DATA', undefined, 0],
  ['INSUFFICIENT_DATA', 0.5, 2 * hour],
])('a budget is %s where %s of it is spent, %s ms ago', async (status, spent, ago) => {
  const { run, ports } = made(() => spent);

  const budgets = await run(() =>
    ports.objectives.budgets(home, [arn('slo-0')], new Date(now.getTime() - ago)),
  );

  expect((budgets as Map<string, ReportedBudget>).get(arn('slo-0'))!.status).toBe(status);
});

test('fifty budgets are one call', async () => {
  const { run, ports, calls } = made(undefined, 120);
  const arns = Array.from({ length: 120 }, (_, index) => arn(`slo-${index}`));

  const budgets = await run(() => ports.objectives.budgets(home, arns, now));

  expect([(budgets as Map<string, ReportedBudget>).size, calls.length]).toEqual([120, 3]);
});

test('a call that stays throttled is ServiceFailed', async () => {
  const { run, ports } = adapters({ fault: () => ({ throttle: true }) });

  expect(isFailure(await run(() => ports.objectives.list(home)), 'ServiceFailed')).toBe(true);
});
