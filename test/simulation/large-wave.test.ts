// A wave of hundreds of targets, in slices: it goes on without those that fail, and a target costs what it costs in a
// small one. `npm run bench:scale` plays thousands.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { costOf, reportOf } from '../../simulation/report.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { fleet, partly } from '../bench/scale/fleets.ts';

interface Page {
  readonly functionName: string;
  readonly limit: number | undefined;
}

async function play(targets: number) {
  const pages: Page[] = [];
  const world = await makeWorld({
    pipelines: [parsePipeline(fleet({ targets, waves: 1, minHealthy: '95%' }), 'fleet.yml')],
    scenario: scenarioSchema.parse(partly(targets)),
    seed: 1,
    readFile: () => '',
    transport: 'direct',
    tables: 'memory',
    sweeps: 'needed',
    onCall: ({ functionName = '', operation, input }) => {
      if (operation !== 'Query') return;
      const asked = input as { Limit?: number; ExpressionAttributeValues?: object };
      if (JSON.stringify(asked.ExpressionAttributeValues).includes('waves#'))
        pages.push({ functionName, limit: asked.Limit });
    },
  });
  await world.play();
  const { releases } = await reportOf(world);
  const behind = releases[0]?.waves.flatMap((wave) => wave.behind ?? []) ?? [];
  const { transitions, apiCalls } = costOf(world);
  await world.close();
  return {
    outcome: releases[0]?.outcome,
    behind: behind.length,
    transitions,
    calls: apiCalls,
    pages,
  };
}

test('a wave of hundreds goes on without those that fail, each slice looks at few others, and its cost is linear', async () => {
  const few = await play(110);
  const many = await play(220);

  expect([few.outcome, many.outcome]).toEqual(['Promoted', 'Promoted']);
  expect([few.behind, many.behind]).toEqual([3, 5]);
  expect(many.transitions / few.transitions).toBeLessThan(2.1);
  expect(many.calls / few.calls).toBeLessThan(2.3);
  // At each look at a bake: the slices before it that have the last hundred targets.
  const looks = many.pages.filter(({ functionName }) => functionName === 'WatchBake');
  expect(looks.length).toBeGreaterThan(0);
  for (const { limit } of looks) expect(limit).toBeLessThanOrEqual(3);
});
