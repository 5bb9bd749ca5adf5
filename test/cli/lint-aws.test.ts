// Lint that looks at the alarms themselves, in a simulated account.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { changed, goodService } from '../core/practice/service.ts';
import { asking } from './asking.ts';
import { run } from './run-words.ts';
import type { SarifLog } from './sarif-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-lint-aws-'));

function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** An alarm that is called after latency, and watches errors. */
const MISNAMED = {
  AlarmName: 'box-latency',
  Namespace: 'Simulated',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'Target', Value: 'box' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
};

const world = await makeWorld({
  pipelines: [parsePipeline(goodService, 'tidegate.yml')],
  scenario: scenarioSchema.parse({
    baseline: 'old',
    builds: [],
    deployments: [{ target: 'box', configuration: 'Slow', linear: { percent: 10, every: '15m' } }],
  }),
  seed: 1,
  readFile: () => '',
  pace: async (from, _to, woken) => {
    await woken;
    return from;
  },
});
await world.aws.operate('cloudwatch', 'PutMetricAlarm', MISNAMED, {
  account: '111122223333',
  region: 'eu-north-1',
});
const { ask, aws, where, close } = await asking(world);

afterAll(close);

const looked = (text: string, ...more: string[]) =>
  ask('lint', fileWith('looked.yml', text), '--aws', ...aws, ...more);

test('judges alarms by what they watch, not by what they are called', async () => {
  const { code, printed } = await looked(goodService);

  expect(code).toBe(0);
  expect(printed).toMatch(
    /looked\.yml:15:\d+: warning alarms-cover: expected the alarms of target box to cover latency, got box-errors/,
  );
  expect(printed).toMatch(/: good, with 1 warning\n$/);
});

const MISSING =
  'expected alarm box-latancy of target box to exist, got none of that name in its account and region';

test('an alarm that does not exist is an error at its line, whatever the policy warns of, and is told once', async () => {
  const misspelt = goodService.replace('box-latency', 'box-latancy');

  const { code, printed } = await looked(misspelt, '--json');
  const text = await looked(misspelt);

  const { files } = JSON.parse(printed) as { files: { problems: object[]; findings: object[] }[] };
  expect([code, text.code]).toEqual([2, 2]);
  expect(files[0]!.problems).toEqual([
    expect.objectContaining({
      text: MISSING,
      line: 15,
      file: expect.stringMatching(/looked.yml$/),
    }),
  ]);
  expect(printed.split(MISSING)).toHaveLength(2);
  expect(text.printed).toContain(MISSING);
});

test('an alarm of beta that does not exist is an error too', async () => {
  const misspelt = changed([
    'deploymentGroup: beta } }]',
    'deploymentGroup: beta }, alarms: [beta-erors] }]',
  ]);

  const { code, printed } = await looked(misspelt);

  expect(code).toBe(2);
  expect(printed).toContain('expected alarm beta-erors of target beta to exist, got none');
});

const limited = (deployTimeout: string) =>
  goodService.replace(
    '    bake: { for: 2h }',
    `    bake: { for: 2h }\n    deployTimeout: ${deployTimeout}`,
  );

test('a limit that no deployment of its group can keep is an error at its line, and is not applied', async () => {
  const file = fileWith('short.yml', limited('1h'));

  const { code, printed } = await ask('lint', file, '--aws', ...aws);
  const applying = await ask('apply', file, ...where).catch(String);

  expect(code).toBe(2);
  expect(printed).toMatch(
    /short\.yml:11:\d+: expected a deployTimeout of more than 2h15m, which box takes with Slow, got 1h/,
  );
  expect(applying).toMatch(/short\.yml:11:\d+: expected a deployTimeout of more than 2h15m/);
});

test.each([
  ['plan', () => ['--aws', ...aws], 'A deployment of prod may take 3h15m: an hour beyond'],
  ['plan', () => [], 'A deployment of beta, gamma, prod may take 1h, and as much more as'],
  ['apply', () => where, 'note: a deployment of prod may take 3h15m: an hour beyond the 2h15m'],
] as const)('%s tells how long a deployment may take', async (verb, options, told) => {
  const { printed } = await ask(verb, fileWith('derived.yml', goodService), ...options());

  expect(printed).toContain(told);
});

test('plan counts the traffic shift in its times, where it has read what groups take', async () => {
  const file = fileWith('shifted.yml', goodService);
  const reportOf = async (...options: string[]) =>
    JSON.parse((await ask('plan', file, '--json', ...options)).printed) as {
      totalSeconds: number;
      waves: { wave: string; startsAtSeconds: number; bakesFromSeconds: number }[];
    };

  const blind = await reportOf();
  const seeing = await reportOf('--aws', ...aws);

  const boxOf = ({ waves }: typeof blind) => waves.find(({ wave }) => wave === 'one-box')!;
  const [before, after] = [boxOf(blind), boxOf(seeing)];
  expect(after.startsAtSeconds).toBe(before.startsAtSeconds);
  expect(after.bakesFromSeconds - before.bakesFromSeconds).toBe(8_100);
  expect(seeing.totalSeconds - blind.totalSeconds).toBe(8_100);
});

test('a role that nobody trusts leaves limits to be derived later', async () => {
  const far = goodService.replace(
    'name: sydney, account: "111122223333"',
    'name: sydney, account: "222233334444"',
  );

  const { code, printed } = await ask('apply', fileWith('far.yml', far), ...where);

  expect(code).toBe(0);
  expect(printed).toContain(
    'note: the deployment groups, stacks and strategies in account 222233334444 could not be read: a limit that its stage ' +
      'does not write is derived from them before its gate opens\n',
  );
});

test('says which accounts it was not in, and takes a role there when it is told one', async () => {
  const far = goodService.replace(
    'name: sydney, account: "111122223333"',
    'name: sydney, account: "222233334444"',
  );

  const { printed } = await looked(far);

  expect(printed).toContain(
    'note: the alarms in account 222233334444 were not looked at: these credentials are of 111122223333; give --role NAME',
  );
});

test('an account that cannot be read is told, hides nothing of the others, and does not pass', async () => {
  const far = goodService.replace(
    'name: sydney, account: "111122223333"',
    'name: sydney, account: "222233334444"',
  );
  const role = ['--role', 'nobody-trusts-it'];

  const { code, printed } = await looked(far, ...role);
  const sarif = JSON.parse((await looked(far, ...role, '--sarif')).printed) as SarifLog;
  const wrong = await looked(far.replace('box-latency', 'box-latancy'), ...role);

  expect(code).toBe(1);
  expect(printed).toMatch(
    /error: the alarms in 222233334444 \S+ could not be read: expected assuming role nobody-trusts-it/,
  );
  expect(printed).toMatch(/error: the deployment groups of \S+ in 222233334444/);
  expect(printed).toContain('warning alarms-cover: expected the alarms of target box');
  expect(printed).toMatch(/: not known to be good, with 1 warning\n$/);
  expect(sarif.runs[0]!.invocations[0]).toMatchObject({ executionSuccessful: false });
  expect(wrong.code).toBe(2);
  expect(wrong.printed).toContain(MISSING);
});

test.each([
  [['--region', 'us-east-1'], /expected --aws with --region, got none/],
  [['--docs-url', 'https://acme.example'], /expected --sarif with --docs-url, got none/],
  [['--sarif', '--docs-url', 'here'], /expected --docs-url to be a URL such as .*, got here/],
])('options without a use are refused: %j', async (options, problem) => {
  await expect(run('lint', fileWith('any.yml', goodService), ...options)).rejects.toThrow(problem);
});
