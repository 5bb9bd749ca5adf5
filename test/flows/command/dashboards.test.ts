// A dashboard for each service: written as it is applied, gone as it leaves, and nothing that anything waits for.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { home } from '../../../simulation/world/place.ts';
import { standing } from '../../cli/standing.ts';
import { oneTarget } from '../../paths/pipelines.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-dashboards-'));
const file = join(folder, 'tidegate.yml');
const pipeline = oneTarget();
const { world, close, playUntil, ask, whilePlaying } = await standing(pipeline, {});
await playUntil(1);

afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const call = (operation: string, input: object) =>
  whilePlaying(() => world.aws.callService('cloudwatch', operation, input, home));

const Listed = z.object({ DashboardEntries: z.array(z.object({ DashboardName: z.string() })) });
const Found = z.object({ DashboardBody: z.string() });

async function names(): Promise<string[]> {
  const { DashboardEntries } = Listed.parse(await call('ListDashboards', {}));
  return DashboardEntries.map(({ DashboardName }) => DashboardName);
}

test('bears the board and the alarms of what was applied, follows its name, and goes with it', async () => {
  writeFileSync(file, pipeline);
  await ask('apply', file);
  expect(await names()).toEqual(['tidegate-local-shop']);

  const { DashboardBody } = Found.parse(
    await call('GetDashboard', { DashboardName: 'tidegate-local-shop' }),
  );
  const [board, alarms, deployments] = JSON.parse(DashboardBody).widgets;
  expect(board).toMatchObject({
    type: 'custom',
    properties: {
      endpoint: 'arn:aws:lambda:us-east-1:111122223333:function:tidegate-local-Board',
      params: { pipeline: 'shop' },
    },
  });
  expect(alarms.properties.alarms).toEqual([
    expect.stringMatching(/^arn:aws:cloudwatch:.*:alarm:/),
  ]);

  expect(deployments).toMatchObject({
    type: 'metric',
    properties: {
      region: 'us-east-1',
      metrics: expect.arrayContaining([
        [
          ...['Tidegate', 'WavesStarted', 'service', 'tidegate-local'],
          ...['pipeline', 'shop', 'stage', 'prod', { label: 'WavesStarted prod' }],
        ],
      ]),
    },
  });

  await ask('rename', 'shop', 'store');
  expect(await names()).toEqual(['tidegate-local-store']);

  await ask('remove', 'store');
  expect(await names()).toEqual([]);
  // Nothing is left to remove.
  expect((await ask('remove', 'store')).code).toBe(0);
});

test('keeps nothing from being applied where it cannot be written', async () => {
  const denied = await standing(pipeline, {
    calls: [{ function: 'OnDefine', call: 'cloudwatch:PutDashboard', how: 'denied', times: 99 }],
  });
  await denied.playUntil(15);
  writeFileSync(file, pipeline);

  const { code, printed } = await denied.ask('apply', file);
  await denied.close();

  expect(code).toBe(0);
  expect(printed).toContain('its dashboard could not be written');
});
