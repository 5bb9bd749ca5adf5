// What CONTRIBUTING says belongs to a thing: all that there are have it, so one that is added needs it too.
//
// That each scenario is played stands in simulation/scenarios.test.ts; pages of verbs in cli/verbs.test.ts, pages of
// rules in core/practice/pages.test.ts, commands in flows/command/each.test.ts, schemas in schemas.test.ts.

import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { commandLine } from '../cli/verbs.ts';
import { target } from '../core/pipeline/target-schema.ts';
import { rules } from '../core/practice/rules.ts';
import type { Ports } from '../flows/ports.ts';
import { readStack } from '../simulation/stack/read-stack.ts';
import { home } from '../simulation/world/place.ts';
import { oneTarget } from './paths/pipelines.ts';
import { play } from './paths/played.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const contributing = read('CONTRIBUTING.md');
const textOf = (pattern: string) => globSync(pattern).map(read).join('\n');

test('the folders and files that CONTRIBUTING names are there', () => {
  const named = [...contributing.matchAll(/`((?:[\w.-]+\/)+[\w.-]*)`/g)].map(([, path]) => path!);
  const placeholders = /NAME|ID\.md/;

  expect(named.length).toBeGreaterThan(30);
  expect(
    named.filter((path) => !existsSync(placeholders.test(path) ? dirname(path) : path)),
  ).toEqual([]);
});

test('the scripts that CONTRIBUTING names are there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...contributing.matchAll(/npm run ([a-z]+)/g)].map(([, name]) => name!);

  expect(named.filter((name) => !['ci', 'install'].includes(name) && !(name in scripts))).toEqual(
    [],
  );
});

test('the examples that CONTRIBUTING shows are what stands there', () => {
  const blocks = [...contributing.matchAll(/ {3}```ts\n {3}\/\/ (\S+)\n(.*?) {3}```/gs)];

  expect(blocks.length).toBeGreaterThan(1);
  for (const [, path = '', block = ''] of blocks) {
    const shown = block.replace(/^ {3}/gm, '').split(/^ *…$\n/m);
    for (const part of shown) expect(read(path)).toContain(part);
  }
});

test.each(commandLine.names)('the verb %s is made, told of, and run by a test', (name) => {
  // As one of the words that something is run with: quotes alone are round much else.
  const run = '(run|ask|askAs|tell|tellAws|runWords|spawnSync)\\((?:[^()]*,)?\\s*\\[*';
  const called = new RegExp(`${run}['"\`]${name}['"\` ]`);
  const tests = globSync('test/{cli,board}/*.ts').filter((file) => called.test(read(file)));

  expect(existsSync(`cli/verbs/${name}.ts`)).toBe(true);
  expect(existsSync(`docs/cli/${name}.md`)).toBe(true);
  expect({ name, tested: tests.length > 0 }).toEqual({ name, tested: true });
});

test.each(rules.map(({ id }) => id))(
  'the rule %s is listed, can be set, and is broken by a test',
  (id) => {
    // In quotes: a policy that names a rule in its YAML breaks none.
    const tests = textOf('test/core/practice/*.test.ts');

    expect(read('docs/practice.md')).toContain(`| [${id}](rules/${id}.md) |`);
    expect(read('schemas/policy.schema.json')).toContain(`"${id}": {`);
    expect(tests).toContain(`'${id}'`);
  },
);

/** A target of each kind. */
const KINDS: Readonly<Record<string, string>> = {
  lambda: 'lambda: { function: shop, alias: live, application: shop, deploymentGroup: live }',
  alias: 'lambda: { function: shop, alias: live }, strategy: canary',
  'app-config':
    'appConfig: { application: shop, environment: prod, profile: flags, configuration: flags.json }',
  ec2: 'ec2: { application: shop, deploymentGroup: live }',
  ecs: 'ecs: { cluster: shop, service: checkout }, strategy: canary',
  job: 'job: { project: shop-deploys, rollback: shop-returns, runs: shop-runs }',
  machine: 'machine: { name: shop, alias: live }, strategy: canary',
  site: 'site: { bucket: shop-site, distribution: E2QWRUHAPOMQZL }',
  stack: 'stack: { name: shop }',
  'stack-set':
    'stackSet: { name: shop, accounts: ["222233334444", "333344445555"], regions: [us-east-1, eu-west-1] }',
  tasks: 'ecs: { cluster: shop, service: checkout, application: shop, deploymentGroup: live }',
};

test('there is a target of each kind here, and the pages name each', () => {
  const { oneOf } = target.meta() as { oneOf: { required: [string] }[] };
  const written = oneOf.map(({ required: [key] }) => key);
  const kinds = readdirSync('core/kinds')
    .map((file) => file.replace('.ts', ''))
    .filter((name) => name !== 'kind' && name !== 'kinds');

  expect(Object.keys(KINDS).toSorted()).toEqual(kinds.toSorted());
  for (const key of written) expect(read('docs/pipelines.md')).toContain(`\`${key}\``);
  for (const kind of kinds) expect(read('docs/pipelines.md')).toContain(`targets/${kind}.md`);
  for (const kind of kinds)
    expect(read('docs/needs.md')).toMatch(new RegExp(`^\\| .*targets/${kind}\\.md`, 'm'));
});

/** Named alike: each kind has one of each. */
const ROOMS = [
  'core/pipeline/targets/NAME.ts',
  'core/kinds/NAME.ts',
  'flows/kinds/NAME.ts',
  'simulation/world/kinds/NAME.ts',
  'authoring/needs/kinds/NAME.ts',
  'docs/targets/NAME.md',
];

test.each(Object.keys(KINDS))('%s has a file in each room, named like it', (kind) => {
  const files = ROOMS.map((room) => room.replace('NAME', kind));

  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  for (const room of ROOMS) expect(contributing).toContain(room);
});

test.each(Object.entries(KINDS))(
  'to %s a release is promoted, and another one is taken back',
  async (_, deploys) => {
    const place = `{ name: live, account: "${home.account}", region: us-east-1, ${deploys}, alarms: [errors] }`;

    const played = await play(oneTarget({ of: place }), {
      baseline: 'old',
      builds: [
        { at: '0m', revision: 'good' },
        { at: '2h', revision: 'bad' },
      ],
      misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '90s' }],
    });

    expect(played.outcomes()).toEqual(['Promoted', 'RolledBack']);
    expect(played.report.targets).toEqual({ live: 'good' });
  },
);

test('what is on top of each scenario, or its description, says what happens', () => {
  const silent = globSync('examples/scenarios/*.yml').filter((file) => {
    const [said = ''] = /^(?:#.*\n)*(?:description:.*\n(?: .*\n)*)?/.exec(read(file)) ?? [];
    return said.replace(/^# yaml-language-server.*/, '').length < 80;
  });

  expect(silent).toEqual([]);
});

interface Source {
  readonly adapter: string;
  /** How the function that looks at bakes may ask it. */
  readonly allowed: string;
  readonly section: string;
}

/** All ports, and which of them the judge hears of a bake. */
const PORTS: Readonly<Record<keyof Ports, Source | 'no source'>> = {
  home: 'no source',
  clock: 'no source',
  log: 'no source',
  count: 'no source',
  measure: 'no source',
  trace: 'no source',
  table: 'no source',
  builds: 'no source',
  repositories: 'no source',
  calendars: 'no source',
  artifacts: 'no source',
  functions: 'no source',
  versions: 'no source',
  warmth: 'no source',
  cooling: 'no source',
  deployments: 'no source',
  containers: 'no source',
  serviceUpdates: 'no source',
  images: 'no source',
  jobs: 'no source',
  stacks: 'no source',
  stackSets: 'no source',
  stackSetStarts: 'no source',
  configurations: 'no source',
  configurationStarts: 'no source',
  sites: 'no source',
  siteFiles: 'no source',
  machines: 'no source',
  machineVersions: 'no source',
  alarms: 'no source',
  alarmFacts: 'no source',
  workflows: 'no source',
  parameters: 'no source',
  dashboards: 'no source',
  reports: 'no source',
  loads: 'no source',
  callees: 'no source',
  canaryStarts: 'no source',
  canaries: 'no source',
  experiments: 'no source',
  outside: 'no source',
  topics: 'no source',
  muteRules: 'no source',
  buses: 'no source',
  metrics: {
    adapter: 'metrics',
    allowed: 'cloudwatch:GetMetricData',
    section: 'CloudWatch’s metrics',
  },
  traces: { adapter: 'xray', allowed: 'xray:GetServiceGraph', section: 'X-Ray' },
  objectives: {
    adapter: 'application-signals',
    allowed: 'application-signals:ListServiceLevelObjectives',
    section: 'Error budgets',
  },
  signatures: 'no source',
  insights: { adapter: 'devops-guru', allowed: 'devops-guru:ListInsights', section: 'DevOps Guru' },
};

test.each(Object.entries(PORTS).filter(([, it]) => it !== 'no source') as [string, Source][])(
  'the judge’s source %s is adapted, tested, allowed, simulated and told of',
  (_, { adapter, allowed, section }) => {
    const [service, operation] = allowed.split(':') as [string, string];
    const stack = JSON.stringify(readStack(home).functions);

    expect(existsSync(`aws/${adapter}.ts`)).toBe(true);
    expect(existsSync(`test/aws/${adapter}.test.ts`)).toBe(true);
    expect(stack + read('docs/aws-member-roles.yml')).toContain(allowed);
    expect(read('packages/embedded-aws/README.md')).toMatch(
      new RegExp(`^\\| ${service} \\|.*${operation}`, 'm'),
    );
    expect(read('docs/judge-sources.md').replaceAll("'", '’')).toContain(`\n## ${section}`);
  },
);
