// A canary's alarms in the embedded CloudWatch: they see one revision, and go quiet with it.

import { alarmTemplates } from '../../../authoring/alarms/alarm-template.ts';
import { canaryOf, canaryTargetOf, leftText } from '../../../authoring/alarms/canary.ts';
import { canaryOfTemplate } from '../../../authoring/alarms/canary-template.ts';
import { costOf } from '../../../authoring/alarms/cost.ts';
import { targetsAsked } from '../../../authoring/alarms/from-pipeline.ts';
import { findResources } from '../../../authoring/cloudformation/find-resources.ts';
import { readTemplate } from '../../../authoring/cloudformation/read-template.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { alarmWorld, type Minute } from './alarm-world.ts';

const LAMBDA = 'lambda: { function: f, alias: live, application: shop, deploymentGroup: prod }';
const EC2 = 'ec2: { application: shop, deploymentGroup: fleet }';

function canaryWith(deploysTo: string, watch = '') {
  const pipeline = parsePipeline(
    `pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 1h }
    targets:
      - { name: prod, account: "111122223333", region: us-east-1, alarms: [any], ${deploysTo}${watch && `, watch: [${watch}]`} }
`,
    'tidegate.yml',
  );
  const [placed] = targetsAsked(pipeline, {});
  const canary = canaryOf(placed!);
  const target = canaryTargetOf('shop', placed!, canary);
  const settings = { description: 'test', dashboard: 'shop', region: 'us-east-1' };
  return { canary, target, stack: () => alarmTemplates([target], settings)[0]! };
}

const sum = (value: number): Minute => [[value, 1]];
const versionOf = (version: string) => ({
  FunctionName: 'f',
  Resource: 'f:live',
  ExecutedVersion: version,
});

test('a canary that fails is seen though the whole is well, and is forgotten when it ends', async () => {
  const { stack } = canaryWith(LAMBDA);
  const { clock, deploy, feed, firing, state, play } = alarmWorld(stack(), { ProdVersion: '12' });
  const of = (name: string, version: string) => feed('AWS/Lambda', name, versionOf(version));
  const old = [of('Invocations', '11'), of('Errors', '11')] as const;
  const canary = [of('Invocations', '12'), of('Errors', '12')] as const;
  const set = (feeds: typeof old, ...minutes: Minute[]) =>
    minutes.forEach((minute, index) => void feeds[index]!(minute));

  const looks = await play(async () => {
    set(old, sum(990), sum(0));
    set(canary, sum(10), sum(0));
    await deploy();
    await clock.sleep(30 * 60);
    const well = firing();
    set(canary, sum(10), sum(4));
    await clock.sleep(8 * 60);
    const sick = firing();
    set(old, sum(1000), sum(100));
    set(canary, undefined, undefined);
    await clock.sleep(60 * 60);
    return { well, sick, over: firing(), traffic: state('shop-prod-canary-traffic') };
  });

  expect(looks).toEqual({
    well: [],
    sick: ['shop-prod-canary-lambda-f-live-errors', 'shop-prod-canary-roll-back'],
    over: [],
    traffic: 'INSUFFICIENT_DATA',
  });
});

test('a task set is judged by its target group and by its own tasks', async () => {
  const watch = '{ ecs: { cluster: c, service: s } }, { loadBalancer: { name: app/a/1 } }';
  const { stack, target } = canaryWith(LAMBDA, watch);
  const { clock, deploy, feed, firing, play } = alarmWorld(stack(), {
    ProdVersion: '12',
    ProdTargetGroup: 'targetgroup/green/2',
    ProdTaskDefinitionRevision: '42',
  });
  const green = { LoadBalancer: 'app/a/1', TargetGroup: 'targetgroup/green/2' };
  const tasks = { ClusterName: 'c', ServiceName: 's', TaskDefinitionRevision: '42' };
  const requests = feed('AWS/ApplicationELB', 'RequestCount', green);
  const failed = feed('AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', green);
  const used = feed('Tidegate/TaskRevisions', 'MemoryUtilized', tasks);
  const reserved = feed('Tidegate/TaskRevisions', 'MemoryReserved', tasks);

  const fired = await play(async () => {
    requests(sum(50));
    used(sum(200));
    reserved(sum(512));
    await deploy();
    await clock.sleep(20 * 60);
    const well = firing();
    failed(sum(20));
    used(sum(500));
    await clock.sleep(12 * 60);
    return [well, firing()];
  });

  expect(fired).toEqual([
    [],
    [
      'shop-prod-canary-ecs-c-s-memory',
      'shop-prod-canary-loadBalancer-app-a-1-5xx',
      'shop-prod-canary-roll-back',
    ],
  ]);
  expect(costOf([target], 0).customMetrics).toBe(4);
});

test('the metrics of a task revision are made of what Container Insights logs of its tasks', () => {
  const { stack } = canaryWith(LAMBDA, '{ ecs: { cluster: c, service: s } }');

  const { ProdCanaryEcsCSCpuUtilized: filter } = stack().body.Resources as Record<string, object>;

  expect(filter).toMatchObject({
    Type: 'AWS::Logs::MetricFilter',
    Properties: {
      LogGroupName: '/aws/ecs/containerinsights/c/performance',
      FilterPattern: '{ $.Type = "Task" && $.ServiceName = "s" }',
      MetricTransformations: [
        {
          MetricValue: '$.CpuUtilized',
          Dimensions: expect.arrayContaining([
            { Key: 'TaskDefinitionRevision', Value: '$.TaskDefinitionRevision' },
          ]),
        },
      ],
    },
  });
});

test('a blue/green deployment to instances is the Auto Scaling group that CodeDeploy names after it', () => {
  const { canary } = canaryWith(EC2);

  expect(canary.resources[0]!.names).toEqual({
    autoScalingGroup: { 'Fn::Join': ['', ['CodeDeploy_fleet_', { Ref: 'ProdDeployment' }]] },
  });
  expect(canary.parameters.ProdDeployment!.AllowedPattern).toBe('^d-[A-Z0-9]+$');
});

test('what has no revisions is left to the whole, and that is said', () => {
  const { canary, target } = canaryWith(
    LAMBDA,
    '{ sqs: { queue: q } }, { lambda: { function: g } }',
  );

  expect(canary.left.map(leftText)).toEqual([
    'sqs q: left to the alarms of the whole, since CloudWatch does not tell its revisions apart',
    'lambda g: left to the alarms of the whole, since no deployment shifts an alias of it',
  ]);
  expect(target.alarms.map(({ key }) => key)).toEqual(['errors', 'duration', 'traffic']);
});

const SAM = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      CodeUri: .
      AutoPublishAlias: live
      DeploymentPreference: { Type: Canary10Percent5Minutes }
`;

test.each([
  ['inside', { 'Fn::GetAtt': ['Orders.Version', 'Version'] }],
  ['beside', { Ref: 'OrdersVersion' }],
] as const)(
  '%s a template the version is what its stack publishes, or a parameter',
  (where, version) => {
    const found = findResources(readTemplate(SAM, 'template.yaml'));

    const { target, left } = canaryOfTemplate(found, 'orders', where);

    const [errors] = target.alarms;
    expect(errors!.queries[0]!.metric!.dimensions.ExecutedVersion).toEqual(version);
    expect(left).toEqual([]);
  },
);
