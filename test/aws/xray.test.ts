import type { CallFault } from '@tidegate/embedded-aws/transport/faults';
import { isFailure } from '../../core/failure.ts';
import type { ServiceGraph } from '../../core/watch/service-graph.ts';
import { wholePoints } from '../../core/watch/span.ts';
import type { TracedSeries } from '../../core/watch/traced-metrics.ts';
import { type Adapters, adapters, home, now } from './played.ts';

const MINUTE = 60_000;
const shop = { name: 'shop', type: 'AWS::Lambda::Function' };
const payments = { name: 'pay "ments"', type: 'AWS::ECS::Container' };
const fared = { requests: 10, faults: 2, errors: 1, throttles: 1 };
const time = { from: new Date(now.getTime() - 60 * MINUTE), to: now };

function made(fault?: () => CallFault | undefined) {
  const world = adapters(fault && { fault });
  const last = Math.floor(now.getTime() / MINUTE);
  const inMinute = (minute: number) =>
    minute < last && minute % 3 === 0
      ? { ...fared, durations: [{ seconds: 0.5, count: 10 }] }
      : undefined;
  world.aws.xray.trace(home, { callee: shop, inMinute });
  world.aws.xray.trace(home, { caller: shop, callee: payments, inMinute });
  return world;
}

const read = <T>({ run, ports }: Adapters, of: (traces: typeof ports.traces) => Promise<T>) =>
  run(() => of(ports.traces));

test('a graph holds services and calls, of the account that was asked', async () => {
  const graph = (await read(made(), (traces) => traces.graph(home, time))) as ServiceGraph;

  const own = { ...shop, account: home.account };
  expect(graph.services).toEqual([
    { name: 'shop', type: 'client' },
    own,
    { ...payments, account: home.account },
  ]);
  expect(graph.calls).toContainEqual({
    caller: own,
    callee: { ...payments, account: home.account },
    calls: 200,
  });
});

test('statistics are on the grid: of a service, and of its calls of another', async () => {
  const world = made();
  const span = wholePoints(new Date(now.getTime() - 6 * MINUTE), now, 60);
  const there = { ...fared, responseSeconds: 5 };

  const ofService = await read(world, (traces) => traces.statistics(home, { service: shop }, span));
  const ofCalls = await read(world, (traces) =>
    traces.statistics(home, { caller: shop, service: payments }, span),
  );
  const ofNobody = await read(world, (traces) =>
    traces.statistics(home, { caller: payments, service: shop }, span),
  );

  expect((ofService as TracedSeries).filter((point) => point !== null)).toEqual([there, there]);
  expect(ofCalls).toEqual(ofService);
  expect(ofNobody).toEqual(new Array(6).fill(null));
});

test('several of X-Ray’s periods are added up to a point', async () => {
  const span = wholePoints(new Date(now.getTime() - 4 * 3600_000), now, 3600);

  const series = (await read(made(), (traces) =>
    traces.statistics(home, { service: shop }, span),
  )) as TracedSeries;

  expect(series.map((point) => point?.requests)).toEqual([200, 200, 200, 200]);
});

test('a graph of many services is read page by page', async () => {
  const world = made();
  for (let index = 0; index < 250; index += 1)
    world.aws.xray.trace(home, {
      caller: shop,
      callee: { name: `s${index}`, type: 'remote' },
      inMinute: () => ({ ...fared, durations: [] }),
    });

  const { services, calls } = (await read(world, (traces) =>
    traces.graph(home, time),
  )) as ServiceGraph;

  expect([services.length, calls.length, world.calls.length]).toEqual([253, 252, 3]);
});

test('more than six hours are refused, as X-Ray does', async () => {
  const long = { from: new Date(now.getTime() - 361 * MINUTE), to: now };

  const thrown = await read(made(), (traces) => traces.graph(home, long));

  expect(isFailure(thrown, 'ServiceFailed')).toBe(true);
  expect((thrown as unknown as Error).message).toContain('cannot be longer than 6 hours');
});

test('a throttled call is tried again; one that stays throttled is ServiceFailed', async () => {
  let left = 2;
  const passing = made(() => (left-- > 0 ? { throttle: true } : undefined));
  const failing = made(() => ({ throttle: true }));

  const graph = (await read(passing, (traces) => traces.graph(home, time))) as ServiceGraph;
  const thrown = await read(failing, (traces) => traces.graph(home, time));

  expect(graph.services).toHaveLength(3);
  expect(isFailure(thrown, 'ServiceFailed')).toBe(true);
});

test('where nothing is traced there is no graph', async () => {
  const elsewhere = { ...home, region: 'eu-west-1' };

  expect(await read(made(), (traces) => traces.graph(elsewhere, time))).toEqual({
    services: [],
    calls: [],
  });
});
