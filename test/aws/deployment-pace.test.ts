// How many calls it takes to learn how long deployment groups take.

import { parsePipeline, targetsOf } from '../../core/pipeline/parse.ts';
import { readPaces } from '../../flows/paces.ts';
import { adapters, home } from './played.ts';

const named = (index: number) =>
  `{ name: t${index}, account: "111122223333", region: us-east-1, alarms: [a], lambda: { function: f${index}, alias: live, application: shop, deploymentGroup: g${index} } }`;

test('a hundred groups are asked for with each call, and each configuration once', async () => {
  const { aws, ports, run, calls } = adapters();
  for (let index = 0; index < 149; index += 1)
    aws.codeDeploy.addGroup({
      ...home,
      application: 'shop',
      name: `g${index}`,
      platform: 'Lambda',
    });
  const targets = Array.from({ length: 150 }, (_, index) => named(index)).join(', ');
  const { stages } = parsePipeline(
    `pipeline: shop\nsource: { project: b }\nstages: [{ name: prod, planner: {}, targets: [${targets}] }]`,
    'shop.yml',
  );

  const paces = await run(() => readPaces(ports, stages.flatMap(targetsOf)));

  expect(calls).toEqual([
    'BatchGetDeploymentGroups',
    'BatchGetDeploymentGroups',
    'GetDeploymentConfig',
  ]);
  // The last is not there, which is no fault.
  expect((paces as ReadonlyMap<string, unknown>).size).toBe(149);
});
