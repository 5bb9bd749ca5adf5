// What tests need is said, a line for each: of every kind of the example, and of its load.

import { readFileSync } from 'node:fs';
import { needsOfTests } from '../../../authoring/needs/tests.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';

const FILE = 'examples/tested/tidegate.yml';
const { stages } = parsePipeline(readFileSync(FILE, 'utf8'), FILE);

test('each test of the example says what it needs, and where', () => {
  const said = needsOfTests(stages, 'prod');

  // A drill needs what its targets need, and nothing else.
  const tests = stages.flatMap((stage) => stage.tests).filter(({ drill }) => drill === undefined);
  expect(said).toHaveLength(tests.length + 1);
  for (const { name } of tests)
    expect(said.filter((line) => line.startsWith(`test ${name}: `))).toHaveLength(1);
  const whole = said.join('\n');
  expect(whole).toMatch(/function parcels-smoke:live .* tag tidegate=prod/);
  expect(whole).toContain('canaries parcels-browse, parcels-pay in the account');
  expect(whole).toContain('--name /tidegate/prod/parcels-tests --value');
  expect(whole).toContain('experiment template EXT4mYzfPsBbWzT');
  expect(whole).toContain('load: CodeBuild project parcels-load');
});

test('what is needed twice is said once', () => {
  expect(needsOfTests([...stages, ...stages], 'prod')).toEqual(needsOfTests(stages, 'prod'));
});
