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

    test('a site gives its bucket, a configuration its names, and both where they are', async () => {
      const { resolvePipeline } = await import('../../cdk/resolve-pipeline.ts');
      const appconfig = await import('aws-cdk-lib/aws-appconfig');
      const cloudfront = await import('aws-cdk-lib/aws-cloudfront');
      const s3 = await import('aws-cdk-lib/aws-s3');
      const { stack } = await declared();
      const bucket = new s3.Bucket(stack, 'Pages', { bucketName: 'shop-pages' });
      const distribution = cloudfront.Distribution.fromDistributionAttributes(stack, 'Cdn', {
        domainName: 'd1.cloudfront.net',
        distributionId: 'E2QWRUHAPOMQZL',
      });
      const application = new appconfig.Application(stack, 'App', { applicationName: 'shop' });
      const its = { application, environmentName: 'prod' };
      const environment = new appconfig.Environment(stack, 'Env', its);
      const content = appconfig.ConfigurationContent.fromInlineText('{}');
      const profile = new appconfig.HostedConfiguration(stack, 'Flags', {
        application,
        name: 'flags',
        content,
      });
      const pages = { name: 'pages', site: { bucket, distribution, files: 'dist' } };
      const appConfig = { application, environment, profile, configuration: 'flags.json' };
      const stages = [{ name: 'prod', targets: [pages, { name: 'flags', appConfig }] }];
      const pipeline = { pipeline: 'shop', source: { project: 'shop' }, stages };

      const { definition, problems } = resolvePipeline(pipeline, stack);

      expect(problems).toEqual([]);
      expect(definition).toMatchObject({
        stages: [
          {
            targets: [
              {
                name: 'pages',
                ...env,
                site: { bucket: 'shop-pages', distribution: 'E2QWRUHAPOMQZL', files: 'dist' },
              },
              {
                name: 'flags',
                ...env,
                appConfig: {
                  application: 'shop',
                  environment: 'prod',
                  profile: 'flags',
                  configuration: 'flags.json',
                },
              },
            ],
          },
        ],
      });
    });

    test('a distribution that the app makes has no id yet: what to write is said', async () => {
      const { resolvePipeline } = await import('../../cdk/resolve-pipeline.ts');
      const cloudfront = await import('aws-cdk-lib/aws-cloudfront');
      const origins = await import('aws-cdk-lib/aws-cloudfront-origins');
      const s3 = await import('aws-cdk-lib/aws-s3');
      const { stack } = await declared();
      const bucket = new s3.Bucket(stack, 'Pages', { bucketName: 'shop-pages' });
      const origin = origins.S3BucketOrigin.withOriginAccessControl(bucket);
      const behaviour = { defaultBehavior: { origin } };
      const distribution = new cloudfront.Distribution(stack, 'Cdn', behaviour);
      const resolved = (site: object) =>
        resolvePipeline(
          {
            pipeline: 'shop',
            source: { project: 'shop' },
            stages: [{ name: 'prod', targets: [{ name: 'pages', site } as object as never] }],
          },
          stack,
        ).problems;

      expect(resolved({ bucket, distribution: 'E2QWRUHAPOMQZL' })).toEqual([]);
      expect(resolved({ bucket, distribution })).toEqual([
        {
          path: 'stages.0.targets.0.site.distribution',
          text: expect.stringMatching(/write the id that it got$/),
        },
      ]);
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
