// Whose old and new tasks are told apart by the target groups that they are in.

import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { metricsOfShift } from '../../../core/watch/metrics-read.ts';
import { isShiftedByGroups, sidesByGroup } from '../../../core/watch/sides.ts';

function targetOf(how: string) {
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
  const [stage] = parsePipeline(text, 'test.yml').stages;
  return stage!.targets![0]!;
}
const service = (more: string) => targetOf(`ecs: { cluster: shop, service: shop }, ${more}`);

test.each([
  ['canary', true],
  ['linear', true],
  ['{ linear: { percent: 50, every: 2m } }', true],
  ['blue-green', false],
  ['rolling', false],
])('a service that goes by %s: %s', (strategy, expected) => {
  expect(isShiftedByGroups(service(`strategy: ${strategy}`))).toBe(expected);
});

test('CodeDeploy may shift any that it deploys to; a function has no target groups', () => {
  const group = 'application: shop, deploymentGroup: live';
  expect(isShiftedByGroups(targetOf(`ecs: { cluster: shop, service: shop, ${group} }`))).toBe(true);
  expect(isShiftedByGroups(targetOf(`lambda: { function: shop, alias: live, ${group} }`))).toBe(
    false,
  );
});

test('of the new tasks the same is asked as of the old, in their own group, as the service’s own', () => {
  const target = service('strategy: canary');
  const sides = sidesByGroup(target, {
    old: { name: 'app/shop/1', targetGroup: 'targetgroup/blue/1' },
    own: { name: 'app/shop/1', targetGroup: 'targetgroup/green/2' },
    oldDefinition: 'shop:4',
  });

  const [requests] = sides.before as [(typeof sides.before)[number]];
  expect(requests).toMatchObject({ node: 'ecs shop/shop', kind: 'traffic', name: 'requests' });
  expect(sides.ofOld(requests)).toBe(requests);
  const groups = [requests, sides.ofNew(requests)].map(({ queries }) => queries[0]!.dimensions);
  expect(groups).toEqual([
    { LoadBalancer: 'app/shop/1', TargetGroup: 'targetgroup/blue/1' },
    { LoadBalancer: 'app/shop/1', TargetGroup: 'targetgroup/green/2' },
  ]);
  expect(sides.before.map((measure) => sides.ofNew(measure).queries.length)).toEqual(
    sides.before.map(({ queries }) => queries.length),
  );
  expect(metricsOfShift(target)).toBe(2 * sides.before.length);
});
