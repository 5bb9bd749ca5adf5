// Old and new are compared where both are known for certain, and not otherwise.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import type { TargetDefinition } from '../../core/pipeline/target-schema.ts';
import { sidesOf } from '../../flows/sides.ts';

function targetOf(how: string): TargetDefinition {
  const text = `pipeline: shop
owner: team
contact: "#team"
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 10m }
    targets:
      - { name: live, account: "111122223333", region: us-east-1, alarms: [live-errors], ${how} }
`;
  return parsePipeline(text, 'test.yml').stages[0]!.targets![0]!;
}

const canary = targetOf('ecs: { cluster: shop, service: shop }, strategy: canary');
const tasks = targetOf(
  'ecs: { cluster: shop, service: shop, application: shop, deploymentGroup: live }',
);

const installed = (digest: string, functionVersion: string, release: string) => ({
  release,
  revision: { digest },
  functionVersion,
  at: '2026-11-23T09:00:00Z',
});
const item = {
  running: installed('b', 'shop:5', 'r2'),
  baked: installed('a', 'shop:4', 'r1'),
  intent: {
    ...installed('b', 'shop:5', 'r2'),
    doing: 'deploy',
    calls: { state: 'started', deployment: 'd-1' },
  },
};

const group = (color: string) => ({ name: 'app/shop/1', targetGroup: `targetgroup/${color}/1` });
const set = (definition: string, color: string, deployment?: string) => ({
  definition,
  targetGroup: `targetgroup/${color}/1`,
  deployment,
});

interface Found {
  readonly oldDefinition?: string;
  readonly taskSets?: readonly object[];
  readonly balancer?: string | undefined;
  readonly isTried?: boolean;
}

function sides(
  target: TargetDefinition,
  { oldDefinition = 'shop:4', taskSets = [], balancer, isTried = false }: Found,
  of: object = item,
) {
  const asked: string[] = [];
  const groups = { old: group('blue'), own: group('green'), oldDefinition };
  const ports = {
    containers: {
      groups: async (_: unknown, id: string) => {
        asked.push(id);
        return groups;
      },
      service: async () => ({ taskSets, isTried }),
    },
    deployments: {
      groups: async () => new Map([['live', { services: [], ...(balancer && { balancer }) }]]),
    },
  };
  const found = sidesOf(ports as never, { wave: { release: 'r2' }, target, item: of } as never);
  return { found, asked };
}

test('the groups of its own deployment are asked for, once', async () => {
  const { found, asked } = sides(canary, {});

  expect((await found)?.before.length).toBeGreaterThan(3);
  expect(asked).toEqual(['d-1']);
});

test('tasks that never finished a bake here are not what the new ones are held against', async () => {
  expect(await sides(canary, { oldDefinition: 'shop:3' }).found).toBeUndefined();
});

test('a service that is tried by a listener of its own is not: its requests would count', async () => {
  expect(await sides(canary, { isTried: true }).found).toBeUndefined();
});

test.each([
  ['nothing has baked here', { ...item, baked: undefined }],
  ['the same task definition runs', { ...item, baked: installed('a', 'shop:5', 'r1') }],
  ['a way back brings what was there', { ...item, intent: { ...item.intent, doing: 'rollBack' } }],
  ['nothing was begun yet', { ...item, intent: { ...item.intent, calls: { state: 'none' } } }],
])('nothing is compared where %s', async (_, of) => {
  const { found, asked } = sides(canary, {}, of);

  expect(await found).toBeUndefined();
  expect(asked).toEqual([]);
});

const balancer = 'app/shop/1';
const both = [set('shop:4', 'blue'), set('shop:5', 'green', 'd-1')];

test('task sets are told apart by the deployment that made them', async () => {
  const found = await sides(tasks, { taskSets: both, balancer }).found;
  const [requests] = found?.before ?? [];

  expect(requests?.queries[0]?.dimensions.TargetGroup).toBe('targetgroup/blue/1');
  expect(found?.ofNew(requests!).queries[0]?.dimensions.TargetGroup).toBe('targetgroup/green/1');
});

test.each([
  ['the old one is gone', { taskSets: both.slice(1), balancer }],
  ['its own is not there', { taskSets: both.slice(0, 1), balancer }],
  ['the old one is none that baked', { taskSets: [set('shop:3', 'blue'), both[1]!], balancer }],
  ['both are in one group', { taskSets: [set('shop:4', 'green'), both[1]!], balancer }],
  ['no balancer is known', { taskSets: both }],
])('task sets are not compared where %s', async (_, found) => {
  expect(await sides(tasks, found).found).toBeUndefined();
});
