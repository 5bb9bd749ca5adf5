// What is kept of a judged release: explained, corrected, counted, and judged again.

import { explanationLines } from '../../cli/explain-text.ts';
import { plain } from '../../cli/terminal/paint.ts';
import { shadowScoresOf, signalScoresOf } from '../../core/judging/scores.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import type { EndedRelease } from '../../core/release.ts';
import type { OpenedWave } from '../../core/wave.ts';
import { correct } from '../../flows/correct.ts';
import { explain } from '../../flows/explain.ts';
import { readJudged } from '../../flows/read-judged.ts';
import { replay } from '../../flows/replay.ts';
import { reportOf } from '../../simulation/report.ts';
import { parseScenario } from '../../simulation/world/parse-scenario.ts';
import { makeWorld, type World } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';

const PIPELINE = `
pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 30m, judge: { shadow: [quiet, sensitive] } }
    waves:
      - name: one
        targets:
          - name: box
            account: "222233334444"
            region: eu-west-1
            lambda: { function: shop, alias: live, application: shop, deploymentGroup: box }
            alarms: [shop-errors]
      - name: two
        targets:
          - name: rest
            account: "222233334444"
            region: us-east-1
            lambda: { function: shop, alias: live, application: shop, deploymentGroup: rest }
            alarms: [shop-errors]
`;
const SCENARIO = `
baseline: old
builds: [{ at: 0s, revision: slow }, { at: 2h, revision: good }]
misbehaviours: [{ how: metric, revision: slow, target: box, latencyFactor: 4 }]
`;

let world: World;
let slow: string;
let good: string;

beforeAll(async () => {
  const pipeline = parsePipeline(PIPELINE, 'shop.yml');
  world = await makeWorld({
    tables: tablesOfFile(),
    pipelines: [pipeline],
    scenario: parseScenario(SCENARIO, 'scenario.yml', [pipeline]),
    seed: 1,
    readFile: String,
  });
  await world.play();
  const { releases } = await reportOf(world);
  expect(releases.map(({ revision, outcome }) => `${revision} ${outcome}`)).toEqual([
    'slow RolledBack',
    'good Promoted',
  ]);
  slow = releases[0]!.id;
  good = releases[1]!.id;
});

afterAll(() => world.close());

test('an explanation shows each metric expected against observed, since when, and its weight', async () => {
  const { waves } = await explain(world.onlooker, slow);

  expect(waves).toHaveLength(1);
  const [judged] = waves[0]!.judged;
  expect(judged).toMatchObject({
    target: 'box',
    of: 'bake',
    verdict: 'fail',
    causes: ['lambda shop:live'],
  });
  const p99 = judged!.metrics.find(({ metric }) => metric === 'latency p99')!;
  expect(p99.observed! / p99.expected!).toBeGreaterThan(3);
  expect(p99.since).toMatch(/^2026-11-23T09:\d\d:00.000Z$/);
  expect(p99.before).toHaveLength(120);
  const weights = judged!.metrics.map(({ weight }) => weight);
  expect(weights.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 10);
});

test('a person reads it with charts, the cause first, and no control character of anyone else’s', async () => {
  const found = await explain(world.onlooker, slow);
  const ended = found.release as EndedRelease;
  const release = { ...ended, end: { ...ended.end, reason: 'ring \u0007 \u001b[2J' } };

  const text = explanationLines({ ...found, release }, plain, { all: true }).join('\n');

  expect(text).toContain('likely cause: lambda shop:live');
  expect(text).toMatch(/latency p99 of lambda shop:live +expected \d+ ms +observed \d+ ms +since/);
  expect(text).toMatch(/[▁▂]{16}│[▅▆▇█]+/);
  expect(text).toContain('in the shadow, sensitive would say fail');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there.
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('a bake that passes says what it would have seen', async () => {
  const lines = explanationLines(await explain(world.onlooker, good), plain, { all: false });
  const text = lines.join('\n');

  expect(text).toContain('rest, bake: pass (normal)');
  expect(text).toMatch(/it would have seen\n +(a rate of )?\w.* of lambda shop:live above/);
});

function failed(wave: OpenedWave): OpenedWave {
  if (wave.status !== 'ended')
    throw new Error(`Expected a wave that ended, got a ${wave.status} one.`);
  return { ...wave, end: { ...wave.end, verdict: 'fail' } };
}

test('a bake that something else ended is not said to have passed the judge', async () => {
  const found = await explain(world.onlooker, good);
  const waves = found.waves.map((each) => ({
    ...each,
    wave: failed(each.wave),
  }));
  const text = explanationLines({ ...found, waves }, plain, { all: false }).join('\n');

  expect(text).toContain('rest, bake: nothing proven until then (normal)');
  expect(text).not.toContain('it would have seen');
});

test('a release judged again as it was keeps its verdict; without the judge it would have gone on', async () => {
  const judgedWaves = await readJudged(world.onlooker, 'shop', 10);
  const wordsWith = async (change: object) => {
    const all = [];
    for (const each of judgedWaves) {
      const { was, wouldBe } = await replay(world.onlooker, each, {
        ...each.wave.plan.bake!.judge,
        ...change,
      });
      all.push(`${was} → ${wouldBe}`);
    }
    return all;
  };

  expect(await wordsWith({})).toEqual(['pass → pass', 'pass → pass', 'fail → fail']);
  expect(await wordsWith({ mode: 'off' })).toEqual([
    'pass → pass',
    'pass → pass',
    'fail → undecided',
  ]);
});

test('a correction is kept, stands in the ledger, and counts against what was wrong', async () => {
  const by = 'arn:aws:iam::111122223333:user/ann';
  await correct(world.onlooker, {
    release: slow,
    is: 'harmless',
    wave: undefined,
    reason: 'a load test',
    by,
  });
  await correct(world.onlooker, {
    release: good,
    is: 'missed',
    wave: 'prod/two',
    reason: 'carts',
    by,
  });

  const bakes = await readJudged(world.onlooker, 'shop', 10);
  expect(signalScoresOf(bakes)).toEqual([
    expect.objectContaining({ by: 'metric', target: 'box', failed: 1, harmless: 1, missed: 0 }),
    { by: 'alarm', target: 'rest', name: 'shop-errors', failed: 0, harmless: 0, missed: 1 },
    expect.objectContaining({ by: 'metric', target: 'rest', missed: 1 }),
  ]);
  expect(shadowScoresOf(bakes)).toEqual([
    expect.objectContaining({ sensitivity: 'quiet', bakes: 3, wrong: 1, missed: 1, earned: false }),
    expect.objectContaining({ sensitivity: 'sensitive', bakes: 3, wrong: 1, missed: 1 }),
  ]);
  const { ledger } = await reportOf(world);
  expect(ledger.filter(({ event }) => event === 'VerdictCorrected')).toHaveLength(2);
  expect((await explain(world.onlooker, slow)).waves[0]!.correction?.reason).toBe('a load test');
});

test.each([
  ['harmless', undefined, 'expected one wave whose bake failed, got none'],
  ['missed', undefined, 'expected one wave whose bake passed, got prod/one, prod/two: name one'],
  ['missed', 'prod/three', 'expected prod/three to be a wave whose bake passed, got prod/one'],
] as const)('%s of wave %p is refused', async (is, wave, problem) => {
  const wish = { release: good, is, wave, reason: 'x', by: 'ann' };

  await expect(correct(world.onlooker, wish)).rejects.toThrow(problem);
});

test.each([
  ['shop', 'expected a release such as'],
  ['shop-000000000000-1', 'expected release shop-000000000000-1, got none'],
])('%p is no release to explain', async (id, problem) => {
  await expect(explain(world.onlooker, id)).rejects.toThrow(problem);
});
