// What a function logs says what it is about, and an error where it came from.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';
import { build, oneTarget } from './pipelines.ts';

type Line = Readonly<Record<string, unknown>> & { readonly message: string };

async function linesOf(calls: object[]): Promise<Line[]> {
  const lines: Line[] = [];
  const keep = (message: string, details: object = {}) => void lines.push({ message, ...details });
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines: [parsePipeline(oneTarget({ bake: '{ for: 10m }' }), 'shop.yml')],
    scenario: scenarioSchema.parse({ baseline: 'old', builds: [build('good')], calls }),
    seed: 1,
    readFile: String,
    log: { info: keep, warn: keep, error: keep },
  });
  await world.play();
  return lines;
}

test('a function of the machine that fails tells release, stage, wave and target, and AWS’s own words', async () => {
  const lines = await linesOf([
    { call: 'codedeploy:CreateDeployment', how: 'fails', function: 'DeployTarget', times: 4 },
  ]);

  expect(lines.find(({ code }) => code === 'ServiceFailed')).toMatchObject({
    pipeline: 'shop',
    release: expect.stringMatching(/^shop-/),
    stage: 'prod',
    wave: 0,
    target: 'live',
    causes: [expect.stringMatching(/^InternalFailure: /)],
    stack: expect.stringContaining('aws/'),
    requestId: expect.any(String),
  });
});

test('what fails in a sweep tells whose turn it was, and nobody else’s line does', async () => {
  const lines = await linesOf([
    { call: 'dynamodb:GetItem', how: 'fails', function: 'Sweep', from: '11m', for: '9m' },
  ]);

  const turns = lines.flatMap(({ turn, code }) => (turn === undefined ? [] : [`${code} ${turn}`]));

  expect(turns.length).toBeGreaterThan(0);
  for (const each of turns) expect(each).toMatch(/^ServiceFailed (truth|wait|wave) .*shop-/);
  expect(lines.some(({ turn }) => turn === undefined)).toBe(true);
});

test('a permission that a look lacks is told once for each look, with the action', async () => {
  const lines = await linesOf([
    { call: 'cloudwatch:DescribeAlarms', how: 'denied', from: '12m', for: '4m', times: 99 },
  ]);

  const told = lines.filter(({ message }) => message.includes('a permission is missing'));
  expect(told[0]).toMatchObject({
    message: expect.stringContaining('the alarms’ states in 111122223333'),
    action: 'cloudwatch:DescribeAlarms',
    release: expect.stringMatching(/^shop-/),
  });
  const runs = told.map(({ requestId }) => requestId);
  expect(new Set(runs).size).toBe(runs.length);
});

test('no line has a task token', async () => {
  const lines = await linesOf([{ call: 'dynamodb:*', how: 'fails', from: '11m', for: '5m' }]);

  expect(lines.length).toBeGreaterThan(3);
  expect(JSON.stringify(lines)).not.toMatch(/"token"/);
});
