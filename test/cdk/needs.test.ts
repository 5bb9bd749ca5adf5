// What is written for a CDK app is declared for real. Needs aws-cdk-lib: `npm ci --prefix cdk`; skipped without.

import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runInThisContext } from 'node:vm';
import { readTemplate } from '../../authoring/cloudformation/read-template.ts';
import { discoverTemplate } from '../../authoring/init/discover-template.ts';
import { writtenNeeds } from '../../authoring/needs/written.ts';
import { parsePipeline, targetsOf } from '../../core/pipeline/parse.ts';
import { oneTarget } from '../paths/pipelines.ts';

const isInstalled = (() => {
  try {
    return createRequire(resolve('cdk/tidegate-pipeline.ts')).resolve('aws-cdk-lib') !== '';
  } catch {
    return false;
  }
})();
const testIfInstalled = isInstalled ? test.each : test.skip.each;

/** The template of a stack with the function `shop-api` and what is written for the target. */
async function synthesised(deploys: string) {
  const cdk = await import('aws-cdk-lib');
  const names = ['lambda', 'codedeploy', 'autoscaling'];
  const libraries = await Promise.all([
    import('aws-cdk-lib/aws-lambda'),
    import('aws-cdk-lib/aws-codedeploy'),
    import('aws-cdk-lib/aws-autoscaling'),
  ]);
  const [lambda] = libraries;
  const place = '{ name: live, account: "111122223333", region: eu-west-1,';
  const pipeline = parsePipeline(
    oneTarget({ of: `${place} ${deploys}, alarms: [errors] }` }),
    'tidegate.yml',
  );
  const { text } = writtenNeeds({
    pipeline: 'shop',
    targets: pipeline.stages.flatMap(targetsOf),
    form: 'cdk',
    tag: 'prod',
  });
  const app = new cdk.App({ outdir: mkdtempSync(join(tmpdir(), 'tidegate-cdk-')) });
  const stack = new cdk.Stack(app, 'shop');
  const code = (body: string) =>
    new lambda.Function(stack, 'Api', {
      functionName: 'shop-api',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(body),
    });
  const declare = runInThisContext(`(stack, code, cdk, ${names}) => {${text}}`) as (
    ...parts: unknown[]
  ) => void;
  return {
    of(body: string) {
      declare(stack, code(body), cdk, ...libraries);
      return JSON.stringify(app.synth().getStackByName('shop').template);
    },
  };
}

testIfInstalled([
  [
    'lambda: { function: shop-api, alias: live, application: shop, deploymentGroup: api }',
    { function: 'shop-api', alias: 'live', application: 'shop', deploymentGroup: 'api' },
  ],
  [
    'ec2: { application: depot, deploymentGroup: prod }, watch: [{ ec2: { autoScalingGroup: workers } }]',
    { application: 'depot', deploymentGroup: 'prod' },
  ],
])('what is made by %s is what the pipeline names', async (deploys, names) => {
  const template = (await synthesised(deploys)).of('exports.handler = async () => 1;');

  const { deployables } = discoverTemplate(readTemplate(template, 'shop.template.json'), {});
  expect(deployables).toEqual([expect.objectContaining({ ...names, isDeployed: true })]);
  expect(template).not.toMatch(/"AutoRollbackConfiguration":\{"Enabled":true/);
});

testIfInstalled([
  ['lambda: { function: shop-api, alias: live }, strategy: canary'],
  ['lambda: { function: shop-api, alias: live, application: shop, deploymentGroup: api }'],
])('other code changes no alias that is made by %s', async (deploys) => {
  const aliasOf = async (body: string) => {
    const { Resources } = JSON.parse((await synthesised(deploys)).of(body)) as {
      Resources: Record<string, { Type: string }>;
    };
    return Object.entries(Resources).filter(([, { Type }]) =>
      /Lambda::(Alias|Version)$/.test(Type),
    );
  };

  const [before, after] = [
    await aliasOf('exports.handler = async () => 1;'),
    await aliasOf('exports.handler = async () => 2;'),
  ];

  expect(before).toHaveLength(2);
  expect(after).toEqual(before);
});
