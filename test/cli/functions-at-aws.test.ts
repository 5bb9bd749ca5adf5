// Functions, as they stand in a simulated account: lint says which do not take what their targets say.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { asking } from './asking.ts';

const target = (name: string, more = '') =>
  `{ name: ${name}, account: "111122223333", region: us-east-1, lambda: { function: ${name}, alias: live${more} }, strategy: canary, alarms: [${name}-errors] }`;
const IMAGE = ', image: app';
const both = oneTarget({ of: `${target('archived')}, ${target('imaged', IMAGE)}` });

const world = await makeWorld({
  pipelines: [parsePipeline(both, 'tidegate.yml')],
  scenario: scenarioSchema.parse({ baseline: 'old', builds: [] }),
  seed: 1,
  readFile: () => '',
  pace: async (from, _to, woken) => {
    await woken;
    return from;
  },
});
const { ask, aws, close } = await asking(world);
const folder = mkdtempSync(join(tmpdir(), 'tidegate-functions-'));

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await close();
});

function looked(of: string) {
  const file = join(folder, 'looked.yml');
  writeFileSync(file, oneTarget({ of }));
  return ask('lint', file, '--aws', ...aws);
}

test('functions that take what their targets say are nothing to tell of', async () => {
  const { printed } = await looked(`${target('archived')}, ${target('imaged', IMAGE)}`);

  expect(printed).not.toMatch(/package type/);
});

test.each([
  [target('archived', IMAGE), 'expected function archived to be of package type Image'],
  [target('imaged'), 'expected image to say which image function imaged gets'],
])('where %s is not what the function is, it is refused where it is written', async (of, said) => {
  const { code, printed } = await looked(of);

  expect(code).toBe(2);
  expect(printed).toMatch(new RegExp(`looked\\.yml:\\d+:\\d+: ${said}`));
});
