// login: where Tidegate is deployed, said once.

import { statSync, writeFileSync } from 'node:fs';
import { forgetLogin, keepLogin, loginFile, readLogin } from '../../cli/kept-login.ts';
import { settingsFrom } from '../../cli/where-deployed.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { asking } from './asking.ts';

const kept = {
  account: '111122223333',
  region: 'eu-west-1',
  stage: 'prod',
  table: 'tidegate-prod-Table-1ABC',
  commands: 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com',
  machine: 'arn:aws:states:eu-west-1:111122223333:stateMachine:tidegate-release-prod',
};

afterEach(() => void forgetLogin(process.env));

test('what a login has kept stands where nothing else is said', () => {
  keepLogin(process.env, kept);

  const region = { XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME };
  expect(settingsFrom({}, { ...region, AWS_REGION: 'us-east-1' })).toEqual({
    region: 'eu-west-1',
    table: kept.table,
  });
  expect(settingsFrom({ table: 'mine' }, region)).toEqual({ region: 'eu-west-1', table: 'mine' });
  expect(statSync(loginFile(process.env)).mode & 0o777).toBe(0o600);
});

test('in another region, or at another address, it does not stand', () => {
  keepLogin(process.env, kept);

  expect(() => settingsFrom({ region: 'us-west-2' }, process.env)).toThrow('tidegate login');
  expect(settingsFrom({ 'endpoint-url': 'http://127.0.0.1:4811' }, process.env)).toMatchObject({
    region: 'us-east-1',
    table: 'tidegate-local-Table',
  });
});

test('a file that is none of ours is refused, and can be forgotten', () => {
  keepLogin(process.env, kept);
  writeFileSync(loginFile(process.env), '{ "account": 5');

  expect(() => readLogin(process.env)).toThrow('tidegate login --forget');
  expect(forgetLogin(process.env)).toBe(true);
  expect(forgetLogin(process.env)).toBe(false);
});

describe('against a local release', () => {
  let world: Awaited<ReturnType<typeof makeWorld>>;
  let local: Awaited<ReturnType<typeof asking>>;

  beforeAll(async () => {
    world = await makeWorld({
      pipelines: [parsePipeline(oneTarget(), 'shop.yml')],
      scenario: scenarioSchema.parse({ builds: [{ at: '0s', revision: 'good' }] }),
      seed: 1,
      readFile: String,
    });
    await world.play();
    local = await asking(world);
  });
  afterAll(() => local.close());

  test('verbs then need to be told nothing', async () => {
    const { code, printed } = await local.ask('login', ...local.aws);

    expect(code).toBe(0);
    expect(printed).toContain(`table ${world.stack.tableName}`);
    expect((await local.ask('status')).printed).toContain('1 pipeline: none needs a person');
    expect((await local.ask('login', '--show')).printed).toBe(printed);
    expect((await local.ask('login', '--forget')).printed).toBe('forgotten\n');
    await expect(local.ask('login', '--show')).rejects.toThrow('got nothing kept');
  });

  test('credentials of another account are refused, and so is a stack that is not there', async () => {
    await local.ask('login', ...local.aws);
    const login = readLogin(process.env);
    keepLogin(process.env, { ...kept, ...login, account: '999988887777' });

    await expect(local.ask('status')).rejects.toThrow(
      'expected credentials of account 999988887777, where Tidegate is',
    );
    const elsewhere = ['--region', 'eu-west-3', '--endpoint-url', local.aws.at(-1) ?? ''];
    await expect(local.ask('login', ...elsewhere)).rejects.toThrow(
      'expected stack tidegate-local in account',
    );
  });
});

test('it is one thing that is asked for', async () => {
  const { run } = await import('./run-words.ts');

  await expect(run('login', '--show', '--forget')).rejects.toThrow('got both');
});
