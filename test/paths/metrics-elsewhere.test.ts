// Metrics and synthetic traffic that are in another account or region than their target, or than Tidegate.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const LOAD = { account: '333344445555', region: 'us-east-1' };
const AT = `account: "${LOAD.account}", region: ${LOAD.region}`;
const DAY = { baseline: 'old', builds: [build('new')] };

const POINTS = 'namespace: Central, metric: Requests, dimensions: { Target: live }, atLeast: 5';
const far = (more: string) =>
  `{ name: live, account: "111122223333", region: eu-west-1, lambda: { function: shop, alias: live, application: shop, deploymentGroup: live }, ${more} }`;
const askedAt = (calls: Awaited<ReturnType<typeof play>>['calls'], namespace: string) => [
  ...new Set(
    calls
      .filter(({ operation }) => operation === 'GetMetricData')
      .filter(({ input }) => JSON.stringify(input).includes(`"${namespace}"`))
      .map(({ call }) => `${call.account} ${call.region}`),
  ),
];

test('data points of a central account are counted there, as the role that reads', async () => {
  const of = far(`dataPoints: { ${POINTS}, ${AT} }`);

  const { release, calls, leftBehind } = await play(oneTarget({ of }), DAY);

  expect(release('new').outcome).toBe('Promoted');
  expect(askedAt(calls, 'Central')).toEqual(['333344445555 us-east-1']);
  expect(await leftBehind()).toEqual([]);
});

test('where nothing comes in there, the bake is inconclusive', async () => {
  const of = far(`dataPoints: { ${POINTS}, ${AT} }`);
  const traffic = [{ target: 'live', requestsPerMinute: 0 }];

  const { release } = await play(oneTarget({ of }), { ...DAY, traffic });

  expect(release('new')).toMatchObject({
    outcome: 'Stopped',
    waves: [{ verdict: 'inconclusive' }],
  });
});

test.each([
  [
    'where it says',
    `namespace: Central, metric: Refused, ${AT}`,
    'Central',
    '333344445555 us-east-1',
  ],
  [
    'in its region',
    'namespace: Own, metric: Refused, region: us-east-2',
    'Own',
    '111122223333 us-east-2',
  ],
  ['beside its target', 'namespace: Own, metric: Refused', 'Own', '111122223333 eu-west-1'],
  [
    'at the edge',
    'namespace: AWS/CloudFront, metric: 4xxErrorRate, dimensions: { DistributionId: E2, Region: Global }',
    'AWS/CloudFront',
    '111122223333 us-east-1',
  ],
  [
    'at the edge, of a health check',
    'namespace: AWS/Route53, metric: HealthCheckStatus, dimensions: { HealthCheckId: one }',
    'AWS/Route53',
    '111122223333 us-east-1',
  ],
  [
    'at the edge, of a web ACL',
    'namespace: AWS/WAFV2, metric: BlockedRequests, dimensions: { WebACL: shop, Rule: ALL }',
    'AWS/WAFV2',
    '111122223333 us-east-1',
  ],
  [
    'beside its target, of a web ACL there',
    'namespace: AWS/WAFV2, metric: BlockedRequests, dimensions: { WebACL: shop, Rule: ALL, Region: eu-west-1 }',
    'AWS/WAFV2',
    '111122223333 eu-west-1',
  ],
])(
  'a metric is read %s, and a release that hurts there is taken back',
  async (_, metric, namespace, place) => {
    const of = far(`alarms: [live-errors], metrics: [{ ${metric}, statistic: Sum, bad: up }]`);
    const pipeline = oneTarget({ of, bake: '{ for: 1h }' });
    const [, name] = /metric: (\w+)/.exec(metric) ?? [];
    const misbehaviours = [
      {
        how: 'metric',
        target: 'live',
        revision: 'new',
        node: `metric ${namespace}/${name}`,
        metric: `${name} Sum`,
        factor: 9,
      },
    ];

    const good = await play(pipeline, DAY);
    const bad = await play(pipeline, { ...DAY, misbehaviours });

    expect(good.release('new').outcome).toBe('Promoted');
    expect(askedAt(good.calls, namespace)).toEqual([place]);
    expect(bad.release('new').outcome).toBe('RolledBack');
  },
);

test('a metric that cannot be read elsewhere is a doubt, never a pass', async () => {
  const of = far(
    `alarms: [live-errors], metrics: [{ namespace: Central, metric: Refused, ${AT}, bad: up }]`,
  );
  const regions = [{ region: LOAD.region, account: LOAD.account, from: '9m', for: '8h' }];

  const { release } = await play(oneTarget({ of }), { ...DAY, regions });

  expect(release('new').outcome).toBe('Stopped');
});

test.each([
  ['metrics: [{ namespace: AWS/CloudFront, metric: Requests, bad: up, region: eu-west-1 }]'],
  ['dataPoints: { namespace: AWS/Route53, metric: DNSQueries, atLeast: 3, region: eu-west-1 }'],
])('%s is refused, which would see nothing', (more) => {
  const pipeline = oneTarget({ of: far(`alarms: [live-errors], ${more}`) });

  expect(() => parsePipeline(pipeline, 'tidegate.yml')).toThrow(
    /expected region us-east-1, or none: what serves at the edge is measured there alone/,
  );
});

test('synthetic traffic elsewhere is started there, and stopped there with its bake', async () => {
  const bake = `{ for: 10m, traffic: { project: shop-traffic, ${AT} } }`;

  const { release, calls, report } = await play(oneTarget({ bake }), {
    ...DAY,
    alarms: [{ alarm: 'live-errors', is: 'missing' }],
  });

  expect(release('new').outcome).toBe('Stopped');
  const placed = (operation: string) =>
    calls
      .filter((each) => each.operation === operation)
      .map(({ call }) => `${call.account} ${call.region}`);
  expect(placed('StartBuild').filter((place) => place === '333344445555 us-east-1')).toHaveLength(
    1,
  );
  expect(placed('StopBuild')).toContain('333344445555 us-east-1');
  expect(report.ledger.find(({ event }) => event === 'TrafficStarted')?.text).toBe(
    'synthetic traffic started: shop-traffic in 333344445555 us-east-1',
  );
});
