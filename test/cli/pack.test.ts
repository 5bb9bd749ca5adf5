// The package as it is published: packed, installed without a network in an empty folder, and used there.

import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BESIDE, BESIDE_TYPES } from '../../scripts/pack/bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-pack-'));
const sources = join(folder, 'sources');
const empty = join(folder, 'empty');

/** Packing puts another package.json in place for a moment: a copy, so that no other test sees it. */
function copySources(): void {
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    encoding: 'utf8',
  });
  const wanted = tracked
    .split('\n')
    .filter((path) => path && !/^(test|packages\/[^/]+\/test)\//.test(path));
  for (const path of wanted) cpSync(path, join(sources, path), { recursive: true });
  if (existsSync(library)) symlinkSync(library, join(sources, 'cdk', 'node_modules'));
  const beside = neededBy([...BESIDE, ...BESIDE_TYPES]);
  for (const path of installed()) {
    const to = join(sources, 'node_modules', path);
    mkdirSync(join(to, '..'), { recursive: true });
    if (beside.has(path)) cpSync(`node_modules/${path}`, to, { recursive: true });
    else symlinkSync(resolve('node_modules', path), to);
  }
}

/** What the construct is tested with, and what an app that uses it has. */
const library = resolve('cdk/node_modules');

function installed(): string[] {
  return readdirSync('node_modules')
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(`node_modules/${name}`).map((each) => `${name}/${each}`)
        : [name],
    );
}

/** These packages, and all that they depend on. */
function neededBy(names: readonly string[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const visit = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    const text = readFileSync(`node_modules/${name}/package.json`, 'utf8');
    const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
    for (const each of Object.keys(dependencies)) visit(each);
  };
  for (const name of names) visit(name);
  return needed;
}

/** The Node of the machine, which may be older than the one the tests run on: the package says that it may be 20. */
const machine =
  spawnSync('/usr/bin/node', ['--version']).status === 0 ? '/usr/bin/node' : process.execPath;

function tidegate(...words: string[]) {
  const bin = join(empty, 'node_modules', '.bin', 'tidegate');
  return spawnSync(machine, [bin, ...words], { cwd: empty, encoding: 'utf8' });
}

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: orders
      Runtime: nodejs24.x
      Handler: index.handler
      AutoPublishAlias: live
      DeploymentPreference: { Type: Canary10Percent5Minutes }
`;

beforeAll(() => {
  copySources();
  const before = readFileSync(join(sources, 'package.json'), 'utf8');
  const packed = execFileSync('npm', ['pack', '--silent'], { cwd: sources, encoding: 'utf8' });
  expect(readFileSync(join(sources, 'package.json'), 'utf8')).toBe(before);
  mkdirSync(empty);
  writeFileSync(join(empty, 'package.json'), '{}');
  const archive = join(sources, packed.trim().split('\n').at(-1)!);
  const quiet = ['--offline', '--no-audit', '--no-fund', '--silent'];
  execFileSync('npm', ['install', ...quiet, archive], { cwd: empty });
  cpSync('examples/minimal/tidegate.yml', join(empty, 'tidegate.yml'));
});

test('it tells its version', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

  expect(tidegate('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('nothing forbids to publish it', () => {
  const read = (path: string): object => JSON.parse(readFileSync(path, 'utf8'));

  expect(read('package.json')).not.toHaveProperty('private');
  expect(read(join(empty, 'node_modules', 'tidegate', 'package.json'))).toMatchObject({
    name: 'tidegate',
    license: 'Apache-2.0',
  });
});

test.each([
  ['lint', 0, 'tidegate.yml: good'],
  ['plan', 0, 'hello: 3 waves, 2 targets'],
  ['diff', 2, 'expected the name of Tidegate’s table'],
])('it can %s', (verb, status, text) => {
  const ran = tidegate(verb, 'tidegate.yml', ...(verb === 'diff' ? ['--region', 'eu-west-1'] : []));

  expect(ran).toMatchObject({ status });
  expect(`${ran.stdout}${ran.stderr}`).toContain(text);
});

test('it can simulate, with the functions and machines that came with it', () => {
  const scenario = join('node_modules', 'tidegate', 'examples', 'scenarios', 'build-succeeds.yml');

  const { status, stdout } = tidegate('simulate', 'tidegate.yml', '--scenario', scenario, '--json');

  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ releases: [{ outcome: 'Promoted' }] });
});

test('what the documents have CI install is this version, and all that they have it run passes', () => {
  const page = readFileSync('docs/practice.md', 'utf8');
  const [, workflow = ''] = /```yaml\n(# \.github[^`]*)```/.exec(page) ?? [];
  const [, scenario = ''] = /```yaml\n(# good-day\.yml[^`]*)```/.exec(page) ?? [];
  const commands = [...workflow.matchAll(/- run: (.+)/g)].map(([, command]) => command!);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const repository = join(empty, 'repository');
  cpSync('examples/checkout/tidegate.yml', join(repository, 'tidegate.yml'));
  cpSync('examples/policy.yml', join(repository, 'policy.yml'));
  writeFileSync(join(repository, 'good-day.yml'), scenario);

  const [install = '', ...others] = commands;
  const ran = others.map((command) =>
    spawnSync('sh', ['-c', command], { cwd: repository, encoding: 'utf8' }),
  );

  expect(install).toMatch(new RegExp(`^npm install --no-save tidegate@${version} `));
  expect(ran.map(({ status, stderr }) => [status, stderr])).toEqual(
    ['lint', 'plan', 'simulate'].map(() => [0, '']),
  );
  expect(JSON.parse(readFileSync(join(repository, 'tidegate.sarif'), 'utf8'))).toHaveProperty(
    'runs',
  );
});

test('it writes a first file from a template, which lint takes', () => {
  const service = join(empty, 'service');
  mkdirSync(service);
  writeFileSync(join(service, 'template.yaml'), TEMPLATE);

  const written = tidegate('init', '--from', 'service', '--out', join('service', 'tidegate.yml'));
  const linted = tidegate('lint', join('service', 'tidegate.yml'));

  expect(written).toMatchObject({ status: 0, stderr: '' });
  expect(linted).toMatchObject({ status: 0 });
  expect(linted.stdout).toContain('good');
});

const withLibrary = existsSync(join(library, 'aws-cdk-lib')) ? test : test.skip;

withLibrary('its construct declares a pipeline in an app, by its types too', () => {
  for (const name of ['aws-cdk-lib', 'constructs'])
    symlinkSync(join(library, name), join(empty, 'node_modules', name));
  writeFileSync(
    join(empty, 'app.mts'),
    `import { App, Stack } from 'aws-cdk-lib';
import { TidegatePipeline } from 'tidegate/cdk';
const app = new App({ outdir: 'cdk.out' });
new TidegatePipeline(new Stack(app, 'S'), 'Pipeline', {
  pipeline: 'hello',
  source: { project: 'hello-build' },
  stages: [{ name: 'verify', tests: [{ name: 'dependencies', project: 'hello-check' }] }],
});
app.synth();
`,
  );
  const compiler = resolve('node_modules/.bin/tsc');
  const strict = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'];

  const types = spawnSync(compiler, [...strict, '--types', '', 'app.mts'], {
    cwd: empty,
    encoding: 'utf8',
  });
  const ran = spawnSync(machine, ['app.mjs'], {
    cwd: empty,
    encoding: 'utf8',
  });

  expect([types.stdout, types.status]).toEqual(['', 0]);
  expect(ran).toMatchObject({ status: 0 });
  expect(readFileSync(join(empty, 'cdk.out', 'hello.tidegate.yml'), 'utf8')).toContain(
    'hello-build',
  );
});
