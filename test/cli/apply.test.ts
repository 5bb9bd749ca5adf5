import { settingsFrom } from '../../cli/where-deployed.ts';
import { readStack } from '../../simulation/stack/read-stack.ts';
import { run } from './run-words.ts';

test.each([
  ['options', { table: 't', region: 'eu-west-1' }, {}],
  ['the environment', {}, { TIDEGATE_TABLE: 't', AWS_REGION: 'eu-west-1' }],
  ['the CLI’s own variable', { table: 't' }, { AWS_DEFAULT_REGION: 'eu-west-1' }],
  [
    'options before the environment',
    { table: 't', region: 'eu-west-1' },
    { TIDEGATE_TABLE: 'u', AWS_REGION: 'us-east-1' },
  ],
  [
    'what is set, and not from what is set to nothing',
    { table: 't' },
    { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-1', TIDEGATE_TABLE: '', AWS_ENDPOINT_URL: '' },
  ],
])('the table and region come from %s', (_, given, environment) => {
  expect(settingsFrom(given, environment)).toEqual({ table: 't', region: 'eu-west-1' });
});

test.each(['http://127.0.0.1:8000', 'http://localhost:8000', 'http://[::1]:8000'])(
  'at %s nothing needs to be said: it is a local release',
  (endpoint) => {
    const { tableName } = readStack({ account: '111122223333', region: 'us-east-1' });

    expect(settingsFrom({ 'endpoint-url': endpoint }, {})).toEqual({
      region: 'us-east-1',
      table: tableName,
      endpoint,
    });
    expect(() => settingsFrom({ 'endpoint-url': 'http://10.0.0.1' }, {})).toThrow('--region');
  },
);

test('everything that is missing is said at once, with what to do', () => {
  expect(() => settingsFrom({}, {})).toThrow(
    /--region or set AWS_REGION\n.*--table or set TIDEGATE_TABLE/,
  );
});

test('a file that is refused is not sent anywhere', async () => {
  await expect(
    run('apply', 'nowhere.yml', '--table', 't', '--region', 'eu-west-1'),
  ).rejects.toThrow(/expected a file to read at nowhere\.yml, got none of that name/);
});
