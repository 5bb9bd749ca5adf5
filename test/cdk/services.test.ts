// A service of ECS and an alias without CodeDeploy, named by what an app declares; skipped without aws-cdk-lib.

import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const describeIfInstalled = isInstalled() ? describe : describe.skip;

function isInstalled(): boolean {
  try {
    createRequire(resolve('cdk/tidegate-pipeline.ts')).resolve('aws-cdk-lib');
    return true;
  } catch {
    return false;
  }
}

const env = { account: '111122223333', region: 'eu-west-1' };

async function declared() {
  const { App, Stack } = await import('aws-cdk-lib');
  const ec2 = await import('aws-cdk-lib/aws-ec2');
  const ecs = await import('aws-cdk-lib/aws-ecs');
  const lambda = await import('aws-cdk-lib/aws-lambda');
  const stack = new Stack(new App(), 'shop', { env });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['eu-west-1a'],
    privateSubnetIds: ['subnet-1'],
  });
  const cluster = new ecs.Cluster(stack, 'Cluster', { clusterName: 'shop', vpc });
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('nginx') });
  const web = { cluster, taskDefinition, serviceName: 'web' };
  const service = new ecs.FargateService(stack, 'Service', web);
  const code = new lambda.Function(stack, 'Function', {
    functionName: 'receipts',
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => "hello";'),
  });
  const version = code.currentVersion;
  return { stack, service, alias: new lambda.Alias(stack, 'Live', { aliasName: 'live', version }) };
}

describeIfInstalled(
  'targets by constructs (skipped without aws-cdk-lib: npm ci --prefix cdk)',
  () => {
    test('a service gives its cluster, name, account and region; an alias its function', async () => {
      const { resolvePipeline } = await import('../../cdk/resolve-pipeline.ts');
      const { stack, service, alias } = await declared();
      const web = { name: 'web', ecs: { service }, strategy: 'rolling' } as const;
      const receipts = { name: 'receipts', lambda: { alias }, strategy: 'canary' } as const;
      const stages = [{ name: 'prod', targets: [web, receipts] }];
      const pipeline = { pipeline: 'shop', source: { project: 'shop' }, stages };

      const { definition, problems } = resolvePipeline(pipeline, stack);

      expect(problems).toEqual([]);
      expect(definition).toMatchObject({
        stages: [
          {
            targets: [
              { ...web, ...env, ecs: { cluster: 'shop', service: 'web' } },
              { ...receipts, ...env, lambda: { function: 'receipts', alias: 'live' } },
            ],
          },
        ],
      });
    });

    test('a stack gives its name, its template, and where it is', async () => {
      const { resolvePipeline } = await import('../../cdk/resolve-pipeline.ts');
      const { stack } = await declared();
      const whole = { name: 'whole', stack: { stack, configuration: 'prod.json' } };
      const stages = [{ name: 'prod', targets: [whole] }];
      const pipeline = { pipeline: 'shop', source: { project: 'shop' }, stages };

      const { definition, problems } = resolvePipeline(pipeline, stack);

      const template = 'cdk.out/shop.template.json';
      const named = { name: 'shop', template, configuration: 'prod.json' };
      expect(problems).toEqual([]);
      expect(definition).toMatchObject({
        stages: [{ targets: [{ name: 'whole', ...env, stack: named }] }],
      });
    });
  },
);
