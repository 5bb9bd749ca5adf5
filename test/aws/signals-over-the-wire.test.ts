import {
  ApplicationSignalsClient,
  BatchGetServiceLevelObjectiveBudgetReportCommand,
  ListServiceLevelObjectivesCommand,
} from '@aws-sdk/client-application-signals';
import {
  GetServiceGraphCommand,
  GetTimeSeriesServiceStatisticsCommand,
  XRayClient,
} from '@aws-sdk/client-xray';
import { realClock } from '../../aws/clock.ts';
import { devopsGuru } from '../../aws/devops-guru.ts';
import { memberAccess, NO_ROLES } from '../../aws/sts.ts';
import { errorName, home } from '../../packages/embedded-aws/test/embedded.ts';
import { type Served, served } from '../../packages/embedded-aws/test/wire/served.ts';

const shop = { name: 'shop', type: 'AWS::Lambda::Function' };
const [StartTime, EndTime] = [new Date('2026-11-20T13:00:00Z'), new Date('2026-11-20T14:00:00Z')];

async function made(): Promise<Served> {
  const world = await served();
  const durations = [{ seconds: 0.25, count: 4 }];
  world.aws.xray.trace(home, {
    callee: shop,
    inMinute: () => ({ requests: 4, faults: 1, errors: 0, throttles: 0, durations }),
  });
  world.aws.applicationSignals.add(home, {
    name: 'fast',
    keyAttributes: { Type: 'Service', Name: 'shop', Environment: 'lambda:default' },
    metric: { namespace: 'ApplicationSignals', name: 'Fault', dimensions: { Service: 'shop' } },
    createdAt: StartTime,
    goalPercent: 99,
    days: 1,
    spentAt: () => 0.25,
  });
  world.aws.devOpsGuru.open(home, {
    id: 'one',
    name: 'unusual',
    severity: 'LOW',
    startedAt: StartTime,
    resources: [],
  });
  return world;
}

test('X-Ray’s client reads graphs and statistics over the wire', async () => {
  const world = await made();
  const client = new XRayClient(world.config);

  const { Services } = await client.send(new GetServiceGraphCommand({ StartTime, EndTime }));
  const statistics = await client.send(
    new GetTimeSeriesServiceStatisticsCommand({
      StartTime,
      EndTime,
      EntitySelectorExpression: 'service("shop")',
      Period: 300,
    }),
  );
  const tooLong = client.send(
    new GetServiceGraphCommand({ StartTime: new Date('2026-11-20T01:00:00Z'), EndTime }),
  );
  const nonsense = client.send(
    new GetTimeSeriesServiceStatisticsCommand({
      StartTime,
      EndTime,
      EntitySelectorExpression: 'services(shop)',
    }),
  );

  expect(Services!.map(({ Name, Type }) => [Name, Type])).toEqual([
    ['shop', 'client'],
    ['shop', 'AWS::Lambda::Function'],
  ]);
  const points = statistics.TimeSeriesServiceStatistics!;
  expect(points).toHaveLength(12);
  expect(points[0]).toEqual({
    Timestamp: StartTime,
    ServiceSummaryStatistics: {
      OkCount: 15,
      ErrorStatistics: { ThrottleCount: 0, OtherCount: 0, TotalCount: 0 },
      FaultStatistics: { OtherCount: 5, TotalCount: 5 },
      TotalCount: 20,
      TotalResponseTime: 5,
    },
    ResponseTimeHistogram: [{ Value: 0.5, Count: 20 }],
  });
  expect(await errorName(tooLong)).toBe('InvalidRequestException');
  expect(await errorName(nonsense)).toBe('InvalidRequestException');
  await world.close();
});

test('Application Signals’ client reads objectives and budgets over the wire', async () => {
  const world = await made();
  const client = new ApplicationSignalsClient(world.config);

  const { SloSummaries } = await client.send(
    new ListServiceLevelObjectivesCommand({ MaxResults: 1, KeyAttributes: { Name: 'shop' } }),
  );
  const report = await client.send(
    new BatchGetServiceLevelObjectiveBudgetReportCommand({
      Timestamp: EndTime,
      SloIds: [SloSummaries![0]!.Arn!, 'gone'],
    }),
  );
  const tooMany = client.send(new ListServiceLevelObjectivesCommand({ MaxResults: 51 }));

  expect(SloSummaries!.map(({ Name }) => Name)).toEqual(['fast']);
  expect(report.Reports![0]).toMatchObject({
    BudgetStatus: 'OK',
    TotalBudgetSeconds: 864,
    BudgetSecondsRemaining: 648,
    Attainment: 99.75,
  });
  expect(report.Errors).toMatchObject([{ Name: 'gone', ErrorCode: 'ResourceNotFoundException' }]);
  expect(await errorName(tooMany)).toBe('ValidationException');
  await world.close();
});

test('what a person asks for is found in another account', async () => {
  const member = { account: '222233334444', region: 'eu-west-1' };
  const world = await served({ places: [home, member] });
  world.aws.applicationSignals.add(member, {
    name: 'theirs',
    keyAttributes: {},
    metric: { namespace: 'Shop', name: 'Refused', dimensions: {} },
    createdAt: StartTime,
    goalPercent: 99,
    days: 1,
    spentAt: () => 2,
  });
  const client = new ApplicationSignalsClient(world.config);

  const { Reports } = await client.send(
    new BatchGetServiceLevelObjectiveBudgetReportCommand({
      Timestamp: EndTime,
      SloIds: ['theirs'],
    }),
  );

  expect(Reports!.map(({ BudgetStatus }) => BudgetStatus)).toEqual(['BREACHED']);
  await world.close();
});

test('our own call of DevOps Guru is signed, and answered, over HTTP', async () => {
  const world = await made();
  const { endpoint, credentials } = world.config;
  const access = memberAccess({ home, endpoint, credentials }, realClock, NO_ROLES);

  const insights = await devopsGuru(access).ongoing(home);

  expect(insights.map(({ id, startedAt }) => [id, startedAt])).toEqual([['one', StartTime]]);
  await world.close();
});
