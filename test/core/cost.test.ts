import { readFileSync } from 'node:fs';
import { readWorld } from '../../cli/world-files.ts';
import { countsOf, looksOf, usdOf } from '../../core/cost.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { planOf } from '../../core/plan.ts';
import { endOf, timetableOf } from '../../core/timetable.ts';
import { costOf } from '../../simulation/report.ts';
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

test('a watched bake of an hour is few transitions, and one of twelve hours few more', () => {
  const target = (name: string) =>
    `{ name: ${name}, account: "111122223333", region: eu-west-1, alarms: [a], lambda: { function: ${name}, alias: live, application: s, deploymentGroup: ${name} } }`;
  const transitions = (bake: string, counts: readonly number[]) => {
    const waves = counts.map((count, wave) => {
      const targets = Array.from({ length: count }, (_, index) => target(`t${wave}-${index}`));
      return `{ name: w${wave}, bake: { for: ${bake} }, targets: [${targets.join(', ')}] }`;
    });
    const stage = `{ name: prod, waves: [${waves.join(', ')}] }`;
    const text = `{ pipeline: s, source: { project: b }, stages: [${stage}] }`;
    return countsOf(planOf(parsePipeline(text, 's.yml')), 0).transitions;
  };

  expect(transitions('1h', [1])).toBe(21);
  expect(transitions('12h', [1])).toBe(25);
  expect(transitions('1h', [90, 90, 90])).toBeLessThanOrEqual(330);
});

test.each([
  ['minimal', 'build-succeeds'],
  ['stacks', 'stacks-good'],
  ['mixed', 'mixed-good'],
])('what the plan of %s expects is what a calm release costs', async (name, good) => {
  const [file, scenarioFile] = [`examples/${name}/tidegate.yml`, `examples/scenarios/${good}.yml`];
  const world = await makeWorld({
    ...readWorld(file, scenarioFile),
    tables: tablesOfFile(),
    seed: 1,
    readFile: String,
  });
  const plan = planOf(parsePipeline(readFileSync(file, 'utf8'), file));
  const seconds = endOf(timetableOf(plan, { deploymentSeconds: 300, testSeconds: 300 }));

  await world.play();
  const { transitions, invocations } = costOf(world);
  await world.close();

  const expected = countsOf(plan, seconds);
  expect(transitions).toBe(expected.transitions);
  // Each alarm tells of itself once, as the world begins.
  const alarms = plan.flatMap(({ targets }) => targets.flatMap((target) => target.alarms)).length;
  expect((invocations - alarms) / expected.invocations).toBeGreaterThan(0.9);
  expect((invocations - alarms) / expected.invocations).toBeLessThan(1.1);
});
