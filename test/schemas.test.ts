// The committed JSON Schemas: up to date, true of every example, and of one mind with the zod schemas.

import { existsSync, globSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import type * as z from 'zod';
import { pipelineSchema } from '../core/pipeline/schema.ts';
import { policySchema } from '../core/practice/policy-schema.ts';
import { jsonSchemas, jsonText } from '../scripts/schemas.ts';
import { scenarioSchema } from '../simulation/world/scenario.ts';

const ajv = new Ajv({ strict: false, formats: { 'date-time': true, date: true } });

function committed(name: string): object {
  return JSON.parse(readFileSync(`schemas/${name}`, 'utf8')) as object;
}

const pipelineFits = ajv.compile(committed('pipeline.schema.json'));
const scenarioFits = ajv.compile(committed('scenario.schema.json'));
const policyFits = ajv.compile(committed('policy.schema.json'));

test.each(Object.entries(jsonSchemas()))('%s is what npm run schemas writes', (name, schema) => {
  const text = existsSync(`schemas/${name}`) ? readFileSync(`schemas/${name}`, 'utf8') : '';

  expect(text).toBe(jsonText(schema));
});

test.each(globSync('examples/*/tidegate.yml').sort())('%s fits the pipeline schema', (file) => {
  const fits = pipelineFits(parse(readFileSync(file, 'utf8')));

  expect({ fits, errors: pipelineFits.errors ?? [] }).toEqual({ fits: true, errors: [] });
});

test.each(globSync('examples/templates/*.yml').sort())('%s fits the template schema', (file) => {
  const fits = ajv.compile(committed('template.schema.json'));

  expect(fits(parse(readFileSync(file, 'utf8')))).toBe(true);
});

test.each(globSync('examples/scenarios/*.yml').sort())('%s fits the scenario schema', (file) => {
  const fits = scenarioFits(parse(readFileSync(file, 'utf8')));

  expect({ fits, errors: scenarioFits.errors ?? [] }).toEqual({ fits: true, errors: [] });
});

test('examples/policy.yml fits the policy schema, which its first line names', () => {
  const text = readFileSync('examples/policy.yml', 'utf8');

  const fits = policyFits(parse(text));

  expect({ fits, errors: policyFits.errors ?? [] }).toEqual({ fits: true, errors: [] });
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/schemas\/policy\.schema\.json/);
});

test('every example names the schema that editors check it with', () => {
  const files = globSync(['examples/*/tidegate.yml', 'examples/scenarios/*.yml']);

  const unnamed = files.filter(
    (file) =>
      !readFileSync(file, 'utf8').startsWith('# yaml-language-server: $schema=../../schemas/'),
  );

  expect(files.length).toBeGreaterThan(10);
  expect(unnamed).toEqual([]);
});

const place = 'account: "111122223333", region: eu-west-1';
const lambda = 'lambda: { function: f, alias: live, application: a, deploymentGroup: g }';
const ec2 = 'ec2: { application: a, deploymentGroup: g }';
const target = `{ name: t, ${place}, ${lambda} }`;
const withStage = (stage: string) =>
  `{ pipeline: p, source: { project: b }, stages: [{ name: s, ${stage} }] }`;

const pipelines: readonly [string, boolean, string][] = [
  ['a stage of tests', true, withStage('tests: [{ name: t, project: q }]')],
  ['a stage of targets', true, withStage(`targets: [${target}]`)],
  ['a stage of waves', true, withStage(`waves: [{ name: w, targets: [${target}] }]`)],
  ['a stage of nothing', false, withStage('tests: []')],
  ['a stage of no targets', false, withStage('targets: []')],
  [
    'targets and waves',
    false,
    withStage(`targets: [${target}], waves: [{ name: w, targets: [${target}] }]`),
  ],
  [
    'a target of both kinds',
    false,
    withStage(`targets: [{ name: t, ${place}, ${lambda}, ${ec2} }]`),
  ],
  ['a target of no kind', false, withStage(`targets: [{ name: t, ${place} }]`)],
  [
    'an account that is a number',
    false,
    withStage(`targets: [{ name: t, account: 111122223333, region: eu-west-1, ${ec2} }]`),
  ],
  ['an unknown key', false, withStage(`targets: [${target}], bakes: { for: 1h }`)],
  ['a bake in two units', true, withStage(`targets: [${target}], bake: { for: 1h30m }`)],
  ['a bake without a unit', false, withStage(`targets: [${target}], bake: { for: "30" }`)],
  ['an empty duration', false, withStage(`targets: [${target}], bake: { for: "" }`)],
  ['a name in capitals', false, '{ pipeline: Checkout, source: { project: b }, stages: [] }'],
  ['no stages', false, '{ pipeline: p, source: { project: b }, stages: [] }'],
  ['no source', false, `{ pipeline: p, stages: [{ name: s, targets: [${target}] }] }`],
  ['nothing', false, '{}'],
  [
    'a template without a version',
    false,
    `{ pipeline: p, extends: { template: t.yml }, source: { project: b }, stages: [{ name: s, targets: [${target}] }] }`,
  ],
];

const scenarios: readonly [string, boolean, string][] = [
  ['nothing', true, '{}'],
  ['a build', true, 'builds: [{ at: 0s, revision: r }]'],
  ['a raw event', true, 'builds: [{ at: 0s, event: e.json }]'],
  ['a build of nothing', false, 'builds: [{ at: 0s }]'],
  ['an unknown build status', false, 'builds: [{ at: 0s, revision: r, status: SUCCEDED }]'],
  ['an alarm of a revision', true, 'misbehaviours: [{ how: alarm, revision: r, target: t }]'],
  ['a misbehaviour of no kind', false, 'misbehaviours: [{ how: sulks, revision: r, target: t }]'],
  [
    'a test with a target',
    false,
    'misbehaviours: [{ how: test, revision: r, test: t, target: t }]',
  ],
  [
    'a deployment that fails once',
    true,
    'misbehaviours: [{ how: deployment, revision: r, target: t, times: 1 }]',
  ],
  [
    'a test that never fails',
    false,
    'misbehaviours: [{ how: test, revision: r, test: t, times: 0 }]',
  ],
  [
    'a configuration that was made',
    true,
    'deployments: [{ target: t, configuration: Mine, canary: { percent: 5, after: 2h } }]',
  ],
  [
    'a canary that is linear too',
    false,
    'deployments: [{ target: t, configuration: Mine, canary: { percent: 5, after: 2h }, linear: { percent: 5, every: 1m } }]',
  ],
  ['a call without an operation', false, 'calls: [{ call: s3, how: throttled }]'],
  ['a call that never fails', false, 'calls: [{ call: "s3:GetObject", how: throttled, times: 0 }]'],
  ['half a time', false, 'events: [{ source: aws.s3, how: late, times: 1.5 }]'],
  ['a person who stops', true, 'people: [{ at: 1h, does: stop }]'],
  ['a person who starts', true, 'people: [{ at: 1h, does: start, input: { pipeline: p } }]'],
  ['a start without a zone', false, 'startAt: "2026-11-23T09:00:00"'],
  ['a start at a moment', true, 'startAt: "2026-11-23T09:00:00Z"'],
];

const policies: readonly [string, boolean, string][] = [
  ['a name', true, '{ policy: p }'],
  ['no name', false, '{}'],
  ['a level', true, '{ policy: p, rules: { wave-share: { level: enforce } } }'],
  ['an unknown level', false, '{ policy: p, rules: { wave-share: { level: strict } } }'],
  ['an unknown rule', false, '{ policy: p, rules: { wave-shares: { level: enforce } } }'],
  ['another rule’s parameter', false, '{ policy: p, rules: { bake-time: { percent: 5 } } }'],
  ['a share over the whole', false, '{ policy: p, rules: { wave-share: { percent: 101 } } }'],
  ['a bake without a unit', false, '{ policy: p, rules: { bake-time: { later: "2" } } }'],
  ['no days of waivers', false, '{ policy: p, waivers: { longestDays: 0 } }'],
];

function bothSay(schema: z.ZodType, fits: (value: unknown) => boolean, text: string) {
  return { zod: schema.safeParse(parse(text)).success, jsonSchema: fits(parse(text)) };
}

test.each(pipelines)('both schemas say of a pipeline with %s: %s', (_, good, text) => {
  expect(bothSay(pipelineSchema, pipelineFits, text)).toEqual({ zod: good, jsonSchema: good });
});

test('a stage of a pipeline that extends a template may have its tests from there', () => {
  const text =
    '{ pipeline: p, extends: { template: t.yml, version: 1 }, source: { project: b }, stages: [{ name: s }] }';

  expect(pipelineFits(parse(text))).toBe(true);
});

test.each(scenarios)('both schemas say of a scenario with %s: %s', (_, good, text) => {
  expect(bothSay(scenarioSchema, scenarioFits, text)).toEqual({ zod: good, jsonSchema: good });
});

test.each(policies)('both schemas say of a policy with %s: %s', (_, good, text) => {
  expect(bothSay(policySchema, policyFits, text)).toEqual({ zod: good, jsonSchema: good });
});

interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

/** The paths of properties that say nothing of themselves. */
function silentIn({ properties = {}, items }: JsonSchema, at = ''): string[] {
  const own = Object.entries(properties).flatMap(([key, inner]) => [
    ...(inner.description ? [] : [`${at}${key}`]),
    ...silentIn(inner, `${at}${key}.`),
  ]);
  return items ? [...own, ...silentIn(items, at)] : own;
}

test.each(['pipeline', 'template'])(
  'every property of a %s is described to who writes it',
  (name) => {
    const schema = committed(`${name}.schema.json`) as JsonSchema;

    expect(Object.keys(schema.properties!).length).toBeGreaterThan(5);
    expect(silentIn(schema)).toEqual([]);
  },
);
