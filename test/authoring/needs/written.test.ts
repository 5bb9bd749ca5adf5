// What is written for targets makes just what their pipeline names, and nothing that moves an alias afterwards.

import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';
import { discoverTemplate } from '../../../authoring/init/discover-template.ts';
import { readServerless, serverlessStage } from '../../../authoring/init/serverless-file.ts';
import { type Form, forms, writtenNeeds } from '../../../authoring/needs/written.ts';
import { parsePipeline, targetsOf } from '../../../core/pipeline/parse.ts';
import { intrinsicsOf } from '../../../simulation/stack/intrinsics.ts';
import type { Template } from '../../../simulation/stack/template.ts';
import { home } from '../../../simulation/world/place.ts';
import { tell } from '../../cli/run-words.ts';
import { oneTarget } from '../../paths/pipelines.ts';

const KINDS: Readonly<Record<string, string>> = {
  lambda: 'lambda: { function: shop-api, alias: live, application: shop, deploymentGroup: api }',
  alias: 'lambda: { function: shop-api, alias: live }, strategy: canary',
  ecs: 'ecs: { cluster: depot, service: depot }, strategy: blue-green',
  stack: 'stack: { name: depot }',
  ec2: 'ec2: { application: depot, deploymentGroup: prod }, watch: [{ ec2: { autoScalingGroup: depot-workers } }]',
};

function pipelineOf(deploys: string): string {
  return oneTarget({
    of: `{ name: live, account: "111122223333", region: eu-west-1, ${deploys}, alarms: [errors] }`,
  });
}

function writtenFor(kind: string, form: Form): string {
  const { stages } = parsePipeline(pipelineOf(KINDS[kind]!), 'tidegate.yml');
  const targets = stages.flatMap(targetsOf);
  return writtenNeeds({ pipeline: 'shop', targets, form, tag: 'prod' }).text;
}

/** What `init` makes of a text, with the function beside it that it speaks of. */
function readBack(form: Form, text: string) {
  if (form === 'serverless') {
    const own = { service: 'shop', provider: { name: 'aws' }, ...(parse(text) as object) };
    const file = readServerless(stringify(own), 'serverless.yml');
    return discoverTemplate(serverlessStage(file, 'prod', {}, () => undefined).template, {});
  }
  const body = parse(text) as { Resources: Record<string, unknown> };
  const Properties = { FunctionName: 'shop-api' };
  if (form === 'sam') body.Resources.ShopApi = { Type: 'AWS::Serverless::Function', Properties };
  return discoverTemplate(readTemplate(stringify(body), 'template.yaml'), {});
}

const NAMES = ['function', 'alias', 'application', 'deploymentGroup', 'autoScalingGroup'] as const;

test.each(['cloudformation', 'sam', 'serverless'] as const)(
  'as %s, what is made for a function is what the pipeline names',
  (form) => {
    const { deployables } = readBack(form, writtenFor('lambda', form));

    expect(deployables.map((each) => NAMES.map((name) => each[name]))).toEqual([
      ['shop-api', 'live', 'shop', 'api', undefined],
    ]);
    expect(deployables.every(({ isDeployed }) => isDeployed)).toBe(true);
  },
);

test('what is made for instances is what the pipeline names', () => {
  const { deployables } = readBack('cloudformation', writtenFor('ec2', 'cloudformation'));

  expect(deployables.map((each) => NAMES.map((name) => each[name]))).toEqual([
    [undefined, undefined, 'depot', 'prod', undefined],
  ]);
});

function resourcesOf(kind: string) {
  const template = parse(writtenFor(kind, 'cloudformation')) as Template;
  const { evaluate } = intrinsicsOf(template, home, 'shop-needs');
  return Object.values(template.Resources).map(({ Type, Properties }) => ({
    type: Type.replace('AWS::', ''),
    properties: evaluate(Properties) as Record<string, unknown>,
  }));
}

test('an alias that Tidegate shifts needs no CodeDeploy; instances need no alias', () => {
  const types = (kind: string) => resourcesOf(kind).map(({ type }) => type);

  expect(types('alias')).toEqual(['Lambda::Version', 'Lambda::Alias']);
  expect(types('lambda')).toEqual([
    'IAM::Role',
    'CodeDeploy::Application',
    'CodeDeploy::DeploymentGroup',
    'Lambda::Version',
    'Lambda::Alias',
  ]);
  expect(types('ec2')).toEqual([
    'IAM::Role',
    'CodeDeploy::Application',
    'CodeDeploy::DeploymentGroup',
  ]);
});

test.each(['lambda', 'ec2'])('of %s no rollback is CodeDeploy’s own', (kind) => {
  const group = resourcesOf(kind).find(({ type }) => type === 'CodeDeploy::DeploymentGroup')!;

  expect(group.properties.AutoRollbackConfiguration).toEqual({ Enabled: false });
});

test('an alias names a version of which nothing changes with the code', () => {
  const version = resourcesOf('lambda').find(({ type }) => type === 'Lambda::Version')!;

  expect(version.properties).toEqual({ FunctionName: 'shop-api' });
});

test('an application that two targets share is made once', () => {
  const text = `${pipelineOf(KINDS.lambda!)}`.replace(
    'targets: [',
    'targets: [{ name: other, account: "111122223333", region: eu-west-1, lambda: ' +
      '{ function: shop-web, alias: live, application: shop, deploymentGroup: web }, alarms: [errors] }, ',
  );
  const targets = parsePipeline(text, 'tidegate.yml').stages.flatMap(targetsOf);

  const written = writtenNeeds({ pipeline: 'shop', targets, form: 'cloudformation', tag: 'prod' });

  const { deployables } = readBack('cloudformation', written.text);
  expect(deployables.map(({ deploymentGroup }) => deploymentGroup)).toEqual(['web', 'api']);
  expect(written.text.match(/Type: AWS::CodeDeploy::Application/g)).toHaveLength(1);
});

test('names that only signs tell apart are not made into one thing', () => {
  const [a, b] = ['shop-api', 'shop.api'].map((application, index) => ({
    name: `live-${index}`,
    deploys: `lambda: { function: f${index}, alias: live, application: ${application}, deploymentGroup: g }`,
  }));
  const of = ({ name, deploys }: { name: string; deploys: string }) =>
    parsePipeline(pipelineOf(deploys).replace('name: live', `name: ${name}`), 'tidegate.yml');
  const targets = [of(a!), of(b!)].flatMap(({ stages }) => stages.flatMap(targetsOf));

  expect(() =>
    writtenNeeds({ pipeline: 'shop', targets, form: 'cloudformation', tag: 'prod' }),
  ).toThrow(/would both be ShopApiApplication; write them one by one with --target/);
});

const page = readFileSync('docs/needs.md', 'utf8');

test.each(forms)('what the page shows as %s is what is written', async (form) => {
  const blocks = [...page.matchAll(/```(?:yaml|ts)\n([\s\S]*?)```/g)].map(([, text]) => text);
  const [target, ...shown] = blocks;
  const file = join(tmpdir(), 'tidegate.yml');
  const stages = `stages:\n  - name: prod\n    targets:\n${target!.replace(/^/gm, '      ')}`;
  writeFileSync(file, `pipeline: hello\nsource: { project: hello-build }\n${stages.trimEnd()}\n`);

  const { stdout } = await tell('needs', file, '--as', form);

  expect(shown[forms.indexOf(form)]).toBe(stdout);
});

test('targets of several accounts are a stack each, in a folder', async () => {
  const refused = await tell('needs', 'examples/checkout/tidegate.yml');
  const { code, stdout } = await tell(
    ...['needs', 'examples/checkout/tidegate.yml', '--out', join(tmpdir(), 'needs'), '--json'],
  );

  expect(refused.stderr).toMatch(/expected targets of one account and region, got \d+; give --out/);
  const { files, written, remarks } = JSON.parse(stdout) as Record<string, { name: string }[]>;
  expect(code).toBe(0);
  expect(written).toHaveLength(files!.length);
  expect(files![0]!.name).toBe('checkout-needs-111122223333-us-east-1.yml');
  expect(remarks!.join('\n')).toMatch(
    /aws lambda tag-resource --resource arn:aws:lambda:us-east-1:/,
  );
});
