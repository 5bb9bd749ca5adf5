import { readFileSync } from 'node:fs';
import { countsOf, looksOf, usdOf } from '../../core/cost.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { parseStrictYaml } from '../../core/strict-yaml.ts';
import { costOf } from '../../simulation/report.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

const nothing = { transitions: 0, invocations: 0, cloudWatchCalls: 0, metricsRead: 0 };

test.each([
  [{ transitions: 1000 }, 0.025],
  [{ invocations: 1_000_000 }, 8.162],
  [{ cloudWatchCalls: 1000 }, 0.01],
  [{ metricsRead: 1000 }, 0.01],
])('%j costs %d USD', (counts, usd) => {
  expect(usdOf({ ...nothing, ...counts })).toBeCloseTo(usd, 3);
});

test.each([
  [undefined, 0],
  [{ seconds: 1800, extensionSeconds: 0 }, 7],
  [{ seconds: 43_200, extensionSeconds: 0 }, 12],
])('a bake of %j has %d looks', (bake, looks) => {
  expect(looksOf(bake ? { bake } : {})).toBe(looks);
});

test('the transitions of the plan are those that a simulated release makes', async () => {
  const file = 'examples/minimal/tidegate.yml';
  const pipeline = parsePipeline(readFileSync(file, 'utf8'), file);
  const scenario = parseStrictYaml(scenarioSchema, 'builds: [{ at: 0s, revision: good }]', 's.yml');
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines: [pipeline],
    scenario,
    seed: 1,
    readFile: String,
  });

  await world.play();
  const { transitions } = costOf(world);
  await world.close();

  expect(transitions).toBe(countsOf(planOf(pipeline), 0).transitions);
});
