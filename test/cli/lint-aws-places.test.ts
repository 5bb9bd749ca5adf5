// Lint that looks whether sites and configurations are there, in a simulated account.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { asking } from './asking.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-lint-places-'));

const PIPELINE = `pipeline: shop
owner: team-shop
contact: "#shop"
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 1h }
    waves:
      - name: pages
        targets:
          - name: pages
            account: "111122223333"
            region: us-east-1
            site: { bucket: shop-site, distribution: E2QWRUHAPOMQZL }
            alarms: [pages-5xx]
      - name: flags
        targets:
          - name: flags
            account: "111122223333"
            region: us-east-1
            appConfig: { application: shop, environment: prod, profile: flags, configuration: flags.json }
            alarms: [flags-errors]
`;

const world = await makeWorld({
  pipelines: [parsePipeline(PIPELINE, 'tidegate.yml')],
  scenario: scenarioSchema.parse({ baseline: 'old', builds: [] }),
  seed: 1,
  readFile: () => '',
  pace: async (from, _to, woken) => {
    await woken;
    return from;
  },
});
const strategy = {
  Name: 'slow',
  DeploymentDurationInMinutes: 60,
  FinalBakeTimeInMinutes: 30,
  GrowthFactor: 20,
  ReplicateTo: 'NONE',
};
await world.aws.operate('appconfig', 'CreateDeploymentStrategy', strategy, {
  account: '111122223333',
  region: 'us-east-1',
});
const { ask, aws, close } = await asking(world);

afterAll(close);

async function looked(...changes: readonly (readonly [string, string])[]) {
  const file = join(folder, 'tidegate.yml');
  const text = changes.reduce((sum, [from, to]) => sum.replace(from, to), PIPELINE);
  writeFileSync(file, text);
  return ask('lint', file, '--aws', ...aws);
}

test('what is there is good', async () => {
  const { code, printed } = await looked();

  expect(printed).not.toMatch(/expected (AppConfig|the bucket|account)|could not be read/);
  expect(code).toBe(0);
});

test.each([
  [
    'bucket: shop-site',
    'bucket: shop-sight',
    /:14:\d+: expected the bucket shop-sight in 111122223333 us-east-1, got none/,
  ],
  [
    'E2QWRUHAPOMQZL',
    'E3QWRUHAPOMQZL',
    /:14:\d+: expected account 111122223333 to have the distribution E3QWRUHAPOMQZL, got none/,
  ],
  [
    'distribution: E2QWRUHAPOMQZL',
    'distribution: E2QWRUHAPOMQZL, origin: other',
    /:14:\d+: expected .*other/,
  ],
  [
    'application: shop',
    'application: shoop',
    /:21:\d+: expected AppConfig to have shoop\/prod\/flags/,
  ],
  [
    'environment: prod',
    'environment: pord',
    /:21:\d+: expected AppConfig to have shop\/pord\/flags/,
  ],
  ['profile: flags', 'profile: flogs', /:21:\d+: expected AppConfig to have shop\/prod\/flogs/],
  [
    'configuration: flags.json',
    'configuration: flags.json, deploymentStrategy: none-of-it',
    /:21:\d+: expected AppConfig to have the deployment strategy none-of-it/,
  ],
] as const)('%s as %s is told at its line', async (from, to, told) => {
  const { code, printed } = await looked([from, to]);

  expect(code).toBe(2);
  expect(printed).toMatch(told);
});

const slow = [
  ['configuration: flags.json', 'configuration: flags.json, deploymentStrategy: slow'],
  ['    bake: { for: 1h }', '    bake: { for: 1h }\n    deployTimeout: 1h'],
] as const;

test('a limit that a strategy of the team’s own cannot keep is an error', async () => {
  const { code, printed } = await looked(...slow);

  expect(code).toBe(2);
  expect(printed).toMatch(
    /expected a deployTimeout of more than 1h30m, which flags takes with slow, got 1h/,
  );
});

test('it is refused as the pipeline is applied, at its line', async () => {
  const file = join(folder, 'tidegate.yml');
  writeFileSync(
    file,
    slow.reduce((sum, [from, to]) => sum.replace(from, to), PIPELINE),
  );

  const applied = ask('apply', file, ...aws);

  await expect(applied).rejects.toThrow(
    /tidegate.yml:\d+:\d+: expected a deployTimeout of more than 1h30m, which flags takes with slow, got 1h/,
  );
});
