// Signed requests for releases: each once, by its event or by the hourly look, and forged ones never.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { reportOf } from '../../simulation/report.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

const PIPELINE = `
pipeline: quotes
source: { event: true, branches: [main] }
stages:
  - name: prod
    targets: [{ name: prod, account: "111122223333", region: us-east-1, lambda: { function: f, alias: live },
                strategy: all-at-once, alarms: [a] }]
`;

test('a doubled request is released once; those that are forged, and what was overwritten, never', async () => {
  const pipelines = [parsePipeline(PIPELINE, 'p')] as const;
  const scenario = parseScenario(
    `
baseline: previous
builds:
  - { at: 1m, revision: first, forged: nonce }
  - { at: 30m, revision: second, forged: nonce }
  - { at: 31m, revision: huge, forged: huge }
  - { at: 32m, revision: late }
  - { at: 33m, revision: doubled }
events: [{ source: tidegate.request, how: late, by: 20m, times: 1, from: 31500ms }]
`.replace('31500ms', '1891s'),
    's',
    pipelines,
  );
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines,
    scenario,
    seed: 1,
    sweeps: 'needed',
    readFile: () => '',
  });
  await world.play();
  const { releases, ignoredBuilds = [] } = await reportOf(world);
  await world.close();

  expect(releases.map(({ outcome, revision }) => `${outcome} ${revision}`)).toEqual([
    'Promoted first',
    'Promoted doubled',
  ]);
  const reasons = ignoredBuilds.map(({ reason }) => reason);
  expect(reasons).toContainEqual(expect.stringMatching(/^its nonce was used before/));
  expect(reasons).toContainEqual(expect.stringMatching(/^expected at most 8192 characters/));
  expect(reasons).toContainEqual(expect.stringMatching(/^it has expired/));
});

test('what another key has signed, what was altered, and what was brought before starts nothing, and why is told', async () => {
  const pipelines = [parsePipeline(PIPELINE, 'p')] as const;
  const scenario = parseScenario(
    `
baseline: previous
builds:
  - { at: 1m, revision: good, forged: replayed }
  - { at: 40m, revision: altered, forged: altered }
  - { at: 50m, revision: unsigned, forged: unsigned }
`,
    's',
    pipelines,
  );
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines,
    scenario,
    seed: 1,
    sweeps: 'needed',
    readFile: () => '',
  });
  await world.play();
  const { releases, ignoredBuilds = [] } = await reportOf(world);
  await world.close();

  expect(releases.map(({ outcome, revision }) => `${outcome} ${revision}`)).toEqual([
    'Promoted good',
  ]);
  expect(ignoredBuilds.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^it was brought before, by event /),
    expect.stringMatching(/^its signature is not that of alias\/tidegate\/quotes: altered, or/),
    expect.stringMatching(/^its signature is not that of alias\/tidegate\/quotes: altered, or/),
  ]);
});
