import { target as targetSchema } from '../../../core/pipeline/target-schema.ts';
import {
  type ServiceGraph,
  tracedEdgesOf,
  tracedNodeOf,
  tracedNodesOf,
} from '../../../core/watch/service-graph.ts';

const queue = 'https://sqs.eu-west-1.amazonaws.com/222233334444/orders';
const outer = { name: 'shop', type: 'AWS::Lambda' };
const shop = { name: 'shop', type: 'AWS::Lambda::Function' };
const orders = { name: queue, type: 'AWS::SQS::Queue' };
const payments = { name: 'payments', type: 'AWS::ECS::Container' };
const remote = { name: 'api.example.com', type: 'remote' };
const other = { name: 'stock', type: 'AWS::Lambda::Function' };
const client = { name: 'shop', type: 'client' };

const target = targetSchema.parse({
  name: 'box',
  account: '222233334444',
  region: 'eu-west-1',
  lambda: { function: 'shop', alias: 'live', application: 'shop', deploymentGroup: 'box' },
  watch: [{ sqs: { queue: 'orders' } }],
});

const graph: ServiceGraph = {
  services: [client, outer, shop, orders, payments, remote, other],
  calls: [
    { caller: client, callee: outer, calls: 100 },
    { caller: outer, callee: shop, calls: 100 },
    { caller: shop, callee: orders, calls: 50 },
    { caller: shop, callee: payments, calls: 90 },
    { caller: shop, callee: remote, calls: 5 },
    { caller: payments, callee: other, calls: 70 },
    { caller: other, callee: orders, calls: 500 },
  ],
};

test.each([
  [shop, 'xray lambda shop'],
  [outer, 'xray lambda shop'],
  [orders, 'xray sqs orders'],
  [payments, 'xray ecs payments'],
  [remote, 'xray api.example.com_remote'],
  [{ name: 'shop/prod', type: 'AWS::ApiGateway::Stage' }, 'xray apigateway shop/prod'],
  [{ name: 'shop@db', type: 'Database::SQL' }, 'xray database shop@db'],
])('%o is a node', (service, node) => {
  expect(tracedNodeOf(service)).toBe(node);
});

test('a function is read as it runs, then what it calls, the most called first, by its own calls', () => {
  expect(tracedNodesOf(target, graph)).toEqual([
    { service: shop, node: 'xray lambda shop' },
    { caller: shop, service: payments, node: 'xray ecs payments' },
    { caller: shop, service: orders, node: 'xray sqs orders' },
    { caller: shop, service: remote, node: 'xray api.example.com_remote' },
  ]);
});

test('edges join the nodes of X-Ray and those of CloudWatch, and the whole count stands behind the sample', () => {
  const own = 'lambda shop:live';

  expect(tracedEdgesOf(target, graph)).toEqual([
    ['xray lambda shop', 'xray sqs orders'],
    ['xray lambda shop', 'sqs orders'],
    [own, 'xray sqs orders'],
    [own, 'sqs orders'],
    ['xray lambda shop', 'xray ecs payments'],
    [own, 'xray ecs payments'],
    ['xray lambda shop', 'xray api.example.com_remote'],
    [own, 'xray api.example.com_remote'],
    ['xray lambda shop', own],
    ['xray sqs orders', 'sqs orders'],
  ]);
});

test('a service of that name in another account is another', () => {
  const elsewhere = { ...shop, account: '999900001111' };
  const theirs = {
    services: [elsewhere, payments],
    calls: [{ caller: elsewhere, callee: payments, calls: 1 }],
  };

  expect([tracedNodesOf(target, theirs), tracedEdgesOf(target, theirs)]).toEqual([[], []]);
});

test('of many callees the most called are read, and none whose names no selector holds', () => {
  const many = Array.from({ length: 20 }, (_, index) => ({
    name: `s${String(index).padStart(2, '0')}`,
    type: 'AWS::ECS::Container',
  }));
  const long = { name: 'x'.repeat(400), type: 'remote' };
  const calls = [...many, long].map((callee, index) => ({ caller: shop, callee, calls: index }));

  const read = tracedNodesOf(target, { services: [shop, ...many, long], calls });

  expect(read.map(({ service }) => service.name)).toEqual([
    'shop',
    's19',
    's18',
    's17',
    's16',
    's15',
    's14',
    's13',
    's12',
  ]);
});
