import { judge } from '@tidegate/judge';
import { ownNodeOf } from '../../core/watch/assemble-case.ts';
import { metricsOfLook } from '../../core/watch/metrics-read.ts';
import { bakeOf, metricOf, PIPELINE, verdictOf } from './bakes.ts';

const LAMBDA = 'lambda shop:live';
const bad = (change: string) =>
  `misbehaviours: [{ how: metric, revision: new, target: box, ${change} }]`;
const canary = 'deployments: [{ target: box, configuration: LambdaCanary10Percent10Minutes }]';

test('a case holds what the resources tell: now, before, and at the same hours of other days', async () => {
  const { caseAt, world, target } = await bakeOf('');
  const before = world.aws.statistics().apiCalls.cloudwatch!;

  const it = (await caseAt(60))!;

  expect(it.metrics.map(({ node, name }) => `${node}: ${name}`)).toEqual([
    'lambda shop:live: requests',
    'lambda shop:live: errors',
    'lambda shop:live: throttles',
    'lambda shop:live: latency p50',
    'lambda shop:live: latency p99',
    'lambda shop:live: slow requests',
    'lambda shop:live: concurrency',
    'sqs orders: messages received',
    'sqs orders: age of the oldest message',
    'sqs orders: dead letters',
    'dynamodb orders: capacity units',
    'dynamodb orders: throttles',
    'dynamodb orders: system errors',
    'metric Shop/Refused: Refused Average',
  ]);
  const requests = metricOf(it, LAMBDA, 'requests');
  expect(requests.before).toHaveLength(120);
  expect(requests.before.every((value) => value! > 50)).toBe(true);
  expect(requests.canary.length).toBeGreaterThanOrEqual(57);
  expect(requests.history.map(({ lag }) => lag)).toEqual([86_400, 604_800]);
  expect(requests.history[1]!.after).toHaveLength(requests.canary.length);
  expect(metricsOfLook(target)).toBe(21);
  expect(world.aws.statistics().apiCalls.cloudwatch).toBe(before);
  await world.close();
});

test('a good revision passes, at each of its looks', async () => {
  const { caseAt, world } = await bakeOf('');

  const verdicts = [];
  for (const minutes of [8, 16, 32, 60]) verdicts.push(await verdictOf(caseAt(minutes)));

  expect(verdicts).toEqual(['pass', 'pass', 'pass', 'pass']);
  await world.close();
});

test.each([
  ['requests fail', 'errorPercent: 4', LAMBDA],
  ['requests take thrice as long', 'latencyFactor: 3', LAMBDA],
  ['it is throttled', 'metric: throttles, value: 5', LAMBDA],
  ['messages age', 'node: sqs orders, metric: age of the oldest message, value: 900', 'sqs orders'],
  ['letters die', 'node: sqs orders, metric: dead letters, value: 4', 'sqs orders'],
  ['a table throttles', 'node: dynamodb orders, metric: throttles, value: 6', 'dynamodb orders'],
  [
    'a metric of one’s own',
    'node: metric Shop/Refused, metric: Refused Average, factor: 4',
    'metric Shop/Refused',
  ],
])('a revision is failed, and its cause named, where %s', async (_what, change, node) => {
  const { caseAt, world } = await bakeOf(bad(change));

  const { verdict, ranked } = judge((await caseAt(60))!);

  expect({ verdict, cause: ranked[0] }).toEqual({ verdict: 'fail', cause: node });
  await world.close();
});

test('side by side, the new version is told apart from the old one while both serve', async () => {
  const healthy = await bakeOf(canary);
  const harmful = await bakeOf(`${canary}\n${bad('errorPercent: 30')}`);

  const well = (await healthy.shiftAt(2))!;
  const ill = (await harmful.shiftAt(2))!;

  const requests = metricOf(well, LAMBDA, 'requests');
  expect(requests.canary.filter((value) => value !== null)).toHaveLength(10);
  expect(requests.canary[4]! / requests.control![4]!).toBeCloseTo(1 / 9, 1);
  expect([judge(well).verdict, judge(ill).verdict]).toEqual(['pass', 'fail']);
  await healthy.world.close();
  await harmful.world.close();
});

test('where old and new suffer alike, it is not this release', async () => {
  const suffering = 'disturbances: [{ target: box, at: 8m, for: 20m, errorPercent: 40 }]';
  const { shiftAt, world } = await bakeOf(`${canary}\n${suffering}`);

  const { verdict, reasons } = judge((await shiftAt(2))!);

  expect(verdict).toBe('inconclusive');
  expect(reasons).toEqual(['the old revision suffers too: it is not this release alone']);
  await world.close();
});

test('where all of the traffic moves at once, or it is the first release, nothing is side by side', async () => {
  const { shiftAt, world } = await bakeOf('');

  expect(await shiftAt(2)).toBeNull();
  await world.close();
});

test('without data it is inconclusive, and with a gap it is not', async () => {
  const silent = await bakeOf('misbehaviours: [{ how: silence, revision: new, target: box }]');
  const gap = await bakeOf(
    'misbehaviours: [{ how: silence, revision: new, target: box, after: 10m, for: 8m }]',
  );

  expect(metricOf((await silent.caseAt(60))!, LAMBDA, 'errors').canary[20]).toBeNull();
  const it = (await silent.caseAt(60))!;
  const own = judge(it, { heardOn: ownNodeOf(it)! });
  expect(own.verdict).toBe('inconclusive');
  expect(own.reasons).toEqual([expect.stringContaining('nothing was reported')]);
  expect(await verdictOf(gap.caseAt(60))).toBe('pass');
  await silent.world.close();
  await gap.world.close();
});

test('a target with nothing to watch has no case', async () => {
  const instances = PIPELINE.replace(
    /lambda: .*/,
    'ec2: { application: a, deploymentGroup: g }',
  ).replace(/watch:[\s\S]*/, '');
  const { caseAt, world } = await bakeOf('', instances);

  expect(await caseAt(60)).toBeNull();
  await world.close();
});

test('the same inputs tell the same, whenever they are asked', async () => {
  const first = await bakeOf(bad('latencyFactor: 2'));
  const second = await bakeOf(bad('latencyFactor: 2'));
  await second.caseAt(3);

  expect(await second.caseAt(30)).toEqual(await first.caseAt(30));
  expect(await (await bakeOf('', PIPELINE, 2)).caseAt(30)).not.toEqual(await first.caseAt(30));
});
