import { judge } from '@tidegate/judge';
import { noSignals, signalsSay } from '../../core/watch/signals.ts';
import { readSignals } from '../../flows/read-signals.ts';
import { asFunction, bakeOf, metricOf, PIPELINE } from './bakes.ts';

const OWN = 'lambda shop:live';
const PAYMENTS = 'xray ecs payments';
const traced = 'traces: [{ target: box, calls: [payments] }]';
const bad = (...changes: string[]) =>
  `misbehaviours:\n${changes
    .map((change) => `  - { how: metric, revision: new, target: box, ${change} }`)
    .join('\n')}`;

describe('traces', () => {
  test('what is not traced has nothing to say, and that is no doubt', async () => {
    const { signalsAt, caseAt, wholeCaseAt, world } = await bakeOf('');

    expect(await signalsAt(60)).toEqual(noSignals);
    expect(await wholeCaseAt(60)).toEqual(await caseAt(60));
    await world.close();
  });

  test('a traced target has its services, what they call, and who calls whom', async () => {
    const { wholeCaseAt, world } = await bakeOf(traced);

    const it = (await wholeCaseAt(60))!;

    const nodes = it.metrics.map(({ node }) => node).filter((node) => node.startsWith('xray'));
    expect([...new Set(nodes)].sort()).toEqual([
      'xray dynamodb orders',
      PAYMENTS,
      'xray lambda shop',
      'xray sqs orders',
    ]);
    expect(it.edges).toEqual(
      expect.arrayContaining([
        [OWN, PAYMENTS],
        ['xray lambda shop', PAYMENTS],
        [OWN, 'dynamodb orders'],
        ['xray sqs orders', 'sqs orders'],
        ['xray lambda shop', OWN],
      ]),
    );
    expect(it.metrics[0]!.node).toBe(OWN);
    const own = it.metrics.filter(({ node }) => node === 'xray lambda shop');
    expect(own.map(({ name }) => name)).toEqual([
      'requests traced',
      'faults',
      'throttles',
      'response time',
    ]);
    const requests = metricOf(it, PAYMENTS, 'requests traced');
    expect(requests.before).toHaveLength(120);
    expect(requests.canary.every((count) => count! > 40 && count! <= 70)).toBe(true);
    expect(requests.canary).toHaveLength(it.metrics[0]!.canary.length);
    expect(requests.history.map(({ lag }) => lag)).toEqual([86_400, 604_800]);
    expect(judge(it).verdict).toBe('pass');
    await world.close();
  });

  test('a caller of a sick callee is ranked below it', async () => {
    const both = bad('errorPercent: 20', `node: ${PAYMENTS}, errorPercent: 30`);
    const sickCallee = await bakeOf(`${traced}\n${both}`);
    const sickItself = await bakeOf(`${traced}\n${bad('errorPercent: 20')}`);

    const dueToCallee = judge((await sickCallee.wholeCaseAt(60))!);
    const dueToItself = judge((await sickItself.wholeCaseAt(60))!);

    expect([dueToCallee.verdict, dueToCallee.ranked[0]]).toEqual(['fail', PAYMENTS]);
    expect([dueToItself.verdict, dueToItself.ranked[0]]).toEqual(['fail', OWN]);
    expect(judge((await sickCallee.caseAt(60))!).ranked[0]).toBe(OWN);
    await sickCallee.world.close();
    await sickItself.world.close();
  });

  test.each([
    ['nothing is there', '', 20, { xray: 1, 'application-signals': 1 }],
    ['it is traced', traced, 20, { xray: 1 + 4 * 3, 'application-signals': 1 }],
    ['it is long', `${traced}\n`, 60 * 11, { xray: 1 + 4 * 3 * 3, 'application-signals': 1 }],
    [
      'it has an objective',
      'objectives: [{ target: box }]',
      20,
      { xray: 1, 'application-signals': 3 },
    ],
  ])('a look is few calls: where %s', async (_what, scenario, minutes, expected) => {
    const long = PIPELINE.replace('for: 1h', `for: ${Math.max(60, minutes)}m`);
    const { world, lookAt } = await bakeOf(scenario, long);
    const before = world.aws.statistics().apiCalls;

    await asFunction(world, 'WatchBake', (ports) => readSignals(ports, lookAt(minutes)));

    const after = world.aws.statistics().apiCalls;
    const called = Object.keys(expected).map((service) => [
      service,
      (after[service] ?? 0) - (before[service] ?? 0),
    ]);
    expect(Object.fromEntries(called)).toEqual(expected);
    await world.close();
  });

  test('a callee that answers slowly is seen', async () => {
    const { wholeCaseAt, world } = await bakeOf(
      `${traced}\n${bad(`node: ${PAYMENTS}, latencyFactor: 3`)}`,
    );

    const { verdict, ranked } = judge((await wholeCaseAt(60))!);

    expect([verdict, ranked[0]]).toEqual(['fail', PAYMENTS]);
    await world.close();
  });

  test('code on instances is known by its application, though nothing else counts its requests', async () => {
    const pipeline = PIPELINE.replace(
      /lambda: .*/,
      'ec2: { application: shop-app, deploymentGroup: g }',
    ).replace(/watch:[\s\S]*/, '');
    const node = 'xray ec2 shop-app';
    const well = await bakeOf('traces: [{ target: box }]', pipeline);
    const ill = await bakeOf(
      `traces: [{ target: box }]\n${bad(`node: ${node}, errorPercent: 10`)}`,
      pipeline,
    );

    expect(judge((await well.wholeCaseAt(60))!).verdict).toBe('pass');
    const { verdict, ranked } = judge((await ill.wholeCaseAt(60))!);
    expect([verdict, ranked[0]]).toEqual(['fail', node]);
    await well.world.close();
    await ill.world.close();
  });

  test('traces that cannot be read are a doubt, and no reason to throw', async () => {
    const { world, lookAt } = await bakeOf(traced);

    // The role of this function may assume no other.
    const { unread, xrayMetrics } = await asFunction(world, 'PlanRollback', (ports) =>
      readSignals(ports, lookAt(20)),
    );

    expect([unread, xrayMetrics]).toEqual([
      ['X-Ray’s traces of box', 'the error budgets of box'],
      [],
    ]);
    await world.close();
  });
});

describe('error budgets', () => {
  const burn = 'misbehaviours: [{ how: budget, revision: new, target: box, pace: 60 }]';
  const objective = (more: string) => `objectives: [{ target: box, ${more} }]`;

  test.each([
    ['nothing burns', objective('spentPercent: 40'), []],
    [
      'it burns since the deployment',
      `${objective('spentPercent: 40')}\n${burn}`,
      [
        'charge: objective box-availability of box burns its budget 60 times as fast as it may, for 1h',
      ],
    ],
    [
      'it is spent since the deployment',
      `${objective('spentPercent: 95')}\n${burn}`,
      [
        'charge: objective box-availability of box is spent since the deployment, 60 times as fast as it may, for 1h',
      ],
    ],
    [
      'it was spent before',
      `${objective('spentPercent: 140')}\n${burn}`,
      ['aside: objective box-availability of box was spent before the release'],
    ],
    [
      'the objective is of a metric alone',
      `${objective('on: metric, name: errors')}\n${burn}`,
      ['charge: objective errors of box burns its budget 60 times as fast as it may, for 1h'],
    ],
  ])('%s', async (_what, scenario, expected) => {
    const { signalsAt, world } = await bakeOf(scenario);

    const said = signalsSay(await signalsAt(60));

    expect(said.map((it) => ('text' in it ? `${it.says}: ${it.text}` : it.says))).toEqual(expected);
    await world.close();
  });
});

describe('insights', () => {
  const opens = (severity: string) =>
    `misbehaviours: [{ how: insight, revision: new, target: box, after: 5m, severity: ${severity} }]`;
  const asking = PIPELINE.replace('{ mode: off }', '{ mode: off, insights: true }');

  test.each([
    ['HIGH', asking, ['charge']],
    ['MEDIUM', asking, ['doubt']],
    ['LOW', asking, ['aside']],
    ['HIGH', PIPELINE, []],
  ])('one of severity %s counts where it is asked for', async (severity, pipeline, expected) => {
    const { signalsAt, world } = await bakeOf(opens(severity), pipeline);
    world.aws.devOpsGuru.open(
      { account: '222233334444', region: 'eu-west-1' },
      {
        id: 'another',
        name: 'of another function',
        severity: 'HIGH',
        startedAt: world.startAt,
        resources: ['arn:aws:lambda:eu-west-1:222233334444:function:other'],
      },
    );

    const said = signalsSay(await signalsAt(60));

    expect(said.map(({ says }) => says)).toEqual(expected);
    await world.close();
  });
});
