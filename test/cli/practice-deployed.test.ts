// The policy and the scorecard of a deployed Tidegate: a local one, over the wire.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { changed, goodService } from '../core/practice/service.ts';
import { asking } from './asking.ts';
import { run } from './run-words.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-practice-'));

function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** The alarms of the simulated world watch errors alone. */
const ACME =
  '{ policy: acme, rules: { alarms-cover: { aspects: [errors] }, wave-share: { level: enforce } } }';

const big = changed(
  ['pipeline: shop', 'pipeline: big'],
  ['{ project: shop-build,', '{ project: big-build,'],
  ['weight: 9,', 'weight: 30,'],
)
  .replaceAll('deploymentGroup: ', 'deploymentGroup: big-')
  .replaceAll('function: ', 'function: big-');

/** Whether time stands still, but for what the command line asks. */
let holds = true;

const world = await makeWorld({
  pipelines: [parsePipeline(goodService, 'tidegate.yml'), parsePipeline(big, 'big.yml')],
  scenario: scenarioSchema.parse({
    baseline: 'old',
    builds: [
      { at: '10m', revision: 'new' },
      { at: '10m', revision: 'next', pipeline: 'big' },
    ],
    policies: [{ at: '5m', file: 'policy.yml' }],
  }),
  seed: 1,
  readFile: () => ACME,
  pace: async (from, to, woken) => {
    if (!holds) return to;
    await woken;
    return from;
  },
});
const { ask: askAws, where, close } = await asking(world);

afterAll(close);

/** Of the deployed Tidegate. */
function ask(...given: Parameters<typeof run>) {
  return askAws(...given, ...where);
}

test('before any policy is applied, that is said', async () => {
  const { code, printed } = await ask('policy', 'show');

  expect(code).toBe(0);
  expect(printed).toMatch(/^No policy has been applied: .*\n {2}owner-and-contact +warn\n/);
});

test('the scorecard goes by the policy in force, and by what the last promoted release did', async () => {
  holds = false;
  await world.play();
  holds = true;

  const { printed } = await ask('scorecard', '--json');

  const card = JSON.parse(printed) as { policy: object; services: object[] };
  expect(card.policy).toEqual({ name: 'acme', version: 1 });
  expect(card.services).toMatchObject([
    {
      pipeline: 'big',
      step: 'silver',
      lacks: [{ rule: 'wave-share' }],
      refusedFor: ['wave-share'],
      lastPromoted: null,
    },
    {
      pipeline: 'shop',
      level: 4,
      step: 'proven',
      lacks: [],
      lastPromoted: { outcome: 'Promoted', broken: [] },
    },
  ]);
});

test('people read the worst service first, and what to write', async () => {
  const { printed } = await ask('scorecard');

  expect(printed).toMatch(
    /^2 {2}silver {2}big {3}team-shop, #team-shop\n {5}its next release is refused: wave-share\n {5}to gold it lacks\n {7}wave-share: expected/,
  );
  expect(printed.endsWith('2 services by policy acme: 1 silver, 1 proven.\n')).toBe(true);
});

test('a policy that is applied is a new version, and one that says the same is none', async () => {
  const file = fileWith(
    'policy.yml',
    '{ policy: acme, waivers: { longestDays: 30 }, rules: { bake-time: { level: enforce, later: 3h } } }',
  );

  const applied = await ask('policy', 'apply', file);
  const again = await ask('policy', 'apply', file, '--json');
  const shown = await ask('policy', 'show');

  expect(applied.printed).toMatch(/\nPolicy acme: version 2 is in force/);
  expect(applied.printed).toMatch(/\n {2}bake-time +enforce {2}later: 3h\n/);
  expect(applied.printed).toContain('Waivers last 30 days at most.');
  expect(JSON.parse(again.printed)).toMatchObject({ version: 2 });
  expect(applied.printed.endsWith(shown.printed)).toBe(true);
});

test('a policy that is none is refused before anything is asked', async () => {
  const file = fileWith('wrong.yml', '{ policy: acme, rules: { bake-times: {} } }');

  await expect(run('policy', 'apply', file)).rejects.toThrow(
    /wrong\.yml:1:26: unknown key bake-times; did you mean bake-time\?/,
  );
});

test.each([
  [[], /expected apply FILE or show, got none/],
  [['aply', 'f'], /got aply; did you mean apply\?/],
  [['apply'], /expected one policy file to apply/],
  [['show', 'more'], /expected apply FILE or show, got show with a file/],
])('tidegate policy %j is refused with its usage', async (args, problem) => {
  await expect(run('policy', ...args)).rejects.toThrow(problem);
});

test('files are scored without AWS, by the policy named', async () => {
  const files = [fileWith('good.yml', goodService), fileWith('big.yml', big)];
  const strict = fileWith('strict.yml', ACME);

  const { printed } = await run('scorecard', ...files, '--policy', strict);
  const byDefault = await run('scorecard', ...files);

  expect(printed).toMatch(
    /^2 {2}silver {2}big [\s\S]*\n3 {2}gold {4}shop [\s\S]*to proven it lacks\n {7}expected a release that was promoted/,
  );
  expect(byDefault.printed).not.toContain('is refused');
});
