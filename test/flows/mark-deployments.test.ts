// Releases are marked on their service's dashboard, as they run and as they end, and nothing hangs on it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { markedBy } from '../../flows/mark-deployments.ts';
import { reportOf } from '../../simulation/report.ts';
import { home } from '../../simulation/world/place.ts';
import { standing } from '../cli/standing.ts';
import { oneTarget } from '../paths/pipelines.ts';
import type { ScenarioInput } from '../paths/played.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-marks-'));
const file = join(folder, 'tidegate.yml');
const pipeline = oneTarget();
writeFileSync(file, pipeline);

afterAll(() => rmSync(folder, { recursive: true }));

type Measured = readonly [string, { readonly deployment?: string }];

const Found = z.object({ DashboardBody: z.string() });

async function worldWith(scenario: ScenarioInput, measured: Measured[] = []) {
  const { world, close, playUntil, play, ask, whilePlaying } = await standing(
    pipeline,
    scenario,
    String,
    { marks: true, measure: (name, of) => void measured.push([name, of]) },
  );
  const body = async () => {
    const input = { DashboardName: 'tidegate-local-shop' };
    const found = await whilePlaying(() =>
      world.aws.callService('cloudwatch', 'GetDashboard', input, home),
    );
    return Found.parse(found).DashboardBody;
  };
  return { world, close, playUntil, play, ask, body };
}

test('a release is marked while it bakes, and as it ended', async () => {
  const { world, close, playUntil, play, ask, body } = await worldWith({
    builds: [{ at: '30m', revision: 'new' }],
  });
  await playUntil(1);
  await ask('apply', file);
  await playUntil(47);
  const running = await body();
  await play();
  const ended = await body();
  const [release] = (await reportOf(world)).releases;
  await close();

  expect(release?.outcome).toBe('Promoted');
  expect(running).toContain(`deployment ${release?.id} · `);
  expect(running).toContain(' · running"');
  expect(ended).toContain(' · Promoted"');
  expect(ended).not.toContain(' · running"');
});

test('a dashboard that cannot be read or written disturbs no release', async () => {
  const { world, close, playUntil, play, ask } = await worldWith({
    builds: [{ at: '30m', revision: 'new' }],
    calls: [
      { function: 'TellPeople', call: 'cloudwatch:PutDashboard', how: 'denied', times: 99 },
      { function: 'Sweep', call: 'cloudwatch:GetDashboard', how: 'denied', times: 99 },
    ],
  });
  await playUntil(1);
  await ask('apply', file);
  await play();
  const [release] = (await reportOf(world)).releases;
  const dropped = world.aws.lambda.dropped();
  await close();

  expect(release?.outcome).toBe('Promoted');
  expect(dropped).toEqual([]);
});

test('where there is none, none is made', async () => {
  const { world, close, play } = await worldWith({ builds: [{ at: '0s', revision: 'new' }] });
  await play();
  const { apiCalls } = world.aws.statistics();
  const found = await world.aws.operate('cloudwatch', 'ListDashboards', {}, home);
  await close();

  expect(found).toEqual({ DashboardEntries: [] });
  expect(apiCalls.cloudwatch).toBeGreaterThan(0);
});

test.each([
  [{ name: 'shop-4f1d0c2ab7e9-1-wave-0' }, { pipeline: 'shop', releases: ['shop-4f1d0c2ab7e9-1'] }],
  [
    { name: 'shop-4f1d0c2ab7e9-1-rollback' },
    { pipeline: 'shop', releases: ['shop-4f1d0c2ab7e9-1'] },
  ],
  [
    { name: 'shop-413', input: '{"pipeline":"shop","revision":"arn"}' },
    { pipeline: 'shop', releases: [] },
  ],
  [{ name: 'shop-413', input: null }, undefined],
  [{}, undefined],
])('%j is of %j', (ended, expected) => {
  expect(markedBy(ended)).toEqual(expected);
});

test.each([
  ['promoted', {}, ['WavesStarted', 'BakesEnded']],
  [
    'taken back',
    { misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', after: '2m' }] },
    ['WavesStarted', 'BakesEnded', 'RollbacksStarted'],
  ],
  [
    'promoted, though whoever opens and looks dies now and then',
    {
      deaths: [
        { function: 'OpenGate', call: 'dynamodb:PutItem', dies: 'after' },
        { function: 'WatchBake', call: 'dynamodb:PutItem', dies: 'after' },
      ],
    },
    ['WavesStarted', 'BakesEnded'],
  ],
])(
  'a release that is %s is measured once for each thing that it does',
  async (_, more, expected) => {
    const measured: Measured[] = [];
    const { world, close, play } = await worldWith(
      { builds: [{ at: '0s', revision: 'new' }], ...more } as ScenarioInput,
      measured,
    );
    await play();
    const [release] = (await reportOf(world)).releases;
    await close();

    expect(measured.map(([name]) => name).filter((it) => !/Waiting/.test(it))).toEqual(expected);
    expect(measured[0]?.[1]).toEqual({ pipeline: 'shop', stage: 'prod', deployment: release?.id });
  },
);
